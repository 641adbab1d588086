// The frame of a form that saves one thing: what was refused stands above and at its field, the fields, one button.
import { Button } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { type Click, newClick } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import { type FieldError, FormSummary, formClasses } from "@weft/ui/form-summary";
import { useFailureWords } from "@weft/ui/state-block";
import { type ReactNode, useState } from "react";

export interface EntryFormProps<Values, Saved> {
  form: UseFormReturnType<Values>;
  /** Of the ids of its inputs: field `name` of the form `place` is `place-name`. */
  prefix: string;
  /** By JSON pointer or by reason: the field that a refusal is about, and its label. */
  about: Record<string, { name: string; label: string }>;
  refused: string;
  button: string;
  save: (values: Values, click: Click) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  children: ReactNode;
}

const idOf = (prefix: string, name: string) => `${prefix}-${name.replaceAll(".", "-")}`;

export function EntryForm<Values, Saved>(props: EntryFormProps<Values, Saved>) {
  const { form, prefix, about, refused, button, save, onSaved, children } = props;
  const wordsOf = useFailureWords();
  const [errors, setErrors] = useState<FieldError[]>([]);
  const saving = useMutation({
    mutationFn: ({ values, click }: { values: Values; click: Click }) => save(values, click),
    onSuccess: onSaved,
    onError: (error) => {
      const failure = asFailure(error);
      const whole = about[failure.reason];
      if (whole) form.setErrors({ [whole.name]: wordsOf(failure).title });
      else {
        const named = failure.faults.flatMap(({ pointer, reason, detail }) => {
          const field = about[pointer];
          return field ? [[field.name, detail ?? reason]] : [];
        });
        form.setErrors(Object.fromEntries(named));
      }
    },
  });
  const fields = Object.fromEntries(
    Object.entries(about).map(([pointer, { name, label }]) => [pointer, { field: idOf(prefix, name), text: label }]),
  );
  return (
    <form
      className={formClasses.form}
      noValidate
      onSubmit={form.onSubmit(
        (values) => {
          setErrors([]);
          saving.mutate({ values, click: newClick() });
        },
        (found) => {
          saving.reset();
          setErrors(Object.entries(found).map(([name, text]) => ({ field: idOf(prefix, name), text: String(text) })));
        },
      )}
    >
      <FormSummary
        failure={saving.error ? asFailure(saving.error) : null}
        errors={errors}
        fields={fields}
        title={refused}
      />
      {children}
      <Button type="submit" loading={saving.isPending}>
        {button}
      </Button>
    </form>
  );
}
