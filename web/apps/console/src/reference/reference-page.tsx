// The API reference: every endpoint by area, searchable, with all that a caller must know of the chosen one.
import { Skeleton, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useWords } from "@weft/i18n";
import { Icon } from "@weft/ui/icon";
import { PageHeader } from "@weft/ui/page-header";
import { Panel } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { useMemo } from "react";
import { LoadQuery } from "../load.tsx";
import { matches, type OpenApi, type Operation, openApiQuery, operationsOf } from "./openapi.ts";
import { OperationDetail } from "./operation-detail.tsx";
import classes from "./reference.module.css";

const route = getRouteApi("/inside/reference");

export function ReferencePage() {
  const { t } = useWords();
  const doc = useQuery(openApiQuery);
  return (
    <>
      <PageHeader
        title={t("reference.title")}
        lead={
          <>
            {t("reference.lead")} <a href="/openapi.json">{t("reference.openapi")}</a>
          </>
        }
      />
      <LoadQuery
        query={doc}
        queryKey={openApiQuery.queryKey}
        skeleton={
          <Panel>
            <Skeleton height={400} />
          </Panel>
        }
      >
        {(data) => <Reference doc={data} />}
      </LoadQuery>
    </>
  );
}

function byTag(operations: Operation[], other: string): [string, Operation[]][] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const tag = operation.tag || other;
    groups.set(tag, [...(groups.get(tag) ?? []), operation]);
  }
  return [...groups].sort(([left], [right]) => left.localeCompare(right));
}

function Reference({ doc }: { doc: OpenApi }) {
  const { t, format } = useWords();
  const { q = "", op } = route.useSearch();
  const navigate = useNavigate();
  const operations = useMemo(() => operationsOf(doc), [doc]);
  const found = operations.filter((operation) => matches(operation, q));
  const chosen = operations.find((operation) => operation.id === op);
  return (
    <div className={classes.grid}>
      <nav className={classes.list} aria-label={t("reference.list")}>
        <div className={classes.find}>
          <TextInput
            data-search
            type="search"
            aria-label={t("reference.search")}
            placeholder={t("reference.search")}
            leftSection={<Icon name="search" size={16} />}
            value={q}
            onChange={(event) =>
              void navigate({
                to: "/reference",
                search: { q: event.currentTarget.value || undefined, op },
                replace: true,
                resetScroll: false,
              })
            }
          />
        </div>
        <p className={classes.count} role="status">
          {t("reference.count", { count: found.length, n: format.number(found.length) })}
        </p>
        <div className={classes.scroll}>
          {byTag(found, t("reference.other")).map(([tag, group]) => (
            <div key={tag}>
              <h2 className={classes.tag}>{tag}</h2>
              <ul className={classes.items}>
                {group.map((operation) => (
                  <li key={operation.id}>
                    <Link
                      to="/reference"
                      search={{ q: q || undefined, op: operation.id }}
                      resetScroll={false}
                      className={classes.item}
                      aria-current={operation.id === op}
                      activeProps={{}}
                      data-row
                    >
                      <span className={classes.method}>{operation.method}</span>
                      <span>{operation.path}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </nav>
      <div className={classes.detail}>
        {found.length === 0 && (
          <Panel>
            <StateBlock
              icon="search"
              title={t("reference.noneTitle")}
              text={t("reference.noneText", { query: q })}
              action={
                <Link to="/reference" search={{ op }}>
                  {t("action.clear")}
                </Link>
              }
            />
          </Panel>
        )}
        {chosen ? (
          <OperationDetail key={chosen.id} operation={chosen} />
        ) : (
          found.length > 0 && (
            <Panel>
              <StateBlock icon="book" title={t("reference.pick")} text={t("reference.pickText")} />
            </Panel>
          )
        )}
      </div>
    </div>
  );
}
