// The answer to "does it work?": one sentence on crossing channels, one on coming back, and the figures they rest on.
import type { ChannelMix } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { Panel, Panels } from "@weft/ui/panel";
import { Status } from "@weft/ui/status";
import { Money, Rate } from "@weft/ui/values";
import type { ReactNode } from "react";
import { channelName, crossOf, retentionOf, windowName } from "../analysis/insights.ts";
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

function retentionSentence({ t, format }: Words, data: ChannelMix): string {
  const retention = retentionOf(data.mixes);
  if (retention.rate_bps == null) return t("home.retentionNone");
  const values = { rate: format.rate(retention.rate_bps), n: format.number(retention.eligible) };
  return retention.complete ? t("home.retention", values) : t("home.retentionOpen", values);
}

function Tile({ label, value, note }: { label: string; value: ReactNode; note: ReactNode }) {
  return (
    <div className={classes.tile}>
      <dt>{label}</dt>
      <dd>
        <span className={classes.value}>{value}</span>
        <span className={classes.note}>{note}</span>
      </dd>
    </div>
  );
}

export function Answer({ data, currencies }: { data: ChannelMix; currencies: string[] }) {
  const words = useWords();
  const { t, format } = words;
  const retention = retentionOf(data.mixes);
  const currency = data.currency ?? "EUR";
  const others = currencies.filter((one) => one !== currency);
  return (
    <Panels>
      <Panel title={t("home.answer")} side={<span className={classes.note}>{windowName(words, data)}</span>}>
        <p className={classes.answer}>{crossSentence(words, data)}</p>
        <p className={classes.second}>{retentionSentence(words, data)}</p>
        {others.length > 0 && (
          <p className={classes.note}>{t("home.currencies", { currency, others: format.list(others) })}</p>
        )}
        <dl className={classes.tiles}>
          <Tile
            label={t("home.customers")}
            value={format.number(data.customers)}
            note={t("home.averageN", { n: format.number(data.orders) })}
          />
          <Tile
            label={t("home.multi")}
            value={<Rate hits={data.customers_two_or_more_channels} n={data.customers} />}
            note={t("home.multiNote", { hits: format.number(data.customers_two_or_more_channels) })}
          />
          <Tile
            label={t("home.average")}
            value={<Money minor={data.average_order_minor} currency={currency} />}
            note={t("home.averageN", { n: format.number(data.orders) })}
          />
          <Tile
            label={retention.complete ? t("home.back") : t("home.backOpen")}
            value={<Rate hits={retention.retained} n={retention.eligible} />}
            note={
              !retention.complete && retention.eligible > 0 ? (
                <Status tone="warn" icon="clock" word={t("home.unfinishedShort")} />
              ) : null
            }
          />
        </dl>
      </Panel>
      <Unowned data={data} />
    </Panels>
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
