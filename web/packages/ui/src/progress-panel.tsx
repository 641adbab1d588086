// Progress of long work in words and figures: per cent, rate, time left, errors, and a cancel that says what stays.
import { Button } from "@mantine/core";
import { useWords } from "@weft/i18n";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import classes from "./progress-panel.module.css";

export interface ProgressPanelProps {
  title: string;
  phase: string;
  done: number;
  total?: number;
  ratePerSecond: number;
  etaSeconds?: number;
  errors: number;
  errorsLabel: string;
  unit: string;
  cancel?: { label: string; note: string; busy: boolean; onClick: () => void };
  note?: ReactNode;
}

export function ProgressPanel(props: ProgressPanelProps) {
  const { title, phase, done, total, ratePerSecond, etaSeconds, errors, errorsLabel, unit, cancel, note } = props;
  const { t, format } = useWords();
  const share = total && total > 0 ? Math.min(1, done / total) : null;
  const percent = share === null ? null : format.rate(Math.floor(share * 1000) * 10);
  return (
    <div className={classes.grid}>
      <div>
        <p className={classes.percent}>{percent ?? format.number(done)}</p>
        <p className={classes.dim}>{phase}</p>
      </div>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
        aria-valuetext={percent ?? `${format.number(done)} ${unit}`}
      >
        <div className={classes.fill} style={{ transform: `scaleX(${share ?? 0})` }} />
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>{t("progress.done")}</dt>
          <dd>
            {total
              ? t("progress.of", { done: format.number(done), total: format.number(total) })
              : `${format.number(done)} ${unit}`}
          </dd>
        </div>
        <div>
          <dt>{t("progress.rate")}</dt>
          <dd>
            {ratePerSecond > 0 ? t("progress.perSecond", { rate: format.number(ratePerSecond) }) : t("value.none")}
          </dd>
        </div>
        <div>
          <dt>{t("progress.left")}</dt>
          <dd>{etaSeconds !== undefined ? format.span(etaSeconds) : t("progress.unknown")}</dd>
        </div>
        <div>
          <dt>{errorsLabel}</dt>
          <dd>{format.number(errors)}</dd>
        </div>
      </dl>
      {(cancel || note) && (
        <div className={classes.row}>
          {cancel && (
            <Button
              variant="default"
              leftSection={<Icon name="stop" size={16} />}
              loading={cancel.busy}
              onClick={cancel.onClick}
            >
              {cancel.label}
            </Button>
          )}
          <span className={classes.dim}>{cancel?.note ?? note}</span>
        </div>
      )}
    </div>
  );
}
