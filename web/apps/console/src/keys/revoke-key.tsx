// Revoking cannot be undone, so it asks once; the button names the key.
import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { ApiKey } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { FormSummary, formClasses } from "@weft/ui/form-summary";
import { useToast } from "@weft/ui/toast";

export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const client = useQueryClient();
  const name = apiKey?.name ?? "";
  const revoking = useMutation({
    mutationFn: async (key: ApiKey) => {
      await api.DELETE("/v1/api-keys/{key_id}", { params: { path: { key_id: key.key_id } } });
    },
    onSuccess: (_, key) => {
      void client.invalidateQueries({ queryKey: ["api-keys"] });
      toast(t("apikeys.revoked", { name: key.name }));
      onClose();
    },
  });
  const close = () => {
    revoking.reset();
    onClose();
  };
  return (
    <Modal opened={apiKey !== null} onClose={close} title={t("apikeys.revokeTitle", { name })}>
      <FormSummary failure={revoking.error ? asFailure(revoking.error) : null} title={t("apikeys.revoke")} />
      <p>{t("apikeys.revokeText")}</p>
      <div className={formClasses.buttons}>
        <Button color="bad" loading={revoking.isPending} onClick={() => apiKey && revoking.mutate(apiKey)}>
          {t("apikeys.revokeNamed", { name })}
        </Button>
        <Button variant="default" onClick={close}>
          {t("action.cancel")}
        </Button>
      </div>
    </Modal>
  );
}
