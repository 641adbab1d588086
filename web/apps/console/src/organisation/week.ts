// A week of a place, from Monday to Sunday as its own calendar has it; days are yyyy-mm-dd.

export const dayLengthMs = 86_400_000;

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayLengthMs).toISOString().slice(0, 10);
}

/** The Monday of the week that the day lies in. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

export const daysOf = (monday: string) => Array.from({ length: 7 }, (_, at) => addDays(monday, at));

/** The day that a moment belongs to where the clock of that zone hangs. */
export function dayIn(zone: string, at: string | Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(at),
  );
}

/** Moments that hold the week in any zone; what lies outside is left out by its day. */
export function reachOf(monday: string): { from: string; to: string } {
  return { from: `${addDays(monday, -1)}T00:00:00Z`, to: `${addDays(monday, 8)}T00:00:00Z` };
}
