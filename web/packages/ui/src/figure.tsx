// A chart as a <figure>: the finding is its title; unit, window and n stand under it; a button shows the same numbers as a table, another
// takes them away as a file, and how they are reckoned is one press away.
import { Button } from "@mantine/core";
import { useWords } from "@weft/i18n";
import { type ReactNode, useId, useState } from "react";
import classes from "./figure.module.css";
import { Icon } from "./icon.tsx";

export interface FigureProps {
  /** What the numbers say, as a sentence. */
  finding: string;
  /** Unit, window and n. */
  meta: string;
  chart: ReactNode;
  table: ReactNode;
  note?: ReactNode;
  controls?: ReactNode;
  /** What the numbers mean, and the language it is said in. */
  definition?: { text: string; language: string };
  /** The numbers as a file; its text is made when it is asked for. */
  csv?: { name: string; text: () => string };
}

/** Hands `text` to the reader as a file. */
function save(name: string, text: string): void {
  // The mark in front makes spreadsheets read UTF-8.
  const url = URL.createObjectURL(new Blob([`\uFEFF${text}`], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function Figure({ finding, meta, chart, table, note, controls, definition, csv }: FigureProps) {
  const { t } = useWords();
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  return (
    <figure className={classes.figure} aria-labelledby={id}>
      <figcaption className={classes.caption}>
        <div className={classes.words}>
          <h2 id={id} className={classes.title}>
            {finding}
          </h2>
          <p className={classes.meta}>{meta}</p>
        </div>
        <div className={classes.ways}>
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name={asTable ? "chart" : "table"} size={14} />}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? t("figure.asChart") : t("figure.asTable")}
          </Button>
          {csv && (
            <Button
              variant="default"
              size="xs"
              leftSection={<Icon name="download" size={14} />}
              onClick={() => save(csv.name, csv.text())}
            >
              {t("figure.csv")}
            </Button>
          )}
        </div>
      </figcaption>
      {controls}
      {asTable ? table : chart}
      {note && <div className={classes.note}>{note}</div>}
      {definition && (
        <details className={classes.definition}>
          <summary>{t("figure.definition")}</summary>
          <p lang={definition.language}>{definition.text}</p>
        </details>
      )}
    </figure>
  );
}

const known = new Set(["web", "store", "app", "phone", "chat", "market"]);

/** A channel's fixed colour; channels met together are striped in their colours. */
export function mixColor(channels: string[]): string {
  const colors = channels.map((channel) => `var(--weft-channel-${known.has(channel) ? channel : "other"})`);
  const [first = "var(--weft-channel-other)"] = colors;
  if (colors.length < 2) return first;
  const stripe = 6;
  const stops = colors.map((color, at) => `${color} ${at * stripe}px ${(at + 1) * stripe}px`);
  return `repeating-linear-gradient(135deg, ${stops.join(", ")})`;
}

export interface Share {
  key: string;
  label: string;
  color: string;
  value: number;
}

export interface Measure {
  key: string;
  label: string;
  total: string;
  shares: Share[];
}

/** Bars that each add up to 100 %: the same parts by several measures, so that a small part with much money shows. */
export function ShareBars({ measures, legend }: { measures: Measure[]; legend: Share[] }) {
  const { format } = useWords();
  return (
    <div className={classes.measures}>
      <ul className={classes.legend}>
        {legend.map((share) => (
          <li key={share.key}>
            <span className={classes.swatch} style={{ background: share.color }} />
            {share.label}
          </li>
        ))}
      </ul>
      {measures.map((measure) => {
        const sum = measure.shares.reduce((total, share) => total + share.value, 0);
        const spoken = measure.shares
          .filter((share) => share.value > 0)
          .map((share) => `${share.label} ${format.rate((share.value / (sum || 1)) * 10_000)}`);
        return (
          <div key={measure.key} className={classes.measure}>
            <div className={classes.measureHead}>
              <span>{measure.label}</span>
              <b>{measure.total}</b>
            </div>
            <div className={classes.bar} role="img" aria-label={`${measure.label}: ${format.list(spoken)}`}>
              {measure.shares.map((share) => (
                <span key={share.key} style={{ flex: `${share.value} 1 0`, background: share.color }} />
              ))}
            </div>
            <div className={classes.labels} aria-hidden="true">
              {measure.shares.map((share) => (
                <span key={share.key} style={{ flex: `${share.value} 1 0` }}>
                  {sum > 0 && share.value / sum >= 0.07 ? format.rate((share.value / sum) * 10_000) : ""}
                </span>
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}

export interface Bar {
  key: string;
  label: string;
  color: string;
  value: number;
  text: ReactNode;
  /** An unfinished figure: hatched. */
  open?: boolean;
  /** Too few to compare with the others: outlined. */
  few?: boolean;
  interval?: { low: number; high: number } | null;
}

/** Bars from zero with the figure beside each; a whisker shows the interval where there is one. */
export function Bars({ bars, max }: { bars: Bar[]; max?: number }) {
  const top = max ?? Math.max(1e-9, ...bars.map((bar) => Math.max(bar.value, bar.interval?.high ?? 0)));
  const part = (value: number) => `${Math.min(100, (value / top) * 100)}%`;
  return (
    <ul className={classes.bars}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <span>{bar.label}</span>
          <span className={classes.track} aria-hidden="true">
            <span
              className={bar.few ? `${classes.fill} ${classes.outlined}` : classes.fill}
              style={{ width: part(bar.value), background: bar.few ? undefined : bar.color }}
            >
              {bar.open && <span className={`${classes.fill} ${classes.hatched}`} style={{ width: "100%" }} />}
            </span>
            {bar.interval && (
              <span
                className={classes.whisker}
                style={{
                  insetInlineStart: part(bar.interval.low),
                  width: part(bar.interval.high - bar.interval.low),
                }}
              />
            )}
          </span>
          <span className={classes.value}>{bar.text}</span>
        </li>
      ))}
    </ul>
  );
}
