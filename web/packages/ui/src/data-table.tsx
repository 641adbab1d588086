// The table of Weft: sticky head, figures to the right, cards on a phone, pages by "next" (the place is in the URL of the page).
import { Button, Skeleton } from "@mantine/core";
import { useWords } from "@weft/i18n";
import { type ReactNode, useEffect, useRef, useState } from "react";
import classes from "./data-table.module.css";
import { Icon } from "./icon.tsx";

export interface Column<Row> {
  key: string;
  /** Empty for a column of buttons. */
  head: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** Sentences: is never squeezed. */
  long?: boolean;
  /** Names the row: a header cell, and the title of its card. */
  names?: boolean;
}

export interface DataTableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Without the card's own edges, for a table inside a figure. */
  inset?: boolean;
  tight?: boolean;
  /** Few and narrow columns: stays a table on a phone. */
  narrow?: boolean;
  /** Present where more rows follow. */
  onNext?: () => void;
  /** Present where the reader is past the first page. */
  onFirst?: () => void;
  note?: ReactNode;
}

/** True while the element is larger than what it shows, so that it must be reachable by keyboard to be scrolled. */
function useOverflows() {
  const ref = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const look = () =>
      setOverflows(element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    const observer = new ResizeObserver(look);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return { ref, overflows };
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, inset = false, tight = false, narrow = false, onNext, onFirst, note } = props;
  const { t } = useWords();
  const { ref, overflows } = useOverflows();
  const wrap = [classes.wrap, inset && classes.inset, tight && classes.tight].filter(Boolean).join(" ");
  const region = overflows ? ({ tabIndex: 0, role: "region", "aria-label": caption } as const) : {};
  return (
    <>
      <div ref={ref} className={wrap} {...region}>
        {/* Roles are written out because display: block on a phone takes a table's own away. */}
        <table className={`${classes.table} ${narrow ? classes.kept : classes.cards}`} role="table">
          <caption className="unseen">{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <th
                  key={column.key}
                  role="columnheader"
                  scope="col"
                  className={column.numeric ? classes.numeric : undefined}
                >
                  {column.head || <span className="unseen">{t("table.actions")}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr key={rowKey(row)} role="row">
                {columns.map((column) => (
                  <Cell key={column.key} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(onNext || onFirst || note) && (
        <div className={classes.foot}>
          <span>{note}</span>
          <div className={classes.row}>
            {onFirst && (
              <Button variant="default" size="xs" onClick={onFirst}>
                {t("table.first")}
              </Button>
            )}
            {onNext && (
              <Button variant="default" size="xs" rightSection={<Icon name="right" size={14} turns />} onClick={onNext}>
                {t("table.next")}
              </Button>
            )}
          </div>
        </div>
      )}
    </>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const className = column.numeric ? classes.numeric : column.long ? classes.long : undefined;
  if (column.names) {
    return (
      <th scope="row" role="rowheader" className={className}>
        {column.cell(row)}
      </th>
    );
  }
  return (
    <td role="cell" className={className} data-head={column.head}>
      {column.cell(row)}
    </td>
  );
}

const lines = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Grey rows of the table's own height. */
export function TableSkeleton({ rows = 5 }: { rows?: number }) {
  return (
    <div style={{ display: "grid", gap: 16, padding: "12px 24px 20px" }}>
      {lines.slice(0, rows).map((line) => (
        <Skeleton key={line} height={21} />
      ))}
    </div>
  );
}
