// What a file seems to be, asked of the server anew at each change of mind.
import { api, bodyOf } from "@weft/api/client";
import { type ApiFailure, asFailure } from "@weft/api/failure";
import type { DraftChoices, DraftView } from "@weft/api/types";
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

/** A name for the mapping of a file: "Sales March.csv" is "sales-march". */
export function nameFor(fileName: string): string {
  return fileName
    .toLowerCase()
    .replace(/\.[a-z.]+$/, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
}

/** The file's beginning as text; what is not UTF-8 is taken for Windows-1252, as the server does. */
async function beginningOf(file: File): Promise<string> {
  const bytes = await file.slice(0, bytesLookedAt).arrayBuffer();
  const text = new TextDecoder("utf-8").decode(bytes, { stream: true });
  return text.includes("\ufffd") ? new TextDecoder("windows-1252").decode(bytes) : text;
}

export function useDraft() {
  const [view, setView] = useState<DraftView | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [asked, setAsked] = useState(0);
  const latest = useRef(0);
  const ask = async ({ file, beginning }: Opened, choices?: DraftChoices) => {
    latest.current += 1;
    const mine = latest.current;
    setAsked((now) => now + 1);
    try {
      const answer = bodyOf(
        await api.POST("/v1/mappings/draft", {
          body: { file_name: file.name, beginning, ...(choices ? { choices } : {}) },
        }),
      );
      if (mine === latest.current) {
        setView(answer);
        setFailure(null);
      }
    } catch (error) {
      if (mine === latest.current) setFailure(asFailure(error));
    } finally {
      setAsked((now) => now - 1);
    }
  };
  return {
    view,
    failure,
    isAsking: asked > 0,
    propose: async (file: File): Promise<Opened> => {
      setView(null);
      const opened = { file, beginning: await beginningOf(file) };
      await ask(opened);
      return opened;
    },
    change: (opened: Opened, choices: DraftChoices) => {
      // What was chosen shows at once; what comes of it follows.
      setView((now) => now && { ...now, draft: { ...now.draft, choices } });
      return ask(opened, choices);
    },
  };
}
