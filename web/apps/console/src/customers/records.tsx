// Why this is one person: each source's view, what it showed, and which identifier joined it to which other.
import type { Customer, CustomerRecord } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { Status } from "@weft/ui/status";
import { When } from "@weft/ui/values";
import classes from "./customers.module.css";

export function Records({ customer }: { customer: Customer }) {
  const { t, find } = useWords();
  const called = (record: CustomerRecord | undefined) =>
    record ? (record.source_id ? `${record.source} ${record.source_id}` : record.source) : t("customers.otherRecord");
  const byId = new Map(customer.records.map((record) => [record.record_id, record]));
  return (
    <ul className={classes.records}>
      {customer.records.map((record) => (
        <li key={record.record_id}>
          <span className={classes.value}>{called(record)}</span>
          <span className={classes.origin}>
            {record.source_id
              ? t("customers.account")
              : record.identified
                ? t("customers.guest")
                : t("customers.anonymous")}{" "}
            · {t("customers.firstSeen")} <When at={record.seen_at} />
          </span>
          {record.identifiers.map(({ kind, value }) => (
            <span key={`${kind} ${value}`} className={classes.origin}>
              {find(`customers.by.${kind}`) ?? kind}: {value}
            </span>
          ))}
          {customer.joins
            .filter((join) => join.record_b === record.record_id)
            .map((join) => (
              <span key={`${join.record_a} ${join.kind} ${join.value}`} className={classes.join}>
                <Status
                  tone={join.joined ? "good" : "warn"}
                  word={t(join.joined ? "customers.joined" : "customers.held")}
                />
                <span className={classes.origin}>
                  {t(join.joined ? "customers.joinedBy" : "customers.heldBy", {
                    what: `${find(`customers.by.${join.kind}`) ?? join.kind} ${join.value}`,
                    other: called(byId.get(join.record_a)),
                  })}
                </span>
              </span>
            ))}
        </li>
      ))}
    </ul>
  );
}
