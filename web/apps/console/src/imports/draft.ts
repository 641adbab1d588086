// What a file seems to be, asked of the server anew at each change of mind.
import { api, bodyOf } from "@weft/api/client";
import { ApiFailure, asFailure } from "@weft/api/failure";
import type { DraftChoices, DraftColumn, DraftView } from "@weft/api/types";
import { useRef, useState } from "react";

export const salesFields = [
  "number",
  "line",
  "sold_at",
  "sku",
  "description",
  "quantity",
  "unit_price",
  "amount",
  "discount",
  "currency",
  "channel",
  "location",
  "fulfilment_channel",
  "fulfilment_location",
  "customer_id",
  "loyalty_number",
  "email",
  "customer_name",
  "country",
  "returns_number",
  "tax",
  "shipping",
  "tender",
  "fact",
] as const;
export const customerFields = [
  "customer_id",
  "loyalty_number",
  "email",
  "customer_name",
  "country",
  "as_of",
  "salutation",
  "given_name",
  "family_name",
  "birth_date",
  "gender",
  "company",
  "phone",
  "street",
  "city",
  "postcode",
  "region",
  "language",
  "fact",
] as const;
export const dateForms = [
  "",
  "DD.MM.YYYY",
  "DD.MM.YYYY hh:mm",
  "DD.MM.YYYY hh:mm:ss",
  "DD/MM/YYYY",
  "DD/MM/YYYY hh:mm",
  "MM/DD/YYYY",
  "MM/DD/YYYY hh:mm",
  "YYYY/MM/DD",
  "YYYYMMDD",
  "unix",
  "unix_ms",
];

const bytesLookedAt = 200_000;

export interface Opened {
  file: File;
  beginning: string;
}

/** A value as it is shown: a long one is cut. */
export function shortened(value: string, lengthMax: number): string {
  return value.length > lengthMax ? `${value.slice(0, lengthMax)}…` : value;
}

/** A name for the mapping of a file: "Sales March.csv" is "sales-march". */
export function nameFor(fileName: string): string {
  return fileName
    .toLowerCase()
    .replace(/\.[a-z.]+$/, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
}

/** Signs that no text has; the server takes none of them in a question. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is meant
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** How files begin that are no plain text: UTF-16 of either order, gzip, zstd, and the zip that a workbook is. */
const noTexts = [
  { begins: [0xff, 0xfe], reason: "connectors.not_utf8" },
  { begins: [0xfe, 0xff], reason: "connectors.not_utf8" },
  { begins: [0x1f, 0x8b], reason: "client.packed_file" },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], reason: "client.packed_file" },
  { begins: [0x50, 0x4b, 0x03, 0x04], reason: "client.packed_file" },
];

/** The file's beginning as text; what is not UTF-8 is taken for Windows-1252, as the server does. */
async function beginningOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, bytesLookedAt).arrayBuffer());
  const found = noTexts.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte));
  if (found) throw new ApiFailure({ status: 422, reason: found.reason });
  const text = new TextDecoder("utf-8").decode(bytes, { stream: true });
  const read = text.includes("\ufffd") ? new TextDecoder("windows-1252").decode(bytes) : text;
  return read.replace(control, "\ufffd");
}

export function useDraft() {
  const [view, setView] = useState<DraftView | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [proposed, setProposed] = useState<DraftColumn[]>([]);
  const [asked, setAsked] = useState(0);
  const latest = useRef<Promise<DraftView | null>>(Promise.resolve(null));
  const ask = async ({ file, beginning }: Opened, choices?: DraftChoices) => {
    setAsked((now) => now + 1);
    const answer = api
      .POST("/v1/mappings/draft", { body: { file_name: file.name, beginning, ...(choices ? { choices } : {}) } })
      .then(bodyOf);
    const mine = answer.catch(() => null);
    latest.current = mine;
    try {
      const found = await answer;
      if (latest.current !== mine) return;
      setView(found);
      if (!choices) setProposed(found.draft.choices.columns);
      setFailure(null);
    } catch (error) {
      if (latest.current === mine) setFailure(asFailure(error));
    } finally {
      setAsked((now) => now - 1);
    }
  };
  return {
    view,
    proposed,
    failure,
    isAsking: asked > 0,
    /** What the last choice came to, once that is known; null where it was refused. */
    settled: () => latest.current,
    propose: async (file: File): Promise<Opened | null> => {
      setView(null);
      setFailure(null);
      try {
        const opened = { file, beginning: await beginningOf(file) };
        await ask(opened);
        return opened;
      } catch (error) {
        setFailure(asFailure(error));
        return null;
      }
    },
    change: (opened: Opened, choices: DraftChoices) => {
      // What was chosen shows at once; what comes of it follows.
      setView((now) => now && { ...now, draft: { ...now.draft, choices } });
      return ask(opened, choices);
    },
  };
}
