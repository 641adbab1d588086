// The head of a page: names the tab, takes focus when the reader came from another page, holds the one filled button.
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./page-header.module.css";

let pagesShown = 0;

export interface PageHeaderProps {
  title: string;
  /** The question this page answers, in one line. */
  lead?: ReactNode;
  action?: ReactNode;
}

export function PageHeader({ title, lead, action }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    pagesShown += 1;
    if (pagesShown > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} · Weft`;
  }, [title]);
  return (
    <div className={classes.head}>
      <div className={classes.words}>
        <h1 ref={heading} tabIndex={-1} className={classes.title}>
          {title}
        </h1>
        {lead && <p className={classes.lead}>{lead}</p>}
      </div>
      {action && <div className={classes.actions}>{action}</div>}
    </div>
  );
}
