// What is known of a person: the value that stands, how it came to be known, and whoever says otherwise.
import type { AttributeValue, Profile } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { StateBlock } from "@weft/ui/state-block";
import { Status } from "@weft/ui/status";
import { When } from "@weft/ui/values";
import classes from "./customers.module.css";

/** The vocabulary has words of its own; a free name is shown as its source calls it. */
export function useAttributeName(): (name: string) => string {
  const { find } = useWords();
  return (name) => find(`attribute.${name}`) ?? name.replaceAll("_", " ");
}

export function Attributes({ profile }: { profile: Profile }) {
  const { t } = useWords();
  const nameOf = useAttributeName();
  if (profile.attributes.length === 0) {
    return <StateBlock icon="info" title={t("customers.unknownTitle")} text={t("customers.unknownText")} />;
  }
  return (
    <dl className={classes.attributes}>
      {profile.attributes.map((attribute) => (
        <div key={attribute.name} className={classes.attribute}>
          <dt>{nameOf(attribute.name)}</dt>
          <dd>
            <span className={classes.value}>{attribute.value ?? t("customers.takenBack")}</span>
            {attribute.values[0] && <Origin value={attribute.values[0]} />}
            {attribute.contradicted && <Status tone="warn" word={t("customers.contradicted")} />}
            {attribute.values.length > 1 && (
              <details className={classes.more}>
                <summary>
                  {t("customers.allValues", { count: attribute.values.length, n: attribute.values.length })}
                  <span className="unseen">: {nameOf(attribute.name)}</span>
                </summary>
                <ul>
                  {attribute.values.map((value) => (
                    <li key={`${value.record_id} ${value.source} ${value.provenance} ${value.value}`}>
                      <span className={value.current ? classes.value : classes.past}>
                        {value.value || t("customers.takenBack")}
                      </span>
                      <Origin value={value} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Origin({ value }: { value: AttributeValue }) {
  const { t, find } = useWords();
  return (
    <span className={classes.origin}>
      {find(`provenance.${value.provenance}`) ?? value.provenance} · {value.source} · <When at={value.said_last_at} />
      {!value.current && ` · ${t("customers.before")}`}
    </span>
  );
}
