// The answer to "does it work?" in measures of customers: who crosses channels, who comes back, what one is worth.
import { Anchor, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ChannelMix, CrossChannelAnswer, LifetimeAnswer, RetentionAnswer } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { Panel, Panels } from "@weft/ui/panel";
import { Status } from "@weft/ui/status";
import { Money, Rate } from "@weft/ui/values";
import type { ReactNode } from "react";
import {
  channelName,
  crossingQuery,
  crossOf,
  intervalOf,
  lifetimeQuery,
  retentionQuery,
  windowName,
} from "../analysis/insights.ts";
import { LoadFigures } from "../analysis/load-figures.tsx";
import type { Part, Window } from "../analysis/search.ts";
import { lastComplete, lifetimeSentence, retentionSentence, slopeSentence } from "../analysis/sentences.ts";
import classes from "./home-page.module.css";

function crossSentence(words: Words, data: ChannelMix): string {
  const { t, format } = words;
  const customers = format.number(data.customers);
  const cross = crossOf(data);
  const [only] = data.mixes;
  if (cross.customers > 0) {
    return t("home.cross", {
      rate: format.rate((cross.customers / data.customers) * 10_000),
      customers,
      money: format.rate((cross.amountMinor / (data.amount_minor || 1)) * 10_000),
    });
  }
  if (data.mixes.length === 1 && only) {
    return t("home.oneChannel", { customers, channel: channelName(words, only.mix[0] ?? "") });
  }
  return t("home.noCross", { customers });
}

export function Answer({ data, currencies }: { data: ChannelMix; currencies: string[] }) {
  const words = useWords();
  const { t, format } = words;
  const currency = data.currency ?? "EUR";
  const others = currencies.filter((one) => one !== currency);
  const window = { currency };
  return (
    <Panels>
      <Panel title={t("home.answer")} side={<span className={classes.note}>{windowName(words, data)}</span>}>
        <p className={classes.answer}>{crossSentence(words, data)}</p>
        {others.length > 0 && (
          <p className={classes.note}>{t("home.currencies", { currency, others: format.list(others) })}</p>
        )}
      </Panel>
      <div className={classes.measures}>
        <CrossingCard window={window} />
        <RetentionCard window={window} />
        <LifetimeCard window={window} currency={currency} />
      </div>
      <Unowned data={data} />
    </Panels>
  );
}

function Card({ title, part, children }: { title: string; part: Part; children: ReactNode }) {
  const { t } = useWords();
  return (
    <Panel
      title={title}
      side={
        <Anchor
          renderRoot={(props) => <Link {...props} to="/analysis" search={{ part }} />}
          aria-label={`${t("home.more")}: ${title}`}
        >
          {t("home.more")}
        </Anchor>
      }
    >
      {children}
    </Panel>
  );
}

function CardSkeleton() {
  return <Skeleton height={150} />;
}

function Figure({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className={classes.tile}>
      <dt>{label}</dt>
      <dd>
        <span className={classes.value}>{value}</span>
        {note && <span className={classes.note}>{note}</span>}
      </dd>
    </div>
  );
}

function CrossingCard({ window }: { window: Window }) {
  const { t } = useWords();
  const query = crossingQuery(window);
  return (
    <Card title={t("home.crossing")} part="crossing">
      <LoadFigures query={useQuery(query)} queryKey={query.queryKey} skeleton={<CardSkeleton />}>
        {(data) => <Crossing data={data} />}
      </LoadFigures>
    </Card>
  );
}

function Crossing({ data }: { data: CrossChannelAnswer }) {
  const words = useWords();
  const { t, format } = words;
  const last = lastComplete(data);
  if (!last) return <p>{t("analysis.crossingOpen")}</p>;
  return (
    <div className={classes.lines}>
      <dl className={classes.tiles}>
        <Figure
          label={t("home.crossingMonth", { month: format.month(last.month) })}
          value={<Rate hits={last.cross} n={last.customers} />}
        />
      </dl>
      <p>{slopeSentence(words, data)}</p>
    </div>
  );
}

function RetentionCard({ window }: { window: Window }) {
  const { t } = useWords();
  const query = retentionQuery(window);
  return (
    <Card title={t("home.back")} part="retention">
      <LoadFigures query={useQuery(query)} queryKey={query.queryKey} skeleton={<CardSkeleton />}>
        {(data) => <Back data={data} />}
      </LoadFigures>
    </Card>
  );
}

function Back({ data }: { data: RetentionAnswer }) {
  const words = useWords();
  const { t } = words;
  const rows = [
    { label: t("analysis.severalChannels"), retention: data.several_channels },
    { label: t("analysis.oneChannel"), retention: data.one_channel },
  ].filter((row) => row.retention.eligible > 0);
  return (
    <div className={classes.lines}>
      <dl className={classes.tiles}>
        {rows.map(({ label, retention }) => (
          <Figure
            key={label}
            label={label}
            value={<Rate hits={retention.retained} n={retention.eligible} />}
            note={!retention.complete && <Status tone="warn" icon="clock" word={t("analysis.openMonth")} />}
          />
        ))}
      </dl>
      <p>{retentionSentence(words, data)}</p>
    </div>
  );
}

function LifetimeCard({ window, currency }: { window: Window; currency: string }) {
  const { t } = useWords();
  const query = lifetimeQuery(window);
  return (
    <Card title={t("home.lifetime")} part="value">
      <LoadFigures query={useQuery(query)} queryKey={query.queryKey} skeleton={<CardSkeleton />}>
        {(data) => <Worth data={data} currency={currency} />}
      </LoadFigures>
    </Card>
  );
}

function Worth({ data, currency }: { data: LifetimeAnswer; currency: string }) {
  const words = useWords();
  const { t, format } = words;
  const rows = [
    { label: t("analysis.severalChannels"), row: data.several_channels },
    { label: t("analysis.oneChannel"), row: data.one_channel },
  ].filter(({ row }) => row.customers > 0);
  return (
    <div className={classes.lines}>
      <dl className={classes.tiles}>
        {rows.map(({ label, row }) => {
          const interval = intervalOf(row);
          return (
            <Figure
              key={label}
              label={label}
              value={<Money minor={row.average_minor} currency={currency} />}
              note={
                <>
                  {t("value.n", { n: format.number(row.customers) })}
                  {interval &&
                    ` · ${t("value.interval", { low: format.money(interval.low, currency), high: format.money(interval.high, currency) })}`}
                </>
              }
            />
          );
        })}
      </dl>
      <p>{lifetimeSentence(words, data, currency)}</p>
    </div>
  );
}

/** Sales that no person can be joined to: the gap that weakens every figure about people, so it is said first. */
function Unowned({ data }: { data: ChannelMix }) {
  const { t, format } = useWords();
  const amount = data.anonymous_amount_minor;
  if (amount <= 0) return null;
  const rate = format.rate((amount / (amount + data.amount_minor)) * 10_000);
  return (
    <Panel title={t("home.noOwner")}>
      <p>
        {t("home.noOwnerText", {
          rate,
          money: format.money(amount, data.currency ?? "EUR"),
          orders: format.number(data.anonymous_orders),
        })}
      </p>
    </Panel>
  );
}
