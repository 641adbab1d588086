// A table whose cells are coloured from little to much; the number always stands in the cell, the colour only repeats it.
import { type ReactNode, useEffect, useRef, useState } from "react";
import classes from "./heat-table.module.css";

export interface HeatCell {
  key: string;
  /** 0 to 1, how strong the colour is; null: none. */
  heat: number | null;
  /** Unfinished: hatched. */
  open?: boolean;
  /** Too few to compare: outlined. */
  few?: boolean;
  text: ReactNode;
}

export interface HeatRow {
  key: string;
  head: ReactNode;
  /** How many stand behind the row. */
  size: ReactNode;
  cells: HeatCell[];
}

export interface HeatTableProps {
  caption: string;
  corner: string;
  size: string;
  columns: { key: string; head: ReactNode }[];
  rows: HeatRow[];
}

const shades = 7;

/** The shade of a share, the strongest for 1. */
export function shadeOf(heat: number): number {
  return Math.min(shades - 1, Math.max(0, Math.floor(heat * shades)));
}

function look({ heat, open, few }: HeatCell): { className: string; style?: { background: string; color?: string } } {
  const className = [classes.cell, open && classes.open, few && classes.few].filter(Boolean).join(" ");
  if (heat === null || open || few) return { className };
  const shade = shadeOf(heat);
  return {
    className,
    style: {
      background: `var(--weft-heat-${shade})`,
      color: shade > 3 ? "var(--weft-heat-inverse)" : undefined,
    },
  };
}

export function HeatTable({ caption, corner, size, columns, rows }: HeatTableProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setOverflows(element.scrollWidth > element.clientWidth + 1));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const region = overflows ? ({ tabIndex: 0, role: "region", "aria-label": caption } as const) : {};
  return (
    <div ref={ref} className={classes.wrap} {...region}>
      <table className={classes.table}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            <th scope="col" className={classes.size}>
              {size}
            </th>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classes.top}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.head}</th>
              <td className={classes.size}>{row.size}</td>
              {row.cells.map((cell) => (
                <td key={cell.key} {...look(cell)}>
                  {cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
