// Adds a channel that customers buy or talk through, in a drawer beside the list.
import { Drawer, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import { useWords } from "@weft/i18n";
import { useToast } from "@weft/ui/toast";
import { EntryForm } from "../entry-form.tsx";
import { channelsQuery } from "./queries.ts";

const kinds = ["store", "web", "app", "phone", "chat", "market"] as const;

export function NewChannel({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Drawer opened={opened} onClose={onClose} title={t("organisation.newChannel")}>
      <Fields onDone={onClose} />
    </Drawer>
  );
}

interface Typed {
  kind: (typeof kinds)[number];
  name: string;
  channel: string;
}

function Fields({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const client = useQueryClient();
  const form = useForm<Typed>({
    initialValues: { kind: "store", name: "", channel: "" },
    validate: {
      name: (value) => (value.trim() ? null : t("organisation.nameMissing")),
      channel: (value) => (/^[a-z0-9._-]{1,40}$/.test(value) ? null : t("organisation.badChannelCode")),
    },
  });
  const code = { name: "channel", label: t("organisation.code") };
  return (
    <EntryForm
      form={form}
      prefix="channel"
      about={{ "/channel": code, "org.code_taken": code, "/name": { name: "name", label: t("organisation.name") } }}
      refused={t("organisation.notAdded")}
      button={t("organisation.addChannel")}
      save={async (values, header) =>
        bodyOf(await api.POST("/v1/channels", { body: { ...values, name: values.name.trim() }, params: { header } }))
      }
      onSaved={(added) => {
        void client.invalidateQueries({ queryKey: channelsQuery.queryKey });
        toast(t("organisation.added", { name: added.name }));
        onDone();
      }}
    >
      <NativeSelect
        id="channel-kind"
        label={t("organisation.kind")}
        data={kinds.map((kind) => ({ value: kind, label: t(`channelKind.${kind}`) }))}
        {...form.getInputProps("kind")}
      />
      <TextInput id="channel-name" label={t("organisation.name")} autoComplete="off" {...form.getInputProps("name")} />
      <TextInput
        id="channel-channel"
        label={t("organisation.code")}
        description={t("organisation.channelCodeHelp")}
        autoComplete="off"
        {...form.getInputProps("channel")}
      />
    </EntryForm>
  );
}
