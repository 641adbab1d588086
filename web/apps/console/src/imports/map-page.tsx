// A new format by looking at a file: its first rows, what each column is, and the mapping that comes of it.
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, bodyOf, newClick } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { DraftChoices, DraftColumn, DraftView } from "@weft/api/types";
import { uploadFile } from "@weft/api/upload";
import { useWords } from "@weft/i18n";
import { type Column, DataTable } from "@weft/ui/data-table";
import { FormSummary } from "@weft/ui/form-summary";
import { Panel, Panels } from "@weft/ui/panel";
import { useRef, useState } from "react";
import { customerFields, dateForms, nameFor, type Opened, salesFields, useDraft } from "./draft.ts";
import { MappingText } from "./mapping-text.tsx";
import classes from "./wizard.module.css";
import { Wizard } from "./wizard.tsx";

export function MapPage() {
  const { t } = useWords();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { view, failure, isAsking, propose, change } = useDraft();
  const choose = async (file: File) => setOpened(await propose(file));
  return (
    <Wizard step="mapping" lead={t("map.lead")}>
      <Panels>
        <Panel>
          <FormSummary failure={failure} title={t("map.notRead")} />
          <ChooseFile onFile={(file) => void choose(file)} busy={isAsking} name={opened?.file.name} />
        </Panel>
        {opened && view && (
          <Chosen
            view={view}
            opened={opened}
            isAsking={isAsking}
            onChange={(choices) => void change(opened, choices)}
          />
        )}
      </Panels>
    </Wizard>
  );
}

function ChooseFile({ onFile, busy, name }: { onFile: (file: File) => void; busy: boolean; name: string | undefined }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <p>{name ? t("map.looksAt", { file: name }) : t("map.choose")}</p>
      <Button id="map-file" variant="default" loading={busy && !name} onClick={() => input.current?.click()}>
        {t("map.chooseFile")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
    </>
  );
}

interface ChosenProps {
  view: DraftView;
  opened: Opened;
  isAsking: boolean;
  onChange: (choices: DraftChoices) => void;
}

function Chosen({ view, opened, isAsking, onChange }: ChosenProps) {
  const { t } = useWords();
  const { choices } = view.draft;
  const change = (values: Partial<DraftChoices>) => onChange({ ...choices, ...values });
  return (
    <>
      <FirstRows view={view} />
      <Panel title={t("map.columns")} flush>
        <Columns view={view} onChange={(columns) => change({ columns })} />
      </Panel>
      <Panel title={t("map.whole")}>
        <Whole view={view} change={change} />
      </Panel>
      <Panel title={t("map.result")}>
        <Save view={view} opened={opened} isAsking={isAsking} />
      </Panel>
    </>
  );
}

function FirstRows({ view }: { view: DraftView }) {
  const { t, format } = useWords();
  const { draft } = view;
  const columns: Column<{ at: number; values: string[] }>[] = draft.choices.columns.map((column, at) => ({
    key: String(at),
    head: column.name,
    names: at === 0,
    cell: (row) => row.values[at] ?? "",
  }));
  const rows = draft.rows.map((values, at) => ({ at, values }));
  return (
    <Panel title={t("map.firstRows", { rows: format.number(draft.rows_looked_at) })} flush>
      <DataTable caption={t("map.firstRowsCaption")} columns={columns} rows={rows} rowKey={(row) => String(row.at)} />
      {draft.doubts.map((doubt) => (
        <p key={doubt} className={classes.mend}>
          {doubt}
        </p>
      ))}
    </Panel>
  );
}

