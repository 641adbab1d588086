// A card with a heading; `flush` lets a table reach its edges.
import { type ReactNode, useId } from "react";
import classes from "./panel.module.css";

/** Cards one under the other. */
export function Panels({ children }: { children: ReactNode }) {
  return <div className={classes.panels}>{children}</div>;
}

export interface PanelProps {
  title?: string;
  side?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}

export function Panel({ title, side, flush = false, children }: PanelProps) {
  const id = useId();
  const className = flush ? `${classes.panel} ${classes.flush}` : classes.panel;
  if (!title) return <div className={flush ? `${className} ${classes.bare}` : className}>{children}</div>;
  return (
    <section className={className} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {side}
      </div>
      {children}
    </section>
  );
}
