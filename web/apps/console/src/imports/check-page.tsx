// Step 3 of an import: what will be read, said once more; only the button starts it.
import { Anchor, Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, Navigate, useNavigate } from "@tanstack/react-router";
import { api, bodyOf, type Click, newClick } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { Import, Mapping } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { FormSummary } from "@weft/ui/form-summary";
import { Panel } from "@weft/ui/panel";
import { channelName } from "../analysis/insights.ts";
import { LoadQuery } from "../load.tsx";
import { importQuery, mappingsQuery } from "./queries.ts";
import classes from "./wizard.module.css";
import { Wizard } from "./wizard.tsx";

const route = getRouteApi("/inside/imports/$importId/check");

export function CheckPage() {
  const { t } = useWords();
  const { importId } = route.useParams();
  const query = importQuery(importId);
  const item = useQuery(query);
  const mappings = useQuery(mappingsQuery);
  return (
    <Wizard step="check" importId={importId} lead={t("wizard.checkLead")}>
      <Panel>
        <LoadQuery query={item} queryKey={query.queryKey} skeleton={<Skeleton height={260} />}>
          {(data) => {
            if (data.state !== "waiting_for_files") {
              return <Navigate to="/imports/$importId" params={{ importId }} replace />;
            }
            if (data.files.length === 0)
              return <Navigate to="/imports/$importId/files" params={{ importId }} replace />;
            return <CheckAnswers item={data} mapping={mappings.data?.find((one) => one.name === data.mapping)} />;
          }}
        </LoadQuery>
      </Panel>
    </Wizard>
  );
}

function CheckAnswers({ item, mapping }: { item: Import; mapping: Mapping | undefined }) {
  const words = useWords();
  const { t, format } = words;
  const navigate = useNavigate();
  const client = useQueryClient();
  const starting = useMutation({
    mutationFn: async ({ verb, header }: { verb: "check" | "start"; header: Click }) =>
      bodyOf(
        await api.POST(`/v1/imports/{import_id}/${verb}`, { params: { path: { import_id: item.import_id }, header } }),
      ),
    onSuccess: (started) => {
      client.setQueryData(importQuery(item.import_id).queryKey, started);
      void client.invalidateQueries({ queryKey: ["imports", "list"] });
      void navigate({ to: "/imports/$importId", params: { importId: item.import_id } });
    },
  });
  const total = item.files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <>
      <FormSummary failure={starting.error ? asFailure(starting.error) : null} title={t("wizard.startRefused")} />
      <dl className={classes.check}>
        <div>
          <dt>{t("wizard.format")}</dt>
          <dd>{mapping?.title ?? item.mapping}</dd>
        </div>
        <div>
          <dt>{t("wizard.source")}</dt>
          <dd>{item.source}</dd>
        </div>
        {mapping && (
          <div>
            <dt>{t("wizard.channel")}</dt>
            <dd>{channelName(words, mapping.channel)}</dd>
          </div>
        )}
        <div>
          <dt>{t("wizard.files")}</dt>
          <dd>
            {item.files.map((file) => (
              <div key={file.name}>
                {file.name}, {format.bytes(file.bytes)}
              </div>
            ))}
            {item.files.length > 1 && `${t("wizard.total")}: ${format.bytes(total)}`}
          </dd>
          <dd>
            <Anchor component={Link} to={`/imports/${item.import_id}/files`}>
              {t("wizard.change")}
              <span className="unseen"> {t("wizard.files")}</span>
            </Anchor>
          </dd>
        </div>
      </dl>
      <p className={classes.note}>{t("wizard.again")}</p>
      <div className={classes.buttons}>
        <Button loading={starting.isPending} onClick={() => starting.mutate({ verb: "check", header: newClick() })}>
          {t("wizard.checkOnly")}
        </Button>
        <Button
          variant="default"
          disabled={starting.isPending}
          onClick={() => starting.mutate({ verb: "start", header: newClick() })}
        >
          {t("wizard.start")}
        </Button>
      </div>
    </>
  );
}
