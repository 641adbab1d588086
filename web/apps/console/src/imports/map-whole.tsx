// What holds for every row of the file: what it tells of, its source, and what no column says.
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { DraftChoices, DraftView } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import classes from "./wizard.module.css";

export function Whole({ view, change }: { view: DraftView; change: (values: Partial<DraftChoices>) => void }) {
  const { t } = useWords();
  const { choices } = view.draft;
  const isSales = choices.target !== "customers";
  const has = (becomes: string) => choices.columns.some((column) => column.becomes === becomes);
  const text = (name: "title" | "source" | "zone" | "currency" | "channel" | "location") => (
    <TextInput
      key={name}
      id={`map-${name}`}
      label={t(`map.${name}`)}
      description={t(`map.${name}Help`)}
      defaultValue={choices[name]}
      autoComplete="off"
      onBlur={(event) => event.currentTarget.value !== choices[name] && change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className={classes.whole}>
      <NativeSelect
        id="map-target"
        label={t("map.target")}
        value={choices.target}
        data={(["sales", "customers"] as const).map((target) => ({ value: target, label: t(`map.target.${target}`) }))}
        onChange={(event) => change({ target: event.currentTarget.value })}
      />
      {text("title")}
      {text("source")}
      {text("zone")}
      {isSales && !has("currency") && text("currency")}
      {isSales && !has("channel") && text("channel")}
      {isSales && !has("location") && text("location")}
      <NativeSelect
        id="map-decimal"
        label={t("map.decimal")}
        value={choices.decimal}
        data={[
          { value: ".", label: "1234.56" },
          { value: ",", label: "1.234,56" },
        ]}
        onChange={(event) => change({ decimal: event.currentTarget.value })}
      />
      {isSales && has("quantity") && (
        <Checkbox
          id="map-returns"
          label={t("map.negative")}
          checked={choices.negative_returns}
          onChange={(event) => change({ negative_returns: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}
