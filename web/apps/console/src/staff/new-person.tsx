// Adds a member of staff in a drawer beside the list.
import { Button, Drawer, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf, type Click, newClick } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import { useWords } from "@weft/i18n";
import { type FieldError, FormSummary, formClasses } from "@weft/ui/form-summary";
import { useToast } from "@weft/ui/toast";
import { useState } from "react";
import { type Role, roles } from "./roles.ts";

interface Person {
  display_name: string;
  email: string;
  role: Role;
  password: string;
}

export function NewPerson({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Drawer opened={opened} onClose={onClose} title={t("staff.new")}>
      <PersonForm onDone={onClose} />
    </Drawer>
  );
}

function PersonForm({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const client = useQueryClient();
  const [errors, setErrors] = useState<FieldError[]>([]);
  const form = useForm<Person>({
    initialValues: { display_name: "", email: "", role: "manager", password: "" },
    validate: {
      display_name: (value) => (value.trim() ? null : t("staff.nameMissing")),
      email: (value) => (value.trim() ? null : t("staff.emailMissing")),
      password: (value) => (value ? null : t("staff.passwordMissing")),
    },
  });
  const adding = useMutation({
    mutationFn: async ({ person, header }: { person: Person; header: Click }) =>
      bodyOf(await api.POST("/v1/staff", { body: person, params: { header } })),
    onSuccess: (added) => {
      void client.invalidateQueries({ queryKey: ["staff"] });
      toast(t("staff.added", { name: added.display_name }));
      onDone();
    },
  });
  return (
    <form
      className={formClasses.form}
      noValidate
      onSubmit={form.onSubmit(
        (person) => {
          setErrors([]);
          adding.mutate({ person, header: newClick() });
        },
        (found) => {
          adding.reset();
          setErrors(Object.entries(found).map(([name, text]) => ({ field: `person-${name}`, text: String(text) })));
        },
      )}
    >
      <FormSummary failure={adding.error ? asFailure(adding.error) : null} errors={errors} title={t("staff.refused")} />
      <TextInput
        id="person-display_name"
        label={t("staff.name")}
        autoComplete="off"
        {...form.getInputProps("display_name")}
      />
      <TextInput
        id="person-email"
        type="email"
        label={t("staff.email")}
        autoComplete="off"
        {...form.getInputProps("email")}
      />
      <NativeSelect
        id="person-role"
        label={t("staff.role")}
        data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        {...form.getInputProps("role")}
      />
      <PasswordInput
        id="person-password"
        label={t("staff.password")}
        description={t("staff.passwordHelp")}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t("signin.showPassword"), tabIndex: 0 }}
        {...form.getInputProps("password")}
      />
      <Button type="submit" loading={adding.isPending}>
        {t("staff.create")}
      </Button>
    </form>
  );
}
