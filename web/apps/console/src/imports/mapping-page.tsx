// Step 1 of an import: the format of the file; going on creates the import, so that every later step has its address.
import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { api, bodyOf, type Click, newClick } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { Mapping } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type FieldError, FormSummary } from "@weft/ui/form-summary";
import { Panel } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { useState } from "react";
import { channelName } from "../analysis/insights.ts";
import { LoadQuery } from "../load.tsx";
import { mappingsQuery } from "./queries.ts";
import classes from "./wizard.module.css";
import { Wizard } from "./wizard.tsx";

export function MappingPage() {
  const { t } = useWords();
  const mappings = useQuery(mappingsQuery);
  return (
    <Wizard step="mapping" lead={t("wizard.mappingLead")}>
      <Panel>
        <LoadQuery
          query={mappings}
          queryKey={mappingsQuery.queryKey}
          skeleton={
            <div className={classes.choices}>
              <Skeleton height={70} />
              <Skeleton height={70} />
            </div>
          }
        >
          {(items) =>
            items.length > 0 ? (
              <ChooseMapping items={items} />
            ) : (
              <StateBlock icon="file" title={t("wizard.noMappings")} text={t("wizard.noMappingsText")} />
            )
          }
        </LoadQuery>
      </Panel>
    </Wizard>
  );
}

function ChooseMapping({ items }: { items: Mapping[] }) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(items.length === 1 ? (items[0]?.name ?? "") : "");
  const [errors, setErrors] = useState<FieldError[]>([]);
  const creating = useMutation({
    mutationFn: async (click: { mapping: string; header: Click }) =>
      bodyOf(await api.POST("/v1/imports", { body: { mapping: click.mapping }, params: { header: click.header } })),
    onSuccess: (made) => navigate({ to: "/imports/$importId/files", params: { importId: made.import_id } }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!chosen) {
          creating.reset();
          setErrors([{ field: `mapping-${items[0]?.name}`, text: t("wizard.mappingMissing") }]);
          return;
        }
        setErrors([]);
        creating.mutate({ mapping: chosen, header: newClick() });
      }}
    >
      <FormSummary
        failure={creating.error ? asFailure(creating.error) : null}
        errors={errors}
        title={t("wizard.refused")}
      />
      <fieldset className={classes.choices}>
        <legend>{t("wizard.mappingLabel")}</legend>
        {items.map((item) => (
          <label key={item.name} className={classes.choice} htmlFor={`mapping-${item.name}`}>
            <input
              type="radio"
              id={`mapping-${item.name}`}
              name="mapping"
              value={item.name}
              checked={chosen === item.name}
              onChange={() => setChosen(item.name)}
            />
            <span className={classes.choiceTitle}>{item.title}</span>
            <span className={classes.choiceText}>
              {t("wizard.mappingSource", { source: item.source, channel: channelName(words, item.channel) })}
              <br />
              {item.parts.length === 1
                ? t("wizard.columns", { columns: item.parts.flatMap(({ columns }) => columns).join(", ") })
                : t("wizard.parts", { parts: item.parts.map((part) => part.name).join(", ") })}
            </span>
          </label>
        ))}
      </fieldset>
      <div className={classes.buttons}>
        <Button type="submit" loading={creating.isPending}>
          {t("action.continue")}
        </Button>
        <Button variant="default" component={Link} to="/imports/map">
          {t("map.new")}
        </Button>
        <Button variant="default" component={Link} to="/imports">
          {t("action.cancel")}
        </Button>
      </div>
    </form>
  );
}
