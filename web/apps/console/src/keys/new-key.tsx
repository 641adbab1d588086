// Makes an API key in a drawer beside the list; its secret is shown once, and the drawer says so.
import { Button, Checkbox, Drawer, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import { useWords } from "@weft/i18n";
import { CopyButton } from "@weft/ui/copy-button";
import { type FieldError, FormSummary, formClasses } from "@weft/ui/form-summary";
import { useState } from "react";
import { useSession } from "../session/session.ts";
import classes from "./keys.module.css";

interface Wanted {
  name: string;
  scopes: string[];
  source: string;
  channel: string;
}

/** Whoever holds one of these records sales, and says as which source or channel. */
const recording = ["orders.write", "imports.write"];

export function NewKey({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords();
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setSecret(null);
    onClose();
  };
  return (
    <Drawer
      opened={opened}
      onClose={close}
      title={secret ? t("apikeys.onceTitle") : t("apikeys.new")}
      closeOnClickOutside={!secret}
      closeOnEscape={!secret}
      withCloseButton={!secret}
    >
      {secret ? <Secret secret={secret} onClose={close} /> : <KeyForm onMade={setSecret} />}
    </Drawer>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useWords();
  return (
    <div className={classes.secret}>
      <p>{t("apikeys.onceText")}</p>
      <code className={classes.code}>{secret}</code>
      <div className={classes.buttons}>
        <CopyButton value={secret} />
        <Button size="xs" onClick={onClose}>
          {t("apikeys.kept")}
        </Button>
      </div>
    </div>
  );
}

function KeyForm({ onMade }: { onMade: (secret: string) => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const scopes = useSession()?.scopes ?? [];
  const [errors, setErrors] = useState<FieldError[]>([]);
  const form = useForm<Wanted>({
    initialValues: { name: "", scopes: [], source: "", channel: "" },
    validate: {
      name: (value) => (value.trim() ? null : t("apikeys.nameMissing")),
      scopes: (value) => (value.length > 0 ? null : t("apikeys.scopesMissing")),
      source: (value, { channel, scopes: held }) =>
        value.trim() || channel.trim() || !held.some((scope) => recording.includes(scope))
          ? null
          : t("apikeys.voiceMissing"),
    },
  });
  const making = useMutation({
    mutationFn: async (wanted: Wanted) =>
      bodyOf(
        await api.POST("/v1/api-keys", {
          body: {
            name: wanted.name.trim(),
            scopes: wanted.scopes,
            source: wanted.source.trim() || undefined,
            channel: wanted.channel.trim() || undefined,
          },
        }),
      ),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["api-keys"] });
      onMade(made.secret ?? "");
    },
  });
  return (
    <form
      className={formClasses.form}
      noValidate
      onSubmit={form.onSubmit(
        (wanted) => {
          setErrors([]);
          making.mutate(wanted);
        },
        (found) => {
          making.reset();
          setErrors(
            Object.entries(found).map(([name, text]) => ({
              field: name === "scopes" ? `key-scope-${scopes[0]}` : `key-${name}`,
              text: String(text),
            })),
          );
        },
      )}
    >
      <FormSummary
        failure={making.error ? asFailure(making.error) : null}
        errors={errors}
        title={t("apikeys.refused")}
      />
      <TextInput
        id="key-name"
        label={t("apikeys.name")}
        description={t("apikeys.nameHelp")}
        {...form.getInputProps("name")}
      />
      <fieldset className={classes.group}>
        <legend>{t("apikeys.scopes")}</legend>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            id={`key-scope-${scope}`}
            label={scope}
            checked={form.values.scopes.includes(scope)}
            onChange={(event) =>
              form.setFieldValue(
                "scopes",
                event.currentTarget.checked
                  ? [...form.values.scopes, scope]
                  : form.values.scopes.filter((held) => held !== scope),
              )
            }
          />
        ))}
      </fieldset>
      <TextInput
        id="key-source"
        label={t("apikeys.source")}
        description={t("apikeys.sourceHelp")}
        {...form.getInputProps("source")}
      />
      <TextInput
        id="key-channel"
        label={t("apikeys.channel")}
        description={t("apikeys.channelHelp")}
        {...form.getInputProps("channel")}
      />
      <Button type="submit" loading={making.isPending}>
        {t("apikeys.create")}
      </Button>
    </form>
  );
}
