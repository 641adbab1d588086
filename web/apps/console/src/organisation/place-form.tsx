// Adds a location, or changes its name and address and switches it off, in a drawer.
import { Checkbox, Drawer, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import type { Location } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { useToast } from "@weft/ui/toast";
import { EntryForm } from "../entry-form.tsx";
import { bodyOfPlace, emptyPlace, locationKinds, parsePoint, type TypedPlace, typedOf } from "./place.ts";
import { companiesQuery } from "./queries.ts";

export interface PlaceFormProps {
  opened: boolean;
  /** None: a new one. */
  location?: Location;
  onClose: () => void;
}

export function PlaceForm({ opened, location, onClose }: PlaceFormProps) {
  const { t } = useWords();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t(location ? "organisation.editPlace" : "organisation.newLocation")}
    >
      <Fields location={location} onDone={onClose} />
    </Drawer>
  );
}

function usePlace(location: Location | undefined) {
  const { t } = useWords();
  return useForm<TypedPlace>({
    initialValues: location ? typedOf(location) : emptyPlace(Intl.DateTimeFormat().resolvedOptions().timeZone),
    validate: {
      name: (value) => (value.trim() ? null : t("organisation.nameMissing")),
      code: (value) => (/^[A-Za-z0-9._-]{1,40}$/.test(value) ? null : t("organisation.badCode")),
      zone: (value) => (value.trim() ? null : t("organisation.zoneMissing")),
      country: (value) => (/^([a-z]{2})?$/i.test(value.trim()) ? null : t("organisation.badCountry")),
      lines: (value) =>
        value.split("\n").filter((line) => line.trim()).length <= 5 ? null : t("organisation.badLines"),
      point: (value) => (value.trim() === "" || parsePoint(value) ? null : t("organisation.badPoint")),
    },
  });
}

function Fields({ location, onDone }: { location: Location | undefined; onDone: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const client = useQueryClient();
  const form = usePlace(location);
  const about = (name: keyof TypedPlace, label: string) => ({ name, label });
  const zone = about("zone", t("organisation.zone"));
  return (
    <EntryForm
      form={form}
      prefix="place"
      about={{
        "/name": about("name", t("organisation.name")),
        "/code": about("code", t("organisation.code")),
        "org.code_taken": about("code", t("organisation.code")),
        "/zone": zone,
        "org.bad_zone": zone,
        "/country": about("country", t("organisation.country")),
        "/address/city": about("city", t("organisation.city")),
        "/address/postcode": about("postcode", t("organisation.postcode")),
        "/address/region": about("region", t("organisation.region")),
        "org.bad_point": about("point", t("organisation.point")),
      }}
      refused={t(location ? "organisation.notSaved" : "organisation.notAdded")}
      button={t(location ? "organisation.savePlace" : "organisation.addLocation")}
      save={async (values, header) => {
        const body = bodyOfPlace(values);
        if (!location) {
          return bodyOf(await api.POST("/v1/locations", { body: { ...body, code: values.code }, params: { header } }));
        }
        const path = { location_id: location.location_id };
        return bodyOf(
          await api.PATCH("/v1/locations/{location_id}", {
            params: { path, header: { "If-Match": `"${location.version}"` } },
            body: { ...body, active: values.active },
          }),
        );
      }}
      onSaved={(saved) => {
        client.setQueryData(["location", saved.location_id], saved);
        void client.invalidateQueries({ queryKey: ["locations"] });
        toast(t(location ? "organisation.placeSaved" : "organisation.added", { name: saved.name }));
        onDone();
      }}
    >
      <About form={form} isNew={!location} />
      <Address form={form} />
      {location && (
        <Checkbox
          id="place-active"
          label={t("organisation.inUse")}
          description={t("organisation.inUseHelp")}
          {...form.getInputProps("active", { type: "checkbox" })}
        />
      )}
    </EntryForm>
  );
}

type PlaceFields = ReturnType<typeof usePlace>;

function About({ form, isNew }: { form: PlaceFields; isNew: boolean }) {
  const { t } = useWords();
  const companies = useQuery(companiesQuery);
  return (
    <>
      <NativeSelect
        id="place-kind"
        label={t("organisation.kind")}
        data={locationKinds.map((kind) => ({ value: kind, label: t(`locationKind.${kind}`) }))}
        {...form.getInputProps("kind")}
      />
      <TextInput id="place-name" label={t("organisation.name")} autoComplete="off" {...form.getInputProps("name")} />
      {isNew && (
        <TextInput
          id="place-code"
          label={t("organisation.code")}
          description={t("organisation.codeHelp")}
          autoComplete="off"
          {...form.getInputProps("code")}
        />
      )}
      <TextInput
        id="place-zone"
        label={t("organisation.zone")}
        description={t("organisation.zoneHelp")}
        autoComplete="off"
        {...form.getInputProps("zone")}
      />
      <NativeSelect
        id="place-company"
        label={t("organisation.company")}
        data={[
          { value: "", label: t("organisation.noCompany") },
          ...(companies.data?.items ?? []).map((one) => ({ value: one.legal_entity_id, label: one.name })),
        ]}
        {...form.getInputProps("company")}
      />
    </>
  );
}

function Address({ form }: { form: PlaceFields }) {
  const { t } = useWords();
  const text = (name: "postcode" | "city" | "region") => (
    <TextInput
      id={`place-${name}`}
      label={t(`organisation.${name}`)}
      autoComplete="off"
      {...form.getInputProps(name)}
    />
  );
  return (
    <>
      <Textarea
        id="place-lines"
        label={t("organisation.lines")}
        description={t("organisation.linesHelp")}
        autosize
        minRows={2}
        {...form.getInputProps("lines")}
      />
      {text("postcode")}
      {text("city")}
      {text("region")}
      <TextInput
        id="place-country"
        label={t("organisation.countryOptional")}
        description={t("organisation.countryHelp")}
        autoComplete="off"
        maxLength={2}
        {...form.getInputProps("country")}
      />
      <TextInput
        id="place-point"
        label={t("organisation.pointOptional")}
        description={t("organisation.pointHelp")}
        autoComplete="off"
        {...form.getInputProps("point")}
      />
    </>
  );
}
