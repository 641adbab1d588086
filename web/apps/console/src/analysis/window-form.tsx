// The window of the analysis: two days and a currency, kept in the URL so that a link shows the same figures.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { Summary } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type FieldError, FormSummary } from "@weft/ui/form-summary";
import { type FormEvent, useState } from "react";
import classes from "./analysis.module.css";
import { addDays, yearBefore } from "./insights.ts";
import type { Window } from "./search.ts";

const route = getRouteApi("/inside/analysis");

interface Preset {
  key: string;
  label: string;
  window: Pick<Window, "from" | "to">;
}

function usePresets(summary: Summary): Preset[] {
  const { t } = useWords();
  const end = summary.last_sale_on ? addDays(summary.last_sale_on, 1) : undefined;
  if (!end || !summary.last_sale_on) return [];
  const year = Number(summary.last_sale_on.slice(0, 4));
  const presets: Preset[] = [
    { key: "all", label: t("analysis.all"), window: { from: undefined, to: undefined } },
    { key: "twelve", label: t("analysis.lastYear"), window: { from: yearBefore(end), to: end } },
    {
      key: "year",
      label: t("analysis.calendarYear", { year }),
      window: { from: `${year}-01-01`, to: `${year + 1}-01-01` },
    },
    { key: "quarter", label: t("analysis.lastQuarter"), window: { from: addDays(end, -90), to: end } },
  ];
  // A record that ends with a year has that year as its last twelve months.
  return presets.filter((preset) => preset.key !== "year" || end !== preset.window.to);
}

export function WindowForm({ summary, window }: { summary: Summary; window: Window }) {
  const { t } = useWords();
  const navigate = route.useNavigate();
  const presets = usePresets(summary);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const from = window.from ?? summary.first_sale_on ?? "";
  const to = window.to ? addDays(window.to, -1) : (summary.last_sale_on ?? "");
  const go = (next: Window) => void navigate({ search: (search) => ({ ...search, ...next }) });
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const first = String(fields.get("from"));
    const last = String(fields.get("to"));
    if (!first || !last || first > last) {
      setErrors([{ field: "analysis-from", text: t("analysis.badWindow") }]);
      return;
    }
    setErrors([]);
    const currency = fields.get("currency");
    go({ from: first, to: addDays(last, 1), currency: currency ? String(currency) : window.currency });
  };
  return (
    <>
      <FormSummary errors={errors} title={t("analysis.badWindow")} />
      <form key={`${from} ${to} ${window.currency ?? ""}`} className={classes.window} onSubmit={apply} noValidate>
        <TextInput id="analysis-from" name="from" type="date" label={t("analysis.from")} defaultValue={from} />
        <TextInput id="analysis-to" name="to" type="date" label={t("analysis.to")} defaultValue={to} />
        {summary.currencies.length > 1 && (
          <NativeSelect
            name="currency"
            label={t("analysis.currency")}
            defaultValue={window.currency ?? summary.currency ?? undefined}
            data={summary.currencies}
          />
        )}
        <Button type="submit">{t("analysis.apply")}</Button>
        <div className={classes.presets}>
          {presets.map((preset) => (
            <Button
              key={preset.key}
              variant="subtle"
              aria-pressed={preset.window.from === window.from && preset.window.to === window.to}
              onClick={() => go(preset.window)}
            >
              {preset.label}
            </Button>
          ))}
        </div>
      </form>
    </>
  );
}
