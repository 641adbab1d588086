// Switches a person off or on, against the version that was read: someone else's change in between is not overwritten.
import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { Staff } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { FormSummary, formClasses } from "@weft/ui/form-summary";
import { useToast } from "@weft/ui/toast";
import { useState } from "react";

export function SwitchPerson({ person }: { person: Staff }) {
  const { t } = useWords();
  const toast = useToast();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const name = person.display_name;
  const switching = useMutation({
    mutationFn: async () =>
      bodyOf(
        await api.PATCH("/v1/staff/{staff_id}", {
          params: { path: { staff_id: person.staff_id }, header: { "If-Match": `"${person.version}"` } },
          body: { active: !person.active },
        }),
      ),
    onSuccess: (changed) => {
      toast(t(changed.active ? "staff.switchedOn" : "staff.switchedOff", { name }));
      setAsking(false);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["staff"] }),
  });
  const verb = t(person.active ? "staff.switchOff" : "staff.switchOn", { name });
  const close = () => {
    switching.reset();
    setAsking(false);
  };
  return (
    <>
      <Button size="xs" variant="default" aria-label={verb} onClick={() => setAsking(true)}>
        {t(person.active ? "staff.off" : "staff.on")}
      </Button>
      <Modal opened={asking} onClose={close} title={`${verb}?`}>
        <FormSummary failure={switching.error ? asFailure(switching.error) : null} title={verb} />
        <p>{t(person.active ? "staff.switchOffText" : "staff.switchOnText")}</p>
        <div className={formClasses.buttons}>
          <Button
            color={person.active ? "bad" : "weft"}
            loading={switching.isPending}
            onClick={() => switching.mutate()}
          >
            {verb}
          </Button>
          <Button variant="default" onClick={close}>
            {t("action.cancel")}
          </Button>
        </div>
      </Modal>
    </>
  );
}
