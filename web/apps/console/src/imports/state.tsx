// The state of an import as icon and word.
import type { Import } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import type { IconName } from "@weft/ui/icon";
import { Status, type Tone } from "@weft/ui/status";

const looks: Record<Import["state"], { tone: Tone; icon: IconName }> = {
  waiting_for_files: { tone: "gray", icon: "file" },
  queued: { tone: "queue", icon: "clock" },
  reading: { tone: "weft", icon: "refresh" },
  checking: { tone: "weft", icon: "refresh" },
  checked: { tone: "queue", icon: "info" },
  writing: { tone: "weft", icon: "refresh" },
  done: { tone: "good", icon: "check" },
  failed: { tone: "bad", icon: "alert" },
  cancelled: { tone: "warn", icon: "stop" },
};

export function ImportState({ state }: { state: Import["state"] }) {
  const { t } = useWords();
  const look = looks[state] ?? { tone: "gray", icon: "info" };
  return <Status tone={look.tone} icon={look.icon} word={t(`state.${state}`)} />;
}
