// Columns of figures that know how they are shown and how they are written to a file, and the figure that stands on them.
import { useWords } from "@weft/i18n";
import { DataTable } from "@weft/ui/data-table";
import { Figure } from "@weft/ui/figure";
import { Money, Rate } from "@weft/ui/values";
import type { ReactNode } from "react";
import classes from "./analysis.module.css";
import { csvText, type FactColumn, plainMoney, plainRate } from "./csv.ts";
import { type Asked, mixName, smallest } from "./insights.ts";

type Of<Row, Value> = (row: Row) => Value;

/** Makers of the columns that the tables of the analysis are built from. */
export function useFacts<Row>(currency: string) {
  const words = useWords();
  const { t, format } = words;
  const digits = format.minorDigits(currency);
  return {
    mix: (of: Of<Row, string[]>): FactColumn<Row> => {
      const text = (row: Row) => mixName(words, of(row));
      return {
        key: "mix",
        head: t("analysis.mix"),
        names: true,
        cell: text,
        facts: [{ head: t("analysis.mix"), of: text }],
      };
    },
    name: (key: string, head: string, of: Of<Row, string>): FactColumn<Row> => ({
      key,
      head,
      names: true,
      cell: of,
      facts: [{ head, of }],
    }),
    /** Shown in the reader's language, written as yyyy-mm. */
    month: (of: Of<Row, string>): FactColumn<Row> => ({
      key: "month",
      head: t("analysis.month"),
      names: true,
      cell: (row) => format.month(of(row)),
      facts: [{ head: t("analysis.month"), of }],
    }),
    word: (key: string, head: string, of: Of<Row, string>): FactColumn<Row> => ({
      key,
      head,
      cell: of,
      facts: [{ head, of }],
    }),
    count: (key: string, head: string, of: Of<Row, number>): FactColumn<Row> => ({
      key,
      head,
      numeric: true,
      cell: (row) => format.number(of(row)),
      facts: [{ head, of }],
    }),
    decimal: (key: string, head: string, of: Of<Row, number>): FactColumn<Row> => ({
      key,
      head,
      numeric: true,
      cell: (row) => format.decimal(of(row), 2),
      facts: [{ head, of: (row) => of(row).toFixed(3) }],
    }),
    money: (key: string, head: string, of: Of<Row, number>): FactColumn<Row> => ({
      key,
      head,
      numeric: true,
      cell: (row) => <Money minor={of(row)} currency={currency} />,
      facts: [{ head: `${head} (${currency})`, of: (row) => plainMoney(of(row), digits) }],
    }),
    /** A rate in 1/100 % whose n stands in another column of the same table. */
    share: (key: string, head: string, of: Of<Row, number>): FactColumn<Row> => ({
      key,
      head,
      numeric: true,
      cell: (row) => format.rate(of(row)),
      facts: [{ head: `${head} (%)`, of: (row) => (of(row) / 100).toFixed(2) }],
    }),
    rate: (
      key: string,
      head: string,
      hits: Of<Row, number>,
      n: Of<Row, number>,
      interval = false,
    ): FactColumn<Row> => ({
      key,
      head,
      numeric: true,
      cell: (row) => <Rate hits={hits(row)} n={n(row)} interval={interval} />,
      facts: [
        { head: `${head} (%)`, of: (row) => plainRate(hits(row), n(row)) },
        { head: `${head} (n)`, of: n },
      ],
    }),
  };
}

export interface FactFigureProps<Row> {
  /** Names the file. */
  name: string;
  data: Asked;
  finding: string;
  meta: string;
  note?: ReactNode;
  controls?: ReactNode;
  chart: ReactNode;
  caption: string;
  columns: FactColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
}

export function FactFigure<Row>(props: FactFigureProps<Row>) {
  const { find, language } = useWords();
  const { name, data, columns, rows, rowKey, caption, ...figure } = props;
  // By name and version; of a version that is not known here the server's own words.
  const known = find(`definition.${data.definition.split(":", 1)[0]}`);
  return (
    <Figure
      {...figure}
      definition={known ? { text: known, language } : { text: data.definition, language: "en" }}
      csv={{
        name: [`weft-${name}`, data.from, data.to].filter(Boolean).join("-").concat(".csv"),
        text: () => csvText(columns, rows),
      }}
      table={<DataTable caption={caption} columns={columns} rows={rows} rowKey={rowKey} inset tight />}
    />
  );
}

/** Said beside a figure of fewer than 30. */
export function Few({ n }: { n: number }) {
  const { t } = useWords();
  if (n >= smallest) return null;
  return <span className={classes.few}>{t("analysis.small")}</span>;
}
