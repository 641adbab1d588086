// A status is an icon and a word, never a colour alone.
import { Icon, type IconName } from "./icon.tsx";
import classes from "./status.module.css";

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
    <span className={`${classes.status} ${classes[tone] ?? ""}`}>
      <Icon name={icon ?? icons[tone]} size={14} />
      {word}
    </span>
  );
}
