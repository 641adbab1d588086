// The states between "asked" and "here it is": empty, filtered away, failed, slow, old and offline, each with what to do next.
import { Button } from "@mantine/core";
import { useWords } from "@weft/i18n";
import { type ReactNode, useEffect, useState } from "react";
import { Icon, type IconName } from "./icon.tsx";
import classes from "./state-block.module.css";
import { When } from "./values.tsx";

export interface StateBlockProps {
  icon?: IconName;
  tone?: "plain" | "bad";
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  small?: ReactNode;
}

export function StateBlock({ icon = "info", tone = "plain", title, text, action, small }: StateBlockProps) {
  return (
    <div
      data-block
      className={tone === "bad" ? `${classes.block} ${classes.bad}` : classes.block}
      role={tone === "bad" ? "alert" : undefined}
    >
      <span className={classes.icon}>
        <Icon name={icon} size={20} />
      </span>
      <p className={classes.title}>{title}</p>
      {text && <div className={classes.text}>{text}</div>}
      {action && <div className={classes.row}>{action}</div>}
      {small && <p className={classes.small}>{small}</p>}
    </div>
  );
}

/** A failure as the parts need it; an ApiFailure fits. */
export interface Failure {
  status: number;
  reason: string;
  title: string;
  detail: string;
  requestId: string | null;
  retryAfterSeconds: number | null;
  unreachable: boolean;
  /** What in the body was wrong, by JSON pointer. */
  faults?: { pointer: string; reason: string; detail?: string }[];
}

/** The sentences of a failure: what happened, and what to do now. */
export function useFailureWords(): (failure: Failure) => { title: string; next: string } {
  const { t, find } = useWords();
  return (failure) => {
    const values = {
      seconds: failure.retryAfterSeconds ?? 0,
      minutes: Math.ceil((failure.retryAfterSeconds ?? 0) / 60),
    };
    const kind = failure.unreachable ? "unreachable" : failure.status >= 500 ? "server" : `${failure.status}`;
    const title = find(`reason.${failure.reason}`, values) ?? (failure.detail || failure.title || t("failure.unknown"));
    const next = find(`next.${failure.reason}`, values) ?? find(`next.${kind}`, values) ?? t("next.other");
    return { title, next };
  };
}

export function FailureBlock({ failure, retry }: { failure: Failure; retry?: () => void }) {
  const { t } = useWords();
  const words = useFailureWords()(failure);
  return (
    <StateBlock
      icon={failure.unreachable ? "offline" : "alert"}
      tone="bad"
      title={words.title}
      text={words.next}
      action={
        retry && (
          <Button variant="default" leftSection={<Icon name="refresh" size={16} />} onClick={retry}>
            {t("action.retry")}
          </Button>
        )
      }
      small={<FailureSmall failure={failure} />}
    />
  );
}

/** The two things support asks for: the stable reason and the request id. */
export function FailureSmall({ failure }: { failure: Failure }) {
  const { t } = useWords();
  return (
    <>
      {t("failure.reason", { reason: failure.reason })}
      {failure.requestId && ` · ${t("failure.request", { id: failure.requestId })}`}
    </>
  );
}

/** Old data stays in sight with its age, while a newer answer cannot be had. */
export function StaleStrip({ at, retry }: { at: number; retry: () => void }) {
  const { t } = useWords();
  return (
    <div className={classes.strip} role="status">
      <Icon name="clock" size={16} />
      <span>
        {t("stale.text")} <When at={new Date(at).toISOString()} />
      </span>
      <Button variant="default" size="xs" onClick={retry}>
        {t("action.refresh")}
      </Button>
    </div>
  );
}

export function OfflineBanner({ since }: { since: Date }) {
  const { t, format } = useWords();
  return (
    <div className={`${classes.strip} ${classes.queue} ${classes.banner}`} role="status">
      <Icon name="offline" size={16} />
      {t("offline.since", { time: format.time(since) })}
    </div>
  );
}

export type Wait = "none" | "bar" | "skeleton" | "long";

/** How long something has been awaited, in the steps a reader notices: 0.1 s, 1 s, 10 s. */
export function useWait(waiting: boolean, hasOldData = false): Wait {
  const [wait, setWait] = useState<Wait>("none");
  useEffect(() => {
    if (!waiting) {
      setWait("none");
      return;
    }
    const timers = [
      setTimeout(() => setWait(hasOldData ? "bar" : "skeleton"), 100),
      setTimeout(() => setWait("skeleton"), 1_000),
      setTimeout(() => setWait("long"), 10_000),
    ];
    return () => timers.forEach(clearTimeout);
  }, [waiting, hasOldData]);
  return waiting ? wait : "none";
}

export interface LoadProps<Data> {
  data: Data | undefined;
  failure: Failure | null;
  waiting: boolean;
  updatedAt: number;
  retry: () => void;
  cancel?: () => void;
  /** Drawn in the final size while nothing is there yet. */
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Shows one thing that is loaded in each of its states; a failed refresh keeps the old data in sight. */
export function Load<Data>({ data, failure, waiting, updatedAt, retry, cancel, skeleton, children }: LoadProps<Data>) {
  const { t } = useWords();
  const wait = useWait(waiting && data === undefined);
  if (data !== undefined) {
    return (
      <>
        {failure && <StaleStrip at={updatedAt} retry={retry} />}
        {children(data)}
      </>
    );
  }
  if (failure) return <FailureBlock failure={failure} retry={retry} />;
  if (wait === "long") {
    return (
      <StateBlock
        icon="clock"
        title={t("wait.long")}
        text={t("wait.longText")}
        action={
          cancel && (
            <Button variant="default" onClick={cancel}>
              {t("action.cancel")}
            </Button>
          )
        }
      />
    );
  }
  if (!waiting) {
    return (
      <StateBlock
        title={t("wait.stopped")}
        action={
          <Button variant="default" onClick={retry}>
            {t("action.retry")}
          </Button>
        }
      />
    );
  }
  return (
    <div aria-busy="true" data-wait={wait}>
      <span className="unseen" role="status">
        {wait === "none" ? "" : t("wait.loading")}
      </span>
      {skeleton}
    </div>
  );
}
