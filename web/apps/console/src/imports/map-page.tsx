// A new format by looking at a file: its first rows, what each column is, and the mapping that comes of it.
import type { DraftChoices, DraftColumn, DraftView } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable } from "@weft/ui/data-table";
import { FormSummary } from "@weft/ui/form-summary";
import { Panel, Panels } from "@weft/ui/panel";
import { useState } from "react";
import { type Opened, shortened, useDraft } from "./draft.ts";
import { DropZone } from "./drop-zone.tsx";
import { Columns } from "./map-columns.tsx";
import { Places } from "./map-places.tsx";
import { Save } from "./map-save.tsx";
import { Whole } from "./map-whole.tsx";
import classes from "./wizard.module.css";
import { Wizard } from "./wizard.tsx";

const cellLengthMax = 60;
const rowsShown = 5;

export function MapPage() {
  const { t } = useWords();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { view, proposed, failure, isAsking, settled, propose, change } = useDraft();
  const choose = async (file: File) => setOpened(await propose(file));
  return (
    <Wizard step="mapping" lead={t("map.lead")}>
      <Panels>
        <Panel>
          <FormSummary failure={failure} title={t("map.notRead")} />
          <DropZone
            id="map-file"
            title={opened ? t("map.looksAt", { file: opened.file.name }) : t("map.drop")}
            choose={t(opened ? "map.chooseOther" : "map.chooseFile")}
            hint={t("map.choose")}
            busy={isAsking && !view}
            slim={view !== null}
            onFiles={([file]) => file && void choose(file)}
          />
        </Panel>
        {opened && view && (
          <Chosen
            view={view}
            proposed={proposed}
            opened={opened}
            settled={settled}
            onChange={(choices) => void change(opened, choices)}
          />
        )}
      </Panels>
    </Wizard>
  );
}

interface ChosenProps {
  view: DraftView;
  proposed: DraftColumn[];
  opened: Opened;
  settled: () => Promise<DraftView | null>;
  onChange: (choices: DraftChoices) => void;
}

function Chosen({ view, proposed, opened, settled, onChange }: ChosenProps) {
  const { t } = useWords();
  const { choices } = view.draft;
  const change = (values: Partial<DraftChoices>) => onChange({ ...choices, ...values });
  return (
    <>
      <FirstRows view={view} />
      <Panel title={t("map.columns")} flush>
        <Columns view={view} proposed={proposed} onChange={(columns) => change({ columns })} />
      </Panel>
      <Places places={choices.places} onChange={(places) => change({ places })} />
      <Panel title={t("map.whole")}>
        <Whole view={view} change={change} />
      </Panel>
      <Panel title={t("map.result")}>
        <Save view={view} opened={opened} settled={settled} />
      </Panel>
    </>
  );
}

function FirstRows({ view }: { view: DraftView }) {
  const { t, format } = useWords();
  const { draft } = view;
  const columns: Column<{ at: number; values: string[] }>[] = draft.choices.columns.map((column, at) => ({
    key: String(at),
    head: column.name,
    names: at === 0,
    cell: (row) => shortened(row.values[at] ?? "", cellLengthMax),
  }));
  const rows = draft.rows.slice(0, rowsShown).map((values, at) => ({ at, values }));
  return (
    <Panel title={t("map.firstRows", { rows: format.number(draft.rows_looked_at) })} flush>
      {draft.doubts.map((doubt) => (
        <p key={doubt} className={classes.mend}>
          {doubt}
        </p>
      ))}
      <DataTable caption={t("map.firstRowsCaption")} columns={columns} rows={rows} rowKey={(row) => String(row.at)} />
    </Panel>
  );
}
