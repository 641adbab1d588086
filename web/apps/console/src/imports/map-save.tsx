// The format as it stands: what it still lacks, its text, its name, and the way on with it.
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, bodyOf, newClick } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { DraftView } from "@weft/api/types";
import { uploadFile } from "@weft/api/upload";
import { useWords } from "@weft/i18n";
import { type FieldError, FormSummary } from "@weft/ui/form-summary";
import { useState } from "react";
import { nameFor, type Opened } from "./draft.ts";
import { MappingText } from "./mapping-text.tsx";
import classes from "./wizard.module.css";

export interface SaveProps {
  view: DraftView;
  opened: Opened;
  /** What the last choice came to: a click right after it must not be lost. */
  settled: () => Promise<DraftView | null>;
}

/** What is missing, by the words of its field, and the input where it is said. */
function useLacks() {
  const { find } = useWords();
  return ({ faults }: DraftView): FieldError[] =>
    faults.map(({ place, detail }) => {
      const field = place.split("/").at(-1) ?? "";
      return { field: `map-${field}`, text: `${find(`field.${field}`) ?? place}: ${detail}` };
    });
}

export function Save({ view, opened, settled }: SaveProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const lacksOf = useLacks();
  const [name, setName] = useState(nameFor(opened.file.name));
  const [errors, setErrors] = useState<FieldError[]>([]);
  const saving = useMutation({
    mutationFn: async () => {
      const last = await settled();
      if (!last || last.faults.length > 0) {
        setErrors(last ? lacksOf(last) : []);
        return null;
      }
      setErrors([]);
      bodyOf(await api.PUT("/v1/mappings/{name}", { params: { path: { name } }, body: { toml: last.toml } }));
      const made = bodyOf(await api.POST("/v1/imports", { body: { mapping: name }, params: { header: newClick() } }));
      await uploadFile(made.import_id, opened.file, () => {}).done;
      return made;
    },
    onSuccess: (made) => made && navigate({ to: "/imports/$importId/check", params: { importId: made.import_id } }),
  });
  const lacks = lacksOf(view);
  const isNamed = errors.length > 0 && lacks.length > 0;
  return (
    <>
      <FormSummary
        failure={saving.error ? asFailure(saving.error) : null}
        errors={isNamed ? errors : []}
        title={t("map.notSaved")}
      />
      {lacks.length === 0 && <p role="status">{t("map.ready")}</p>}
      {lacks.length > 0 && !isNamed && (
        <div role="status">
          <p>{t("map.lacks")}</p>
          <ul className={classes.questions}>
            {lacks.map(({ field, text }) => (
              <li key={field + text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      <MappingText name={name} toml={view.toml} />
      <TextInput
        id="map-name"
        maw={480}
        label={t("map.name")}
        description={t("map.nameHelp")}
        value={name}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button loading={saving.isPending} onClick={() => saving.mutate()}>
          {t("map.save")}
        </Button>
      </div>
    </>
  );
}
