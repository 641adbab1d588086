// Opening hours as a person types and reads them: "09:00-12:30, 14:00-18:00" for a day, a line for each exception.
import type { LocationHours } from "@weft/api/types";

export type Week = LocationHours["week"];
export type Day = keyof Week;
export type Hours = Week[Day];
export type Exception = LocationHours["exceptions"][number];

export const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export const dayText = (hours: Hours) => hours.map(({ opens, closes }) => `${opens}-${closes}`).join(", ");

/** Nothing typed, or a word for closed, is closed; undefined what cannot be read. */
export function parseDay(text: string, closed: string): Hours | undefined {
  const bare = text.trim();
  if (bare === "" || bare.toLowerCase() === closed.toLowerCase()) return [];
  const hours = bare.split(",").map((piece) => piece.trim().match(/^(\d?\d:\d\d)\s*[-–]\s*(\d?\d:\d\d)$/));
  if (hours.some((match) => !match)) return undefined;
  return hours.map((match) => ({
    opens: (match?.[1] ?? "").padStart(5, "0"),
    closes: (match?.[2] ?? "").padStart(5, "0"),
  }));
}

export const exceptionText = ({ on, name, hours }: Exception, closed: string) =>
  `${on} ${name}: ${hours.length === 0 ? closed : dayText(hours)}`;

/** "2026-12-24 Christmas Eve: 09:00-13:00", a line each; the number of the line that cannot be read otherwise. */
export function parseExceptions(text: string, closed: string): Exception[] | number {
  const found: Exception[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const match = line.trim().match(/^(\d{4}-\d\d-\d\d)\s+(.+?)\s*:\s+(.*)$/);
    const hours = match && parseDay(match[3] ?? "", closed);
    if (!match || !hours) return at + 1;
    found.push({ on: match[1] ?? "", name: match[2] ?? "", hours });
  }
  return found;
}
