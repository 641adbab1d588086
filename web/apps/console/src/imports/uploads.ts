// The files on their way to one import: started at once, each with its progress, repeated or stopped one by one.
import { useQueryClient } from "@tanstack/react-query";
import { type ApiFailure, asFailure } from "@weft/api/failure";
import { type Upload, uploadFile } from "@weft/api/upload";
import { useEffect, useRef, useState } from "react";
import { importQuery } from "./queries.ts";

export interface Sending {
  file: File;
  sentBytes: number;
  state: "sending" | "sent" | "failed";
  failure: ApiFailure | null;
}

export function useUploads(importId: string) {
  const client = useQueryClient();
  const [sendings, setSendings] = useState<Sending[]>([]);
  const running = useRef(new Map<string, Upload>());
  const change = (name: string, values: Partial<Sending>) =>
    setSendings((now) => now.map((sending) => (sending.file.name === name ? { ...sending, ...values } : sending)));

  const send = (file: File) => {
    running.current.get(file.name)?.cancel();
    setSendings((now) => [
      ...now.filter((sending) => sending.file.name !== file.name),
      { file, sentBytes: 0, state: "sending", failure: null },
    ]);
    const upload = uploadFile(importId, file, (sentBytes) => change(file.name, { sentBytes }));
    running.current.set(file.name, upload);
    // "Received" is said only once the import itself lists the file, so that going on never meets an older list.
    const reread = () => client.invalidateQueries({ queryKey: importQuery(importId).queryKey });
    upload.done
      .then(reread)
      .then(() => change(file.name, { state: "sent", sentBytes: file.size }))
      .catch((error: unknown) => change(file.name, { state: "failed", failure: asFailure(error) }));
  };
  const isSending = sendings.some((sending) => sending.state === "sending");
  useEffect(() => {
    if (!isSending) return;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", guard);
    return () => removeEventListener("beforeunload", guard);
  }, [isSending]);
  return { sendings, send, isSending };
}
