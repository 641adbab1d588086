// Adds a channel that customers buy or talk through, or renames it and switches it off, in a drawer beside the list.
import { Checkbox, Drawer, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import type { Channel } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { useToast } from "@weft/ui/toast";
import { EntryForm } from "../entry-form.tsx";
import { channelsQuery } from "./queries.ts";

const kinds = ["store", "web", "app", "phone", "chat", "market"] as const;

export interface ChannelFormProps {
  opened: boolean;
  /** None: a new one. */
  channel?: Channel;
  onClose: () => void;
}

export function ChannelForm({ opened, channel, onClose }: ChannelFormProps) {
  const { t } = useWords();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t(channel ? "organisation.editChannel" : "organisation.newChannel")}
    >
      <Fields channel={channel} onDone={onClose} />
    </Drawer>
  );
}

interface Typed {
  kind: (typeof kinds)[number];
  name: string;
  channel: string;
  active: boolean;
}

function Fields({ channel, onDone }: { channel: Channel | undefined; onDone: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const client = useQueryClient();
  const form = useForm<Typed>({
    initialValues: channel ?? { kind: "store", name: "", channel: "", active: true },
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
      refused={t(channel ? "organisation.notSaved" : "organisation.notAdded")}
      button={t(channel ? "organisation.saveChannel" : "organisation.addChannel")}
      save={async ({ active, ...values }, header) => {
        const name = values.name.trim();
        if (!channel) {
          return bodyOf(await api.POST("/v1/channels", { body: { ...values, name }, params: { header } }));
        }
        return bodyOf(
          await api.PATCH("/v1/channels/{channel}", {
            params: { path: { channel: channel.channel }, header: { "If-Match": `"${channel.version}"` } },
            body: { name, active },
          }),
        );
      }}
      onSaved={(saved) => {
        void client.invalidateQueries({ queryKey: channelsQuery.queryKey });
        toast(t(channel ? "organisation.placeSaved" : "organisation.added", { name: saved.name }));
        onDone();
      }}
    >
      {!channel && (
        <NativeSelect
          id="channel-kind"
          label={t("organisation.kind")}
          data={kinds.map((kind) => ({ value: kind, label: t(`channelKind.${kind}`) }))}
          {...form.getInputProps("kind")}
        />
      )}
      <TextInput id="channel-name" label={t("organisation.name")} autoComplete="off" {...form.getInputProps("name")} />
      {channel ? (
        <Checkbox
          id="channel-active"
          label={t("organisation.inUse")}
          description={t("organisation.inUseHelp")}
          {...form.getInputProps("active", { type: "checkbox" })}
        />
      ) : (
        <TextInput
          id="channel-channel"
          label={t("organisation.code")}
          description={t("organisation.channelCodeHelp")}
          autoComplete="off"
          {...form.getInputProps("channel")}
        />
      )}
    </EntryForm>
  );
}
