// What each column of the file is and how its values are written: the proposal, how sure it is, and the person's choice.
import { NativeSelect } from "@mantine/core";
import type { DraftChoices, DraftColumn, DraftView } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable } from "@weft/ui/data-table";
import { customerFields, dateForms, salesFields, shortened } from "./draft.ts";
import classes from "./wizard.module.css";

const sampleLengthMax = 28;

interface Row {
  at: number;
  column: DraftColumn;
  seen: DraftView["draft"]["evidence"][number] | undefined;
  /** Still what was proposed. */
  isProposed: boolean;
}

function Sureness({ seen, isProposed, column }: Row) {
  const { t } = useWords();
  if (seen?.doubt) return <span className={classes.doubt}>{seen.doubt}</span>;
  if (!seen || !isProposed || column.becomes === "") return null;
  const how = seen.sure_percent >= 85 ? "high" : seen.sure_percent >= 60 ? "likely" : "guess";
  return <span className={classes.reason}>{t(`map.sure.${how}`)}</span>;
}

/** What only a column can say, and none says yet. */
function neededOf({ target, columns }: DraftChoices) {
  const has = (field: string) => columns.some(({ becomes }) => becomes === field);
  if (target === "customers") return [];
  const price = has("amount") ? [] : (["unit_price"] as const);
  return [...(["number", "sold_at", "sku"] as const), ...price].filter((field) => !has(field));
}

export interface ColumnsProps {
  view: DraftView;
  proposed: DraftColumn[];
  onChange: (columns: DraftColumn[]) => void;
}

export function Columns({ view, proposed, onChange }: ColumnsProps) {
  const { t } = useWords();
  const { choices, evidence } = view.draft;
  const fields = choices.target === "customers" ? customerFields : salesFields;
  const set = (at: number, values: Partial<DraftColumn>) =>
    onChange(choices.columns.map((column, each) => (each === at ? { ...column, ...values } : column)));
  const rows = choices.columns.map((column, at) => ({
    at,
    column,
    seen: evidence[at],
    isProposed: proposed[at]?.becomes === column.becomes,
  }));
  const columns: Column<Row>[] = [
    {
      key: "name",
      head: t("map.column"),
      names: true,
      cell: ({ column, seen }) => (
        <div className={classes.seen}>
          {column.name}
          <span className={classes.value}>
            <span className="unseen">{t("map.samples")} </span>
            {seen?.samples
              .slice(0, 3)
              .map((sample) => shortened(sample, sampleLengthMax))
              .join(", ")}
          </span>
        </div>
      ),
    },
    {
      key: "becomes",
      head: t("map.becomes"),
      cell: (row) => (
        <div className={classes.pick}>
          <NativeSelect
            size="xs"
            aria-label={t("map.becomesOf", { column: row.column.name })}
            value={row.column.becomes}
            data={[
              { value: "", label: t("map.ignore") },
              ...fields.map((field) => ({ value: field, label: t(`field.${field}`) })),
            ]}
            onChange={(event) => set(row.at, { becomes: event.currentTarget.value })}
          />
          <Sureness {...row} />
        </div>
      ),
    },
    { key: "type", head: t("map.type"), cell: (row) => <Kind {...row} set={(values) => set(row.at, values)} /> },
  ];
  const missing = neededOf(choices).map((field) => t(`field.${field}`));
  return (
    <>
      {missing.length > 0 && (
        <p className={classes.mend} role="status">
          {t("map.missing", { fields: missing.join(", ") })}
        </p>
      )}
      <DataTable
        caption={t("map.columnsCaption")}
        columns={columns}
        rows={rows}
        rowKey={(row) => String(row.at)}
        tight
      />
    </>
  );
}

function Kind({ column, set }: Row & { set: (values: Partial<DraftColumn>) => void }) {
  const { t } = useWords();
  return (
    <div className={classes.pick}>
      <NativeSelect
        size="xs"
        aria-label={t("map.typeOf", { column: column.name })}
        value={column.type}
        data={(["text", "integer", "decimal", "timestamp"] as const).map((type) => ({
          value: type,
          label: t(`type.${type}`),
        }))}
        onChange={(event) => set({ type: event.currentTarget.value })}
      />
      {column.type === "timestamp" && (
        <NativeSelect
          size="xs"
          aria-label={t("map.formatOf", { column: column.name })}
          value={column.format}
          data={[...new Set([column.format, ...dateForms])].map((form) => ({
            value: form,
            label: form || "YYYY-MM-DD (ISO 8601)",
          }))}
          onChange={(event) => set({ format: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
