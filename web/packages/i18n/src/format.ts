// Numbers, money, rates, dates and spans of time as the reader's language writes them; money is given in minor units.

export interface Formats {
  number(value: number): string;
  decimal(value: number, digits: number): string;
  /** 1,234,567 -> "1.2M", for axes and labels where the full figure stands beside it. */
  compact(value: number): string;
  money(minor: number, currency: string): string;
  /** Money without minor units, for axes. */
  moneyCompact(minor: number, currency: string): string;
  /** Basis points as per cent with one decimal: 3840 -> "38.4%". */
  rate(bps: number): string;
  /** Digits after the point in this currency: 2 for EUR, 0 for JPY. */
  minorDigits(currency: string): number;
  date(at: string | Date): string;
  dateTime(at: string | Date): string;
  /** The same as the clock of another zone shows it. */
  dateTimeIn(at: string | Date, zone: string): string;
  /** A calendar day (yyyy-mm-dd) that belongs to no time zone. */
  day(day: string): string;
  /** The same with the name of the day and without the year. */
  weekday(day: string): string;
  month(month: string): string;
  time(at: Date): string;
  /** The time of day as the clock of that zone shows it. */
  timeIn(at: string, zone: string): string;
  /** "3 minutes ago"; the caller asks only for less than 24 hours. */
  ago(seconds: number): string;
  /** "2 min 5 s", for what is still to come. */
  span(seconds: number): string;
  bytes(count: number): string;
  list(items: string[]): string;
}

function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}

function spanIn(locale: string): (seconds: number) => string {
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  return (seconds) => {
    const whole = Math.max(0, Math.round(seconds));
    if (whole < 60) return unit(whole, "second");
    if (whole < 3600) return `${unit(Math.floor(whole / 60), "minute")} ${unit(whole % 60, "second")}`;
    return `${unit(Math.floor(whole / 3600), "hour")} ${unit(Math.floor((whole % 3600) / 60), "minute")}`;
  };
}

function bytesIn(locale: string): (count: number) => string {
  const steps = ["byte", "kilobyte", "megabyte", "gigabyte"];
  return (count) => {
    let value = count;
    let step = 0;
    while (value >= 1000 && step < steps.length - 1) {
      value /= 1000;
      step += 1;
    }
    return new Intl.NumberFormat(locale, {
      style: "unit",
      unit: steps[step] ?? "byte",
      unitDisplay: "short",
      maximumFractionDigits: step === 0 ? 0 : 1,
    }).format(value);
  };
}

/** Every formatter of one language; made once a language, because Intl objects are dear. */
export function formatsFor(language: string): Formats {
  const locale = localeOf(language);
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const monies = new Map<string, Intl.NumberFormat>();
  const money = (currency: string) => {
    const known = monies.get(currency);
    if (known) return known;
    const made = new Intl.NumberFormat(locale, { style: "currency", currency });
    monies.set(currency, made);
    return made;
  };
  const minorDigits = (currency: string) => money(currency).resolvedOptions().maximumFractionDigits ?? 2;
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const dateTimes = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const weekdays = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const months = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" });
  const times = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  return {
    number: (value) => whole.format(value),
    decimal: (value, digits) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
    compact: (value) => short.format(value),
    money: (minor, currency) => money(currency).format(minor / 10 ** minorDigits(currency)),
    moneyCompact: (minor, currency) =>
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        notation: "compact",
        maximumFractionDigits: 1,
      }).format(minor / 10 ** minorDigits(currency)),
    rate: (bps) => percent.format(bps / 10_000),
    minorDigits,
    date: (at) => dates.format(new Date(at)),
    dateTime: (at) => dateTimes.format(new Date(at)),
    dateTimeIn: (at, zone) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(at)),
    day: (day) => days.format(new Date(`${day.slice(0, 10)}T00:00:00Z`)),
    weekday: (day) => weekdays.format(new Date(`${day.slice(0, 10)}T00:00:00Z`)),
    month: (month) => months.format(new Date(`${month.slice(0, 7)}-01T00:00:00Z`)),
    time: (at) => times.format(at),
    timeIn: (at, zone) => new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: zone }).format(new Date(at)),
    ago: (seconds) => {
      if (seconds < 60) return relative.format(-Math.max(1, Math.round(seconds)), "second");
      if (seconds < 3600) return relative.format(-Math.round(seconds / 60), "minute");
      return relative.format(-Math.round(seconds / 3600), "hour");
    },
    span: spanIn(locale),
    bytes: bytesIn(locale),
    list: (items) => lists.format(items),
  };
}
