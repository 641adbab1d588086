// The channels and locations that the file names, each with the code that the shop has for it.
import { TextInput } from "@mantine/core";
import type { DraftChoices } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable } from "@weft/ui/data-table";
import { Panel } from "@weft/ui/panel";
import classes from "./wizard.module.css";

type Place = DraftChoices["places"][number];

export function Places({ places, onChange }: { places: Place[]; onChange: (places: Place[]) => void }) {
  const { t } = useWords();
  if (places.length === 0) return null;
  const rows = places.map((place, at) => ({ at, place }));
  const setCode = (at: number, code: string) =>
    onChange(places.map((place, each) => (each === at ? { ...place, code } : place)));
  const columns: Column<(typeof rows)[number]>[] = [
    { key: "value", head: t("map.placeValue"), names: true, cell: ({ place }) => place.value },
    {
      key: "of",
      head: t("map.placeOf"),
      cell: ({ place }) => t(place.of === "channel" ? "field.channel" : "field.location"),
    },
    {
      key: "code",
      head: t("map.placeCode"),
      cell: ({ at, place }) => (
        <TextInput
          size="xs"
          aria-label={t("map.placeCodeOf", { value: place.value })}
          defaultValue={place.code}
          autoComplete="off"
          onBlur={(event) => event.currentTarget.value !== place.code && setCode(at, event.currentTarget.value.trim())}
        />
      ),
    },
  ];
  return (
    <Panel title={t("map.places")} flush>
      <p className={classes.mend}>{t("map.placesHelp")}</p>
      <DataTable
        caption={t("map.placesCaption")}
        columns={columns}
        rows={rows}
        rowKey={({ place }) => `${place.of}:${place.value}`}
        tight
      />
    </Panel>
  );
}
