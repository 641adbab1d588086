// Money from minor units, a rate that never goes without its n, a time a machine can read too.
import { useWords } from "@weft/i18n";
import { useEffect, useState } from "react";
import classes from "./values.module.css";

export function Money({ minor, currency }: { minor: number; currency: string }) {
  const { format } = useWords();
  return <span className={classes.money}>{format.money(minor, currency)}</span>;
}

export interface Interval {
  low: number;
  high: number;
}

/** The 95 % interval of a share by Wilson's score (Wilson 1927), which holds for small n and near 0 and 1. */
export function wilson(hits: number, n: number): Interval | null {
  if (n <= 0) return null;
  const z = 1.959964;
  const share = hits / n;
  const scale = 1 + (z * z) / n;
  const middle = (share + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** `hits` of `n` as per cent with one decimal, n beside it; with `interval`, the 95 % interval too. */
export function Rate({ hits, n, interval = false }: { hits: number; n: number; interval?: boolean }) {
  const { t, format } = useWords();
  if (n === 0) return <span className={classes.rate}>{t("value.none")}</span>;
  const span = interval ? wilson(hits, n) : null;
  return (
    <span className={classes.rate}>
      {format.rate((hits / n) * 10_000)}{" "}
      <span className={classes.n}>
        {t("value.n", { n: format.number(n) })}
        {span && ` · ${t("value.interval", { low: format.rate(span.low * 1e4), high: format.rate(span.high * 1e4) })}`}
      </span>
    </span>
  );
}

/** An instant: relative while younger than 24 hours, else the date; the full time as its title. */
export function When({ at }: { at: string }) {
  const { format } = useWords();
  const [now, setNow] = useState(() => Date.now());
  const age = (now - new Date(at).getTime()) / 1000;
  const isRecent = age >= 0 && age < 86_400;
  useEffect(() => {
    if (!isRecent) return;
    const timer = setInterval(() => setNow(Date.now()), age < 120 ? 5_000 : 60_000);
    return () => clearInterval(timer);
  }, [isRecent, age]);
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {isRecent ? format.ago(age) : format.dateTime(at)}
    </time>
  );
}

export function Id({ value }: { value: string }) {
  return <span className={classes.id}>{value}</span>;
}
