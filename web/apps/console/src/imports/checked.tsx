// What may be done with an import that was checked: write it, or give it up.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf, type Click, newClick } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { Import } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { FormSummary } from "@weft/ui/form-summary";
import { importQuery } from "./queries.ts";
import classes from "./wizard.module.css";

export function Checked({ item }: { item: Import }) {
  const { t } = useWords();
  const client = useQueryClient();
  const going = useMutation({
    mutationFn: async ({ verb, header }: { verb: "start" | "cancel"; header: Click }) =>
      bodyOf(
        await api.POST(`/v1/imports/{import_id}/${verb}`, { params: { path: { import_id: item.import_id }, header } }),
      ),
    onSuccess: (answer) => client.setQueryData(importQuery(item.import_id).queryKey, answer),
  });
  return (
    <>
      <FormSummary failure={going.error ? asFailure(going.error) : null} title={t("wizard.startRefused")} />
      <p className={classes.note}>{t(item.counts.rows_rejected > 0 ? "run.checkedRejects" : "run.checkedNext")}</p>
      <div className={classes.buttons}>
        <Button loading={going.isPending} onClick={() => going.mutate({ verb: "start", header: newClick() })}>
          {t("run.startChecked")}
        </Button>
        <Button
          variant="default"
          disabled={going.isPending}
          onClick={() => going.mutate({ verb: "cancel", header: newClick() })}
        >
          {t("run.giveUp")}
        </Button>
      </div>
    </>
  );
}
