// Words in the reader's language: one catalogue by key, its direction, and the numbers, money and dates that stand in it.
import i18next, { type i18n } from "i18next";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type Catalogue, en, type Key } from "./catalogue.ts";
import { type Formats, formatsFor } from "./format.ts";

export const languages = [
  { code: "en", name: "English" },
  { code: "de", name: "Deutsch" },
] as const;

const storageKey = "weft.language";
const others: Record<string, () => Promise<Catalogue>> = { de: async () => (await import("./de.ts")).de };

export type Values = Record<string, string | number>;

export interface Words {
  /** The sentence of `key`; `count` in `values` picks singular or plural. */
  t(key: Key, values?: Values): string;
  /** The same for a key that is only known at run time (a reason from the server); null where the catalogue has none. */
  find(key: string, values?: Values): string | null;
  format: Formats;
  language: string;
  direction: "ltr" | "rtl";
  setLanguage(code: string): void;
}

const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error("WordsProvider is missing");
  return words;
}

/** The language kept from last time, else the browser's, else English. */
export function wantedLanguage(): string {
  const kept = localStorage.getItem(storageKey);
  if (kept) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((code) => code === "en" || code in others) ?? "en";
}

async function load(engine: i18n, language: string): Promise<void> {
  const fetchWords = others[language];
  if (fetchWords && !engine.hasResourceBundle(language, "translation")) {
    engine.addResourceBundle(language, "translation", await fetchWords());
  }
  await engine.changeLanguage(language);
}

/** Starts the catalogue before the first paint, so that no page shows a key or jumps from one language to another. */
export async function startWords(language: string): Promise<i18n> {
  const engine = i18next.createInstance();
  await engine.init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof engine.init>[0]);
  await load(engine, language);
  return engine;
}

export function WordsProvider({ engine, children }: { engine: i18n; children: ReactNode }) {
  const [language, setLanguage] = useState(engine.language);
  const words = useMemo<Words>(
    () => ({
      t: (key, values) => engine.t(key, { ...values }) as string,
      find: (key, values) => (engine.exists(key, { ...values }) ? (engine.t(key, { ...values }) as string) : null),
      format: formatsFor(language),
      language,
      direction: engine.dir(language),
      setLanguage: (code) => {
        localStorage.setItem(storageKey, code);
        void load(engine, code).then(() => setLanguage(code));
      },
    }),
    [engine, language],
  );
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = words.direction;
  }, [language, words.direction]);
  return <WordsContext.Provider value={words}>{children}</WordsContext.Provider>;
}