function Columns({ view, onChange }: { view: DraftView; onChange: (columns: DraftColumn[]) => void }) {
  const { t } = useWords();
  const { choices, evidence } = view.draft;
  const fields = choices.target === "customers" ? customerFields : salesFields;
  const set = (at: number, values: Partial<DraftColumn>) =>
    onChange(choices.columns.map((column, each) => (each === at ? { ...column, ...values } : column)));
  const rows = choices.columns.map((column, at) => ({ at, column, seen: evidence[at] }));
  const columns: Column<(typeof rows)[number]>[] = [
    { key: "name", head: t("map.column"), names: true, cell: ({ column }) => column.name },
    { key: "samples", head: t("map.samples"), cell: ({ seen }) => seen?.samples.slice(0, 3).join(", ") ?? "" },
    {
      key: "becomes",
      head: t("map.becomes"),
      cell: ({ column, at }) => (
        <NativeSelect
          size="xs"
          aria-label={t("map.becomesOf", { column: column.name })}
          value={column.becomes}
          data={[
            { value: "", label: t("map.ignore") },
            ...fields.map((field) => ({ value: field, label: t(`field.${field}`) })),
          ]}
          onChange={(event) => set(at, { becomes: event.currentTarget.value })}
        />
      ),
    },
    {
      key: "type",
      head: t("map.type"),
      cell: ({ column, at }) => (
        <NativeSelect
          size="xs"
          aria-label={t("map.typeOf", { column: column.name })}
          value={column.type}
          data={(["text", "integer", "decimal", "timestamp"] as const).map((type) => ({
            value: type,
            label: t(`type.${type}`),
          }))}
          onChange={(event) => set(at, { type: event.currentTarget.value })}
        />
      ),
    },
    {
      key: "format",
      head: t("map.format"),
      cell: ({ column, at }) =>
        column.type === "timestamp" && (
          <NativeSelect
            size="xs"
            aria-label={t("map.formatOf", { column: column.name })}
            value={column.format}
            data={[...new Set([column.format, ...dateForms])].map((form) => ({
              value: form,
              label: form || "YYYY-MM-DD (ISO 8601)",
            }))}
            onChange={(event) => set(at, { format: event.currentTarget.value })}
          />
        ),
    },
    {
      key: "sure",
      head: t("map.sure"),
      long: true,
      cell: ({ seen, column }) =>
        seen?.doubt ?? (column.becomes && seen && seen.sure_percent > 0 ? `${seen.sure_percent} %` : ""),
    },
  ];
  return (
    <DataTable caption={t("map.columnsCaption")} columns={columns} rows={rows} rowKey={(row) => String(row.at)} tight />
  );
}

function Whole({ view, change }: { view: DraftView; change: (values: Partial<DraftChoices>) => void }) {
  const { t } = useWords();
  const { choices, questions } = view.draft;
  const isSales = choices.target !== "customers";
  const has = (becomes: string) => choices.columns.some((column) => column.becomes === becomes);
  const text = (name: "title" | "source" | "zone" | "currency" | "channel" | "location") => (
    <TextInput
      key={name}
      id={`map-${name}`}
      label={t(`map.${name}`)}
      description={t(`map.${name}Help`)}
      defaultValue={choices[name]}
      autoComplete="off"
      onBlur={(event) => event.currentTarget.value !== choices[name] && change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className={classes.whole}>
      {questions.length > 0 && (
        <ul className={classes.questions}>
          {questions.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ul>
      )}
      <NativeSelect
        id="map-target"
        label={t("map.target")}
        value={choices.target}
        data={(["sales", "customers"] as const).map((target) => ({ value: target, label: t(`map.target.${target}`) }))}
        onChange={(event) => change({ target: event.currentTarget.value })}
      />
      {text("title")}
      {text("source")}
      {text("zone")}
      {isSales && !has("currency") && text("currency")}
      {isSales && !has("channel") && text("channel")}
      {isSales && !has("location") && text("location")}
      <NativeSelect
        id="map-decimal"
        label={t("map.decimal")}
        value={choices.decimal}
        data={[
          { value: ".", label: "1234.56" },
          { value: ",", label: "1.234,56" },
        ]}
        onChange={(event) => change({ decimal: event.currentTarget.value })}
      />
      {isSales && has("quantity") && (
        <Checkbox
          id="map-returns"
          label={t("map.negative")}
          checked={choices.negative_returns}
          onChange={(event) => change({ negative_returns: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

function Save({ view, opened, isAsking }: { view: DraftView; opened: Opened; isAsking: boolean }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [name, setName] = useState(nameFor(opened.file.name));
  const saving = useMutation({
    mutationFn: async () => {
      await api
        .PUT("/v1/mappings/{name}", {
          params: { path: { name } },
          body: { toml: view.toml },
        })
        .then(bodyOf);
      const made = bodyOf(await api.POST("/v1/imports", { body: { mapping: name }, params: { header: newClick() } }));
      await uploadFile(made.import_id, opened.file, () => {}).done;
      return made;
    },
    onSuccess: (made) => navigate({ to: "/imports/$importId/check", params: { importId: made.import_id } }),
  });
  return (
    <>
      <FormSummary failure={saving.error ? asFailure(saving.error) : null} title={t("map.notSaved")} />
      {view.faults.length > 0 ? (
        <div role="status">
          <p>{t("map.lacks")}</p>
          <ul className={classes.questions}>
            {view.faults.map((fault) => (
              <li key={fault.place + fault.detail}>
                <code>{fault.place}</code> {fault.detail}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p role="status">{t("map.ready")}</p>
      )}
      <MappingText name={name} toml={view.toml} />
      <TextInput
        id="map-name"
        label={t("map.name")}
        description={t("map.nameHelp")}
        value={name}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button
          disabled={view.faults.length > 0 || isAsking}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t("map.save")}
        </Button>
      </div>
    </>
  );
}
