// Whether the picture is current: the last import, and the checks of the server.
import { Anchor, Skeleton } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { failureOf, unreachable } from "@weft/api/failure";
import type { Import, Ready } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { Panel } from "@weft/ui/panel";
import { Status } from "@weft/ui/status";
import { When } from "@weft/ui/values";
import { importsQuery } from "../imports/queries.ts";
import { ImportState } from "../imports/state.tsx";
import { LoadQuery } from "../load.tsx";
import classes from "./home-page.module.css";

const lookAgainMs = 30_000;

const readyQuery = queryOptions({
  queryKey: ["ready"],
  refetchInterval: lookAgainMs,
  queryFn: async ({ signal }): Promise<Ready> => {
    const response = await fetch("/readyz", { signal }).catch((error: unknown) => {
      throw error instanceof TypeError ? unreachable() : error;
    });
    // 503 is an answer too: it says which check fails.
    if (!response.ok && response.status !== 503) throw await failureOf(response);
    return (await response.json()) as Ready;
  },
});

function CardSkeleton() {
  return (
    <div className={classes.skeleton}>
      <Skeleton height={21} />
      <Skeleton height={21} width="60%" />
    </div>
  );
}

export function ImportsCard() {
  const { t } = useWords();
  const query = importsQuery(undefined, 1);
  const imports = useQuery(query);
  return (
    <Panel
      title={t("home.lastImport")}
      side={
        <Anchor component={Link} to="/imports">
          {t("home.allImports")}
        </Anchor>
      }
    >
      <LoadQuery query={imports} queryKey={query.queryKey} skeleton={<CardSkeleton />}>
        {(page) => {
          const [last] = page.items;
          return last ? <LastImport item={last} /> : <p className={classes.dim}>{t("home.noImport")}</p>;
        }}
      </LoadQuery>
    </Panel>
  );
}

function LastImport({ item }: { item: Import }) {
  const { t, format } = useWords();
  return (
    <div className={classes.lines}>
      <p className={classes.line}>
        <Anchor component={Link} to={`/imports/${item.import_id}`}>
          {item.files[0]?.name ?? item.mapping}
        </Anchor>
        <ImportState state={item.state} />
      </p>
      <p className={classes.dim}>
        <When at={item.finished_at ?? item.started_at ?? item.created_at} />
        {" · "}
        {t("home.importRows", {
          rows: format.number(item.counts.rows_read),
          rejected: format.number(item.counts.rows_rejected),
        })}
      </p>
    </div>
  );
}

export function SystemCard() {
  const { t } = useWords();
  const ready = useQuery(readyQuery);
  return (
    <Panel title={t("home.system")}>
      <LoadQuery query={ready} queryKey={readyQuery.queryKey} skeleton={<CardSkeleton />}>
        {(data) => {
          const broken = data.checks.filter((check) => !check.ok);
          return (
            <div className={classes.lines}>
              <p>
                {data.ready && broken.length === 0 ? (
                  <Status tone="good" word={t("home.systemGood")} />
                ) : (
                  <Status tone="bad" word={t("home.systemBad")} />
                )}
              </p>
              {broken.map((check) => (
                <p key={check.name}>
                  <b>{check.name}</b>: {check.detail}
                </p>
              ))}
              {broken.length === 0 && (
                <p className={classes.dim}>{data.checks.map((check) => check.name).join(" · ")}</p>
              )}
            </div>
          );
        }}
      </LoadQuery>
    </Panel>
  );
}
