// Changes what a person may do: their role, where it holds, and what they are qualified for.
import { Button, Drawer, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import type { Staff } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { Icon } from "@weft/ui/icon";
import { useToast } from "@weft/ui/toast";
import { useState } from "react";
import { EntryForm } from "../entry-form.tsx";
import { bodyOfReach, type Reach, RoleAndReach } from "./reach.tsx";
import classes from "./staff.module.css";

interface Typed extends Reach {
  qualifications: { name: string; valid_from: string; valid_until: string }[];
}

type PersonFields = UseFormReturnType<Typed>;

export function EditPerson({ person }: { person: Staff }) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  const title = t("staff.change", { name: person.display_name });
  return (
    <>
      <Button size="xs" variant="default" aria-label={title} onClick={() => setEditing(true)}>
        {t("wizard.change")}
      </Button>
      <Drawer opened={editing} onClose={() => setEditing(false)} title={title}>
        <Fields person={person} key={person.version} onDone={() => setEditing(false)} />
      </Drawer>
    </>
  );
}

function usePerson(person: Staff): PersonFields {
  const { t } = useWords();
  return useForm<Typed>({
    initialValues: {
      role: person.role,
      where: person.everywhere ? "everywhere" : "named",
      location_ids: person.location_ids,
      qualifications: person.qualifications.map((one) => ({ ...one, valid_until: one.valid_until ?? "" })),
    },
    validate: {
      qualifications: {
        name: (value) => (value.trim() ? null : t("staff.qualificationMissing")),
        valid_from: (value) => (value ? null : t("staff.fromMissing")),
        valid_until: (value, values, path) => {
          const from = values.qualifications[Number(path.split(".")[1])]?.valid_from ?? "";
          return value && value < from ? t("staff.untilBeforeFrom") : null;
        },
      },
    },
  });
}

function Fields({ person, onDone }: { person: Staff; onDone: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const client = useQueryClient();
  const form = usePerson(person);
  return (
    <EntryForm
      form={form}
      prefix="staff"
      about={{
        "org.last_director": { name: "role", label: t("staff.role") },
        "org.not_everywhere": { name: "role", label: t("staff.role") },
      }}
      refused={t("staff.notChanged")}
      button={t("staff.saveChange")}
      save={async ({ qualifications, ...reach }) =>
        bodyOf(
          await api.PATCH("/v1/staff/{staff_id}", {
            params: { path: { staff_id: person.staff_id }, header: { "If-Match": `"${person.version}"` } },
            body: {
              ...bodyOfReach(reach),
              qualifications: qualifications.map((one) => ({
                name: one.name.trim(),
                valid_from: one.valid_from,
                valid_until: one.valid_until || undefined,
              })),
            },
          }),
        )
      }
      onSaved={(saved) => {
        void client.invalidateQueries({ queryKey: ["staff"] });
        toast(t("staff.changed", { name: saved.display_name }));
        onDone();
      }}
    >
      <RoleAndReach prefix="staff" reach={form.values} fieldOf={(name) => form.getInputProps(name)} />
      <Qualifications form={form} />
    </EntryForm>
  );
}

function Qualifications({ form }: { form: PersonFields }) {
  const { t } = useWords();
  const field = (at: number, name: "name" | "valid_from" | "valid_until") => ({
    id: `staff-qualifications-${at}-${name}`,
    ...form.getInputProps(`qualifications.${at}.${name}`),
  });
  const today = new Date().toISOString().slice(0, 10);
  return (
    <fieldset className={classes.group}>
      <legend>{t("staff.qualified")}</legend>
      {form.values.qualifications.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list, what is typed in it lives in the form
        <div key={at} className={classes.qualification}>
          <TextInput label={t("staff.qualification")} autoComplete="off" {...field(at, "name")} />
          <div className={classes.dates}>
            <TextInput type="date" label={t("staff.validFrom")} {...field(at, "valid_from")} />
            <TextInput type="date" label={t("staff.validUntil")} {...field(at, "valid_until")} />
          </div>
          <Button
            size="xs"
            variant="default"
            aria-label={t("staff.remove", { name: one.name || String(at + 1) })}
            onClick={() => form.removeListItem("qualifications", at)}
          >
            {t("staff.removeOne")}
          </Button>
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => form.insertListItem("qualifications", { name: "", valid_from: today, valid_until: "" })}
      >
        {t("staff.addQualification")}
      </Button>
    </fieldset>
  );
}
