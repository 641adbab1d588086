// The steps of a wizard; each has its own URL, and those already passed are links.
import { useWords } from "@weft/i18n";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import classes from "./steps.module.css";

export interface Step {
  key: string;
  label: string;
  /** Draws the label as a link where the reader may go back. */
  link?: (label: string) => ReactNode;
}

export function Steps({ steps, current }: { steps: Step[]; current: string }) {
  const { t, format } = useWords();
  const at = steps.findIndex((step) => step.key === current);
  return (
    <ol className={classes.steps} aria-label={t("steps.label")}>
      {steps.map((step, index) => {
        const passed = index < at;
        return (
          <li
            key={step.key}
            className={passed ? `${classes.step} ${classes.passed}` : classes.step}
            aria-current={index === at ? "step" : undefined}
          >
            <span className={classes.dot}>{passed ? <Icon name="check" size={14} /> : format.number(index + 1)}</span>
            <span className={classes.label}>{passed && step.link ? step.link(step.label) : step.label}</span>
            {passed && <span className="unseen">{t("steps.passed")}</span>}
          </li>
        );
      })}
    </ol>
  );
}
