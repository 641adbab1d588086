// Sign in: two fields, the reason of a refusal in place, the time when a locked account opens again, and then the wanted page.
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { type ApiFailure, asFailure } from "@weft/api/failure";
import { useWords } from "@weft/i18n";
import { Mark } from "@weft/ui/app-shell";
import { type FieldError, FormSummary, formClasses } from "@weft/ui/form-summary";
import { PageHeader } from "@weft/ui/page-header";
import { Panel } from "@weft/ui/panel";
import { useState } from "react";
import { signIn } from "./session.ts";
import classes from "./sign-in-page.module.css";

const route = getRouteApi("/sign-in");

/** A wrong password and a lock-out in the words of this page; everything else in the general ones. */
function useRefusal(failure: ApiFailure | null): { title: string; next: string } | null {
  const { t, format } = useWords();
  if (!failure) return null;
  if (failure.status === 429) {
    const opens = new Date(Date.now() + (failure.retryAfterSeconds ?? 60) * 1000);
    return { title: t("signin.locked", { time: format.time(opens) }), next: t("signin.lockedNext") };
  }
  if (failure.status === 401) return { title: t("signin.wrong"), next: t("signin.wrongNext") };
  return null;
}

export function SignInPage() {
  const { t } = useWords();
  const router = useRouter();
  const { to } = route.useSearch();
  const [errors, setErrors] = useState<FieldError[]>([]);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (value.trim() ? null : t("signin.emailMissing")),
      password: (value) => (value ? null : t("signin.passwordMissing")),
    },
  });
  const signing = useMutation({
    mutationFn: signIn,
    onSuccess: () => router.history.push(to?.startsWith("/") && !to.startsWith("//") ? to : "/"),
  });
  const failure = signing.error ? asFailure(signing.error) : null;
  const refusal = useRefusal(failure);
  return (
    <main id="main" className={classes.page}>
      <div className={classes.brand}>
        <Mark size={28} />
        {t("app.name")}
      </div>
      <Panel>
        <PageHeader title={t("signin.title")} lead={t("signin.lead")} />
        <FormSummary failure={failure} words={refusal} errors={errors} title={t("signin.refused")} />
        <form
          className={formClasses.form}
          noValidate
          onSubmit={form.onSubmit(
            (values) => {
              setErrors([]);
              signing.mutate(values);
            },
            (found) => {
              signing.reset();
              setErrors(
                Object.entries(found).map(([field, text]) => ({ field: `signin-${field}`, text: String(text) })),
              );
            },
          )}
        >
          <TextInput
            id="signin-email"
            label={t("signin.email")}
            type="email"
            autoComplete="username"
            key={form.key("email")}
            {...form.getInputProps("email")}
          />
          <PasswordInput
            id="signin-password"
            label={t("signin.password")}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("signin.showPassword"), tabIndex: 0 }}
            key={form.key("password")}
            {...form.getInputProps("password")}
          />
          <Button type="submit" loading={signing.isPending}>
            {t("signin.submit")}
          </Button>
        </form>
        {to && <p className={classes.note}>{t("signin.back")}</p>}
      </Panel>
    </main>
  );
}
