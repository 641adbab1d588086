// An average as a dot on the line of its interval, one row each on a common scale; drawn as SVG.
import { useWords } from "@weft/i18n";
import type { ReactNode } from "react";
import classes from "./figure.module.css";

export interface Dot {
  key: string;
  label: string;
  value: number;
  /** Missing where there is too little to reckon one from. */
  interval: { low: number; high: number } | null;
  /** Too few to compare with the others: hollow. */
  few?: boolean;
  text: ReactNode;
}

const radius = 6;

export function Dots({ dots }: { dots: Dot[] }) {
  const { direction } = useWords();
  const ends = dots.flatMap((dot) => [dot.value, dot.interval?.low ?? 0, dot.interval?.high ?? 0]);
  const low = Math.min(0, ...ends);
  const span = Math.max(1e-9, ...ends) - low;
  const place = (value: number) => {
    const part = (value - low) / span;
    return `${((direction === "rtl" ? 1 - part : part) * 98).toFixed(3)}%`;
  };
  return (
    <ul className={classes.bars}>
      {dots.map((dot) => (
        <li key={dot.key}>
          <span>{dot.label}</span>
          <svg className={classes.dots} aria-hidden="true" focusable="false">
            {dot.interval && <line x1={place(dot.interval.low)} x2={place(dot.interval.high)} y1="10" y2="10" />}
            <circle className={dot.few ? classes.hollow : undefined} cx={place(dot.value)} cy="10" r={radius} />
          </svg>
          <span className={classes.value}>{dot.text}</span>
        </li>
      ))}
    </ul>
  );
}
