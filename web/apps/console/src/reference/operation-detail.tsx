// One endpoint in full: scope, parameters, body, answers, refusals, and a call to copy.
import { Badge } from "@mantine/core";
import { useWords } from "@weft/i18n";
import { CopyButton } from "@weft/ui/copy-button";
import { type Column, DataTable } from "@weft/ui/data-table";
import { Panel } from "@weft/ui/panel";
import { curlOf, type Field, type Operation, type ParameterView, type Refusal } from "./openapi.ts";
import classes from "./reference.module.css";

function Must({ required }: { required: boolean }) {
  const { t } = useWords();
  return <span className={classes.dim}>{required ? t("reference.required") : t("reference.optional")}</span>;
}

function Parameters({ rows }: { rows: ParameterView[] }) {
  const { t } = useWords();
  const columns: Column<ParameterView>[] = [
    {
      key: "name",
      head: t("reference.name"),
      names: true,
      cell: (row) => (
        <>
          <span className={classes.name}>{row.name}</span> <Must required={row.required} />
        </>
      ),
    },
    { key: "place", head: t("reference.place"), cell: (row) => row.place },
    { key: "type", head: t("reference.type"), cell: (row) => <span className={classes.type}>{row.type}</span> },
    { key: "about", head: t("reference.about"), long: true, cell: (row) => row.about },
  ];
  return (
    <DataTable
      caption={t("reference.parameters")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.place + row.name}
      inset
      tight
    />
  );
}

function Fields({ caption, rows }: { caption: string; rows: Field[] }) {
  const { t } = useWords();
  const columns: Column<Field>[] = [
    {
      key: "name",
      head: t("reference.name"),
      names: true,
      cell: (row) => (
        <span style={{ display: "block", paddingInlineStart: row.depth * 16 }}>
          <span className={classes.name}>{row.name}</span> <Must required={row.required} />
        </span>
      ),
    },
    { key: "type", head: t("reference.type"), cell: (row) => <span className={classes.type}>{row.type}</span> },
    { key: "about", head: t("reference.about"), long: true, cell: (row) => row.about },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={(row) => row.path} inset tight />;
}

function Refusals({ rows }: { rows: Refusal[] }) {
  const { t } = useWords();
  const columns: Column<Refusal>[] = [
    {
      key: "reason",
      head: t("reference.reasonName"),
      names: true,
      cell: (row) => <span className={classes.name}>{row.reason}</span>,
    },
    { key: "status", head: t("reference.status"), cell: (row) => row.status },
    { key: "about", head: t("reference.about"), long: true, cell: (row) => row.about },
  ];
  return (
    <DataTable
      caption={t("reference.reasons")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.status + row.reason}
      inset
      tight
    />
  );
}

export function OperationDetail({ operation }: { operation: Operation }) {
  const { t } = useWords();
  const curl = curlOf(operation, location.origin);
  return (
    <Panel>
      <h2 className={classes.address}>
        {operation.method} {operation.path}
      </h2>
      {operation.summary && <p className={classes.summary}>{operation.summary}</p>}
      {operation.description && <p className={classes.description}>{operation.description}</p>}
      <div className={classes.facts}>
        <Badge color={operation.scope ? "weft" : "gray"}>
          {operation.scope ? `${t("reference.scope")}: ${operation.scope}` : t("reference.public")}
        </Badge>
      </div>
      {operation.parameters.length > 0 && (
        <>
          <h3 className={classes.heading}>{t("reference.parameters")}</h3>
          <Parameters rows={operation.parameters} />
        </>
      )}
      {operation.bodyType && (
        <>
          <h3 className={classes.heading}>
            {t("reference.body")} <span className={classes.dim}>{operation.bodyType}</span>
          </h3>
          {operation.body.length > 0 && <Fields caption={t("reference.body")} rows={operation.body} />}
        </>
      )}
      {operation.answers.map((answer) => (
        <div key={answer.status}>
          <h3 className={classes.heading}>
            {t("reference.answers")}: {answer.status}{" "}
            <span className={classes.dim}>{answer.type || t("reference.noBody")}</span>
          </h3>
          {answer.fields.length > 0 ? (
            <Fields caption={`${t("reference.answers")} ${answer.status}`} rows={answer.fields} />
          ) : (
            <p className={classes.dim}>{answer.about}</p>
          )}
        </div>
      ))}
      <div className={classes.codeHead}>
        <h3 className={classes.heading}>{t("reference.example")}</h3>
        <CopyButton value={curl} label={t("reference.curl")} />
      </div>
      <pre className={classes.code}>{curl}</pre>
      {operation.refusals.length > 0 && (
        <>
          <h3 className={classes.heading}>{t("reference.reasons")}</h3>
          <Refusals rows={operation.refusals} />
        </>
      )}
    </Panel>
  );
}
