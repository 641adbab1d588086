// What an import did, in one sentence and in counts: new, changed, unchanged.
import type { Import } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { type Column, DataTable } from "@weft/ui/data-table";
import classes from "./wizard.module.css";

interface CountRow {
  key: string;
  label: string;
  fresh: number;
  changed: number | null;
  unchanged: number | null;
  older: number | null;
}

function rowsOf({ t }: Words, { counts }: Import): CountRow[] {
  const rows = [
    {
      key: "orders",
      label: t("run.orders"),
      fresh: counts.orders_new,
      changed: counts.orders_changed,
      unchanged: counts.orders_unchanged,
      older: counts.orders_older,
    },
    {
      key: "returns",
      label: t("run.returns"),
      fresh: counts.returns_new,
      changed: counts.returns_changed,
      unchanged: counts.returns_unchanged,
      older: counts.returns_older,
    },
    {
      key: "entries",
      label: t("run.entries"),
      fresh: counts.entries_new,
      changed: counts.entries_changed,
      unchanged: counts.entries_unchanged,
      older: counts.entries_older,
    },
    { key: "records", label: t("run.records"), fresh: counts.records, changed: null, unchanged: null, older: null },
  ];
  return rows.filter((row) => row.fresh + (row.changed ?? 0) + (row.unchanged ?? 0) + (row.older ?? 0) > 0);
}

function headline({ t, format }: Words, item: Import, rows: CountRow[]): string {
  const { counts } = item;
  if (item.state === "failed") return t("run.failed");
  if (item.state === "cancelled") return t("run.cancelled");
  const isCheck = item.state === "checked";
  const came = (key: string) => {
    const row = rows.find((one) => one.key === key);
    return row ? row.fresh + (row.changed ?? 0) : 0;
  };
  if (came("orders") + came("returns") > 0) {
    return t(isCheck ? "run.resultChecked" : "run.result", {
      orders: format.number(came("orders")),
      returns: format.number(came("returns")),
    });
  }
  const entries = came("entries");
  if (entries > 0) {
    const values = { count: entries, entries: format.number(entries) };
    return t(isCheck ? "run.entriesChecked" : "run.entriesCame", values);
  }
  const records = came("records");
  if (records > 0) {
    const values = { count: records, records: format.number(records) };
    return t(isCheck ? "run.recordsChecked" : "run.recordsCame", values);
  }
  if (rows.length > 0) return t("run.resultNothing");
  const taken = counts.rows_read - counts.rows_rejected - counts.rows_held - counts.rows_skipped;
  return taken > 0 ? t("run.resultRows", { rows: format.number(taken) }) : t("run.resultEmpty");
}

export function Result({ item }: { item: Import }) {
  const words = useWords();
  const { t, format } = words;
  const { counts } = item;
  const seconds =
    item.started_at && item.finished_at ? (Date.parse(item.finished_at) - Date.parse(item.started_at)) / 1000 : 0;
  const rows = rowsOf(words, item);
  const number = (value: number | null) => (value === null ? t("value.none") : format.number(value));
  const columns: Column<CountRow>[] = [
    { key: "kind", head: t("run.kind"), names: true, cell: (row) => row.label },
    { key: "new", head: t("run.new"), numeric: true, cell: (row) => number(row.fresh) },
    { key: "changed", head: t("run.changed"), numeric: true, cell: (row) => number(row.changed) },
    { key: "unchanged", head: t("run.unchanged"), numeric: true, cell: (row) => number(row.unchanged) },
  ];
  if (rows.some((row) => row.older)) {
    columns.push({ key: "older", head: t("run.older"), numeric: true, cell: (row) => number(row.older) });
  }
  return (
    <>
      <p className={classes.headline}>{headline(words, item, rows)}</p>
      <div className={classes.meta}>
        {item.last_error && <p>{item.last_error}</p>}
        {item.state === "failed" && <p>{t("run.failedNext")}</p>}
        <p>
          {t("run.resultMeta", {
            rows: format.number(counts.rows_read),
            rejected: format.number(counts.rows_rejected),
            span: format.span(seconds),
          })}
        </p>
        {counts.order_lines + counts.return_lines > 0 && (
          <p>
            {t("run.linesRead", {
              lines: format.number(counts.order_lines),
              returnLines: format.number(counts.return_lines),
            })}
          </p>
        )}
      </div>
      {rows.length > 0 && (
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
      {counts.lines_kept > 0 && (
        <p className={classes.note}>{t("run.linesKept", { lines: format.number(counts.lines_kept) })}</p>
      )}
      {counts.lines_cancelled > 0 && (
        <p className={classes.note}>{t("run.linesCancelled", { lines: format.number(counts.lines_cancelled) })}</p>
      )}
      {rows.some((row) => row.older) && <p className={classes.note}>{t("run.olderNote")}</p>}
    </>
  );
}
