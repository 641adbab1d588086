// What an import did, in one sentence and in counts: new, changed, unchanged.
import type { Import } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { type Column, DataTable } from "@weft/ui/data-table";
import classes from "./wizard.module.css";

interface CountRow {
  key: string;
  label: string;
  fresh: number | null;
  changed: number | null;
  unchanged: number | null;
}

function headline({ t, format }: Words, item: Import): string {
  const { counts } = item;
  if (item.state === "failed") return t("run.failed");
  if (item.state === "cancelled") return t("run.cancelled");
  const isCheck = item.state === "checked";
  const known = counts.orders_unchanged + counts.returns_unchanged + counts.orders_older + counts.returns_older;
  const came = counts.orders_new + counts.orders_changed + counts.returns_new + counts.returns_changed;
  if (came + known === 0) return t("run.resultEmpty");
  if (came === 0) return t("run.resultNothing");
  return t(isCheck ? "run.resultChecked" : "run.result", {
    orders: format.number(counts.orders_new + counts.orders_changed),
    returns: format.number(counts.returns_new + counts.returns_changed),
  });
}

export function Result({ item }: { item: Import }) {
  const words = useWords();
  const { t, format } = words;
  const { counts } = item;
  const seconds =
    item.started_at && item.finished_at ? (Date.parse(item.finished_at) - Date.parse(item.started_at)) / 1000 : 0;
  const rows: CountRow[] = [
    {
      key: "orders",
      label: t("run.orders"),
      fresh: counts.orders_new,
      changed: counts.orders_changed,
      unchanged: counts.orders_unchanged,
    },
    {
      key: "returns",
      label: t("run.returns"),
      fresh: counts.returns_new,
      changed: counts.returns_changed,
      unchanged: counts.returns_unchanged,
    },
    { key: "lines", label: t("run.lines"), fresh: counts.order_lines, changed: null, unchanged: null },
    { key: "return-lines", label: t("run.returnLines"), fresh: counts.return_lines, changed: null, unchanged: null },
    { key: "records", label: t("run.records"), fresh: counts.records, changed: null, unchanged: null },
  ];
  const wrote = rows.some((row) => (row.fresh ?? 0) + (row.changed ?? 0) + (row.unchanged ?? 0) > 0);
  const number = (value: number | null) => (value === null ? t("value.none") : format.number(value));
  const columns: Column<CountRow>[] = [
    { key: "kind", head: t("run.kind"), names: true, cell: (row) => row.label },
    { key: "new", head: t("run.new"), numeric: true, cell: (row) => number(row.fresh) },
    { key: "changed", head: t("run.changed"), numeric: true, cell: (row) => number(row.changed) },
    { key: "unchanged", head: t("run.unchanged"), numeric: true, cell: (row) => number(row.unchanged) },
  ];
  return (
    <>
      <p className={classes.headline}>{headline(words, item)}</p>
      <div className={classes.meta}>
        {item.last_error && <p>{item.last_error}</p>}
        {item.state === "failed" && <p>{t("run.failedNext")}</p>}
        {t("run.resultMeta", {
          rows: format.number(counts.rows_read),
          rejected: format.number(counts.rows_rejected),
          span: format.span(seconds),
        })}
      </div>
      {wrote && (
        <DataTable
          caption={t(item.state === "checked" ? "run.captionChecked" : "run.caption")}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.key}
          inset
          tight
          narrow
        />
      )}
    </>
  );
}
