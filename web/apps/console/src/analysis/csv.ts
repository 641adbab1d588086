// The numbers of a table as a file: RFC 4180, decimals with a point, amounts in the major unit of their currency.
import type { Column } from "@weft/ui/data-table";

/** One column of the file. A shown cell may hold several numbers (a rate and its n), so it may make several columns. */
export interface Fact<Row> {
  head: string;
  of: (row: Row) => string | number | null | undefined;
}

export interface FactColumn<Row> extends Column<Row> {
  facts: Fact<Row>[];
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

export function csvText<Row>(columns: FactColumn<Row>[], rows: Row[]): string {
  const facts = columns.flatMap((column) => column.facts);
  const lines = [
    facts.map((fact) => quoted(fact.head)),
    ...rows.map((row) => facts.map((fact) => quoted(String(fact.of(row) ?? "")))),
  ];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

/** 1234 of a currency with 2 digits -> "12.34"; whole minor units, so nothing is rounded. */
export function plainMoney(minor: number, digits: number): string {
  const sign = minor < 0 ? "-" : "";
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** `hits` of `n` in per cent with two decimals; nothing where there is no n. */
export function plainRate(hits: number, n: number): string {
  return n > 0 ? ((hits / n) * 100).toFixed(2) : "";
}
