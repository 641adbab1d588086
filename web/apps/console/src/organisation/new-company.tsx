// Adds a company that sells, in a drawer beside the list.
import { Drawer, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import { useWords } from "@weft/i18n";
import { useToast } from "@weft/ui/toast";
import { EntryForm } from "../entry-form.tsx";
import { companiesQuery } from "./queries.ts";

export function NewCompany({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Drawer opened={opened} onClose={onClose} title={t("organisation.newCompany")}>
      <Fields onDone={onClose} />
    </Drawer>
  );
}

function Fields({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: "", country: "" },
    validate: {
      name: (value) => (value.trim() ? null : t("organisation.nameMissing")),
      country: (value) => (/^([a-z]{2})?$/i.test(value.trim()) ? null : t("organisation.badCountry")),
    },
  });
  const name = { name: "name", label: t("organisation.name") };
  return (
    <EntryForm
      form={form}
      prefix="company"
      about={{
        "/name": name,
        "org.name_taken": name,
        "/country": { name: "country", label: t("organisation.country") },
      }}
      refused={t("organisation.notAdded")}
      button={t("organisation.addCompany")}
      save={async (values, header) =>
        bodyOf(
          await api.POST("/v1/legal-entities", {
            body: { name: values.name.trim(), country: values.country.trim().toUpperCase() || undefined },
            params: { header },
          }),
        )
      }
      onSaved={(added) => {
        void client.invalidateQueries({ queryKey: companiesQuery.queryKey });
        toast(t("organisation.added", { name: added.name }));
        onDone();
      }}
    >
      <TextInput
        id="company-name"
        label={t("organisation.name")}
        description={t("organisation.companyNameHelp")}
        autoComplete="off"
        {...form.getInputProps("name")}
      />
      <TextInput
        id="company-country"
        label={t("organisation.countryOptional")}
        description={t("organisation.countryHelp")}
        autoComplete="off"
        maxLength={2}
        {...form.getInputProps("country")}
      />
    </EntryForm>
  );
}
