// Adds a member of staff in a drawer beside the list.
import { Drawer, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import { useWords } from "@weft/i18n";
import { useToast } from "@weft/ui/toast";
import { EntryForm } from "../entry-form.tsx";
import { isEverywhere, type Reach, RoleAndReach } from "./reach.tsx";

interface Typed extends Reach {
  display_name: string;
  email: string;
  password: string;
}

export function NewPerson({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Drawer opened={opened} onClose={onClose} title={t("staff.new")}>
      <Fields onDone={onClose} />
    </Drawer>
  );
}

function Fields({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const client = useQueryClient();
  const form = useForm<Typed>({
    initialValues: {
      display_name: "",
      email: "",
      role: "manager",
      where: "everywhere",
      location_ids: [],
      password: "",
    },
    validate: {
      display_name: (value) => (value.trim() ? null : t("staff.nameMissing")),
      email: (value) => (value.trim() ? null : t("staff.emailMissing")),
      // Nowhere would be a role that holds at no place.
      location_ids: (value, values) => (value.length > 0 || isEverywhere(values) ? null : t("staff.placesMissing")),
      password: (value) => (value ? null : t("staff.passwordMissing")),
    },
  });
  const email = { name: "email", label: t("staff.email") };
  const password = { name: "password", label: t("staff.password") };
  return (
    <EntryForm
      form={form}
      prefix="person"
      about={{
        "/display_name": { name: "display_name", label: t("staff.name") },
        "/email": email,
        "auth.email_taken": email,
        "/password": password,
        "auth.password_too_short": password,
        "auth.password_too_long": password,
        "auth.password_too_weak": password,
        "/location_ids": { name: "location_ids", label: t("staff.places") },
      }}
      refused={t("staff.refused")}
      button={t("staff.create")}
      save={async ({ where, location_ids, ...person }, header) => {
        const named = isEverywhere({ where, location_ids, role: person.role }) ? {} : { location_ids };
        return bodyOf(await api.POST("/v1/staff", { body: { ...person, ...named }, params: { header } }));
      }}
      onSaved={(added) => {
        void client.invalidateQueries({ queryKey: ["staff"] });
        toast(t("staff.added", { name: added.display_name }));
        onDone();
      }}
    >
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
      <RoleAndReach prefix="person" reach={form.values} fieldOf={(name) => form.getInputProps(name)} />
      <PasswordInput
        id="person-password"
        label={t("staff.password")}
        description={t("staff.passwordHelp")}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t("signin.showPassword"), tabIndex: 0 }}
        {...form.getInputProps("password")}
      />
    </EntryForm>
  );
}
