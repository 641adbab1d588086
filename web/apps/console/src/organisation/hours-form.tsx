// Changes the opening hours of a location in a drawer: a line a day, and a line for each holiday.
import { Button, Drawer, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { LocationHours } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type FieldError, FormSummary, formClasses } from "@weft/ui/form-summary";
import { useToast } from "@weft/ui/toast";
import { useState } from "react";
import { type Day, days, dayText, exceptionText, parseDay, parseExceptions, type Week } from "./hours.ts";

export interface HoursFormProps {
  opened: boolean;
  hours: LocationHours;
  onClose: () => void;
}

type Typed = Record<Day | "exceptions", string>;

export function HoursForm({ opened, hours, onClose }: HoursFormProps) {
  const { t } = useWords();
  return (
    <Drawer opened={opened} onClose={onClose} title={t("organisation.editHours")}>
      <Fields hours={hours} onDone={onClose} />
    </Drawer>
  );
}

function typed(hours: LocationHours, closed: string): Typed {
  const week = Object.fromEntries(days.map((day) => [day, dayText(hours.week[day])])) as Record<Day, string>;
  return { ...week, exceptions: hours.exceptions.map((one) => exceptionText(one, closed)).join("\n") };
}

function Fields({ hours, onDone }: { hours: LocationHours; onDone: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const client = useQueryClient();
  const closed = t("organisation.closed");
  const [errors, setErrors] = useState<FieldError[]>([]);
  const checkDay = (text: string) => (parseDay(text, closed) ? null : t("organisation.badDay"));
  const form = useForm<Typed>({
    initialValues: typed(hours, closed),
    validate: {
      ...(Object.fromEntries(days.map((day) => [day, checkDay])) as Record<Day, typeof checkDay>),
      exceptions: (text) => {
        const found = parseExceptions(text, closed);
        return Array.isArray(found) ? null : t("organisation.badException", { line: String(found) });
      },
    },
  });
  const saving = useMutation({
    mutationFn: async (values: Typed) => {
      const exceptions = parseExceptions(values.exceptions, closed);
      const week = Object.fromEntries(days.map((day) => [day, parseDay(values[day], closed) ?? []])) as Week;
      return bodyOf(
        await api.PUT("/v1/locations/{location_id}/hours", {
          params: { path: { location_id: hours.location_id }, header: { "If-Match": `"${hours.version}"` } },
          body: { week, exceptions: Array.isArray(exceptions) ? exceptions : [] },
        }),
      );
    },
    onSuccess: (saved) => {
      client.setQueryData(["hours", saved.location_id], saved);
      void client.invalidateQueries({ queryKey: ["open", saved.location_id] });
      toast(t("organisation.hoursSaved"));
      onDone();
    },
  });
  return (
    <form
      className={formClasses.form}
      noValidate
      onSubmit={form.onSubmit(
        (values) => {
          setErrors([]);
          saving.mutate(values);
        },
        (found) => {
          saving.reset();
          setErrors(Object.entries(found).map(([name, text]) => ({ field: `hours-${name}`, text: String(text) })));
        },
      )}
    >
      <FormSummary
        failure={saving.error ? asFailure(saving.error) : null}
        errors={errors}
        title={t("organisation.hoursRefused")}
      />
      <p>{t("organisation.hoursHelp", { zone: hours.zone })}</p>
      {days.map((day) => (
        <TextInput
          key={day}
          id={`hours-${day}`}
          label={t(`day.${day}`)}
          placeholder={closed}
          autoComplete="off"
          {...form.getInputProps(day)}
        />
      ))}
      <Textarea
        id="hours-exceptions"
        label={t("organisation.exceptions")}
        description={t("organisation.exceptionsHelp")}
        autosize
        minRows={4}
        {...form.getInputProps("exceptions")}
      />
      <Button type="submit" loading={saving.isPending}>
        {t("organisation.saveHours")}
      </Button>
    </form>
  );
}
