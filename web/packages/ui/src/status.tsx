// A status is an icon and a word, never a colour alone.
import { Badge } from "@mantine/core";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "good" | "warn" | "bad" | "queue" | "weft" | "gray";

const icons: Record<Tone, IconName> = {
  good: "check",
  warn: "alert",
  bad: "alert",
  queue: "clock",
  weft: "refresh",
  gray: "info",
};

export function Status({ tone, word, icon }: { tone: Tone; word: string; icon?: IconName }) {
  return (
    <Badge color={tone} leftSection={<Icon name={icon ?? icons[tone]} size={12} />}>
      {word}
    </Badge>
  );
}
