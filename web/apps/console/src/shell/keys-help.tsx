// The list of keys, and the switch that turns the single ones off.
import { Checkbox, Kbd, Modal } from "@mantine/core";
import { useWords } from "@weft/i18n";
import type { Key } from "@weft/i18n/catalogue";
import classes from "./shell.module.css";
import { useSingleKeys } from "./shortcuts.ts";

const rows: { keys: string[]; label: Key }[] = [
  { keys: ["Ctrl", "K"], label: "keys.palette" },
  { keys: ["/"], label: "keys.search" },
  { keys: ["J", "K"], label: "keys.rows" },
  { keys: ["Enter"], label: "keys.open" },
  { keys: ["Esc"], label: "keys.escape" },
  { keys: ["?"], label: "keys.help" },
];

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Modal opened={opened} onClose={onClose} title={t("keys.title")}>
      <dl className={classes.keys}>
        {rows.map((row) => (
          <div key={row.label}>
            <dt>{t(row.label)}</dt>
            <dd>
              {row.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label={t("keys.single")}
        description={t("keys.singleHelp")}
        checked={singleKeys}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}
