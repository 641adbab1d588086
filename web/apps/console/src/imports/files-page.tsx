// Step 2 of an import: its files, dropped or chosen, sent at once with their progress.
import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Navigate, useNavigate } from "@tanstack/react-router";
import type { Import } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable } from "@weft/ui/data-table";
import { type FieldError, FormSummary } from "@weft/ui/form-summary";
import { Panel } from "@weft/ui/panel";
import { useFailureWords } from "@weft/ui/state-block";
import { Status } from "@weft/ui/status";
import { useState } from "react";
import { LoadQuery } from "../load.tsx";
import { DropZone } from "./drop-zone.tsx";
import { importQuery } from "./queries.ts";
import { type Sending, useUploads } from "./uploads.ts";
import classes from "./wizard.module.css";
import { Wizard } from "./wizard.tsx";

const route = getRouteApi("/inside/imports/$importId/files");

export function FilesPage() {
  const { t } = useWords();
  const { importId } = route.useParams();
  const query = importQuery(importId);
  const item = useQuery(query);
  return (
    <Wizard step="files" importId={importId} lead={t("wizard.filesLead")}>
      <Panel>
        <LoadQuery query={item} queryKey={query.queryKey} skeleton={<Skeleton height={180} />}>
          {(data) =>
            data.state === "waiting_for_files" ? (
              <AddFiles item={data} />
            ) : (
              <Navigate to="/imports/$importId" params={{ importId }} replace />
            )
          }
        </LoadQuery>
      </Panel>
    </Wizard>
  );
}

interface Line {
  name: string;
  bytes: number;
  sending: Sending | null;
}

/** What the server has and what is on its way, one line a name. */
function linesOf(item: Import, sendings: Sending[]): Line[] {
  const lines = new Map<string, Line>();
  for (const file of item.files) lines.set(file.name, { name: file.name, bytes: file.bytes, sending: null });
  for (const sending of sendings) {
    lines.set(sending.file.name, { name: sending.file.name, bytes: sending.file.size, sending });
  }
  return [...lines.values()];
}

function FileState({ line, resend }: { line: Line; resend: (file: File) => void }) {
  const { t, format } = useWords();
  const wordsOf = useFailureWords();
  const { sending } = line;
  if (!sending || sending.state === "sent") return <Status tone="good" word={t("wizard.sent")} />;
  if (sending.state === "sending") {
    const percent = format.rate(line.bytes > 0 ? (sending.sentBytes / line.bytes) * 10_000 : 0);
    return <Status tone="weft" word={t("wizard.sending", { percent })} />;
  }
  return (
    <span className={classes.why}>
      <Status tone="bad" word={t("wizard.sendFailed")} />
      {sending.failure && <span>{wordsOf(sending.failure).title}</span>}
      {sending.failure && (
        <span className={classes.reason}>
          {sending.failure.reason} {sending.failure.requestId}
        </span>
      )}
      <span>
        <Button size="xs" variant="default" onClick={() => resend(sending.file)}>
          {t("action.retry")}
        </Button>
      </span>
    </span>
  );
}

function AddFiles({ item }: { item: Import }) {
  const { t, format } = useWords();
  const navigate = useNavigate();
  const { sendings, send, isSending } = useUploads(item.import_id);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const lines = linesOf(item, sendings);
  const columns: Column<Line>[] = [
    { key: "name", head: t("wizard.fileName"), names: true, cell: (line) => line.name },
    { key: "state", head: t("wizard.fileState"), cell: (line) => <FileState line={line} resend={send} /> },
    { key: "size", head: t("wizard.fileSize"), numeric: true, cell: (line) => format.bytes(line.bytes) },
  ];
  const goOn = () => {
    if (item.files.length === 0) {
      setErrors([{ field: "import-files", text: t("wizard.noFiles") }]);
      return;
    }
    void navigate({ to: "/imports/$importId/check", params: { importId: item.import_id } });
  };
  return (
    <>
      <FormSummary errors={errors} title={t("wizard.filesRefused")} />
      <DropZone
        id="import-files"
        title={t("wizard.drop")}
        choose={t("wizard.choose")}
        hint={t("wizard.dropHint")}
        multiple
        onFiles={(files) => {
          setErrors([]);
          for (const file of files) send(file);
        }}
      />
      {lines.length > 0 && (
        <div className={classes.files}>
          <DataTable
            caption={t("wizard.filesCaption")}
            columns={columns}
            rows={lines}
            rowKey={(line) => line.name}
            inset
          />
        </div>
      )}
      <div className={classes.buttons}>
        <Button onClick={goOn} loading={isSending}>
          {t("action.continue")}
        </Button>
      </div>
    </>
  );
}
