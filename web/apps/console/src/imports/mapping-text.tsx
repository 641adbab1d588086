// A mapping file as text, to be read, copied and downloaded.
import { Button } from "@mantine/core";
import { useWords } from "@weft/i18n";
import { Icon } from "@weft/ui/icon";
import classes from "./wizard.module.css";

export function MappingText({ name, toml }: { name: string; toml: string }) {
  const { t } = useWords();
  return (
    <details className={classes.toml}>
      <summary>{t("map.text")}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{toml}</pre>
      <Button
        component="a"
        size="xs"
        variant="default"
        download={`${name || "mapping"}.toml`}
        href={`data:application/toml;charset=utf-8,${encodeURIComponent(toml)}`}
        leftSection={<Icon name="download" size={14} />}
      >
        {t("map.download")}
      </Button>
    </details>
  );
}
