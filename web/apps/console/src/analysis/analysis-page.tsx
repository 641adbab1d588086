// Analysis: for one window and one currency, who buys where, who comes back, what comes back, and what a customer is worth.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Summary } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { PageHeader } from "@weft/ui/page-header";
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from "react";
import classes from "./analysis.module.css";
import { FiguresSkeleton, type PartProps } from "./figures.tsx";
import { summaryQuery } from "./insights.ts";
import { LoadFigures } from "./load-figures.tsx";
import { type AnalysisSearch, type Part, parts } from "./search.ts";
import { WindowForm } from "./window-form.tsx";

const route = getRouteApi("/inside/analysis");

/** Each part is loaded when it is first opened. */
const partOf: Record<Part, LazyExoticComponent<ComponentType<PartProps>>> = {
  mix: lazy(async () => ({ default: (await import("./mix-part.tsx")).MixPart })),
  retention: lazy(async () => ({ default: (await import("./retention-part.tsx")).RetentionPart })),
  returns: lazy(async () => ({ default: (await import("./returns-part.tsx")).ReturnsPart })),
  rfm: lazy(async () => ({ default: (await import("./rfm-part.tsx")).RfmPart })),
  value: lazy(async () => ({ default: (await import("./lifetime-part.tsx")).LifetimePart })),
  crossing: lazy(async () => ({ default: (await import("./crossing-part.tsx")).CrossingPart })),
};

export function AnalysisPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const summary = useQuery(summaryQuery);
  return (
    <>
      <PageHeader title={t("analysis.title")} lead={t("analysis.lead")} />
      <LoadFigures query={summary} queryKey={summaryQuery.queryKey} skeleton={<FiguresSkeleton />}>
        {(data) => (
          <>
            <WindowForm summary={data} window={search} />
            <PartLinks search={search} />
            <OpenPart summary={data} search={search} />
          </>
        )}
      </LoadFigures>
    </>
  );
}

/** Links, so that each part has an address; the window is kept. */
function PartLinks({ search }: { search: AnalysisSearch }) {
  const { t } = useWords();
  const open = search.part ?? "mix";
  return (
    <nav className={classes.parts} aria-label={t("analysis.parts")}>
      {parts.map((part) => (
        <Link
          key={part}
          to="/analysis"
          search={{ ...search, part: part === "mix" ? undefined : part }}
          activeOptions={{ exact: true, explicitUndefined: true }}
          aria-current={part === open ? "page" : undefined}
          resetScroll={false}
        >
          {t(`analysis.part.${part}`)}
        </Link>
      ))}
    </nav>
  );
}

function OpenPart({ summary, search }: { summary: Summary; search: AnalysisSearch }) {
  const { from, to, currency, part = "mix", basis = "net" } = search;
  const Open = partOf[part];
  return (
    <Suspense
      fallback={
        <div aria-busy="true">
          <FiguresSkeleton />
        </div>
      }
    >
      <Open
        summary={summary}
        window={{ from, to, currency: currency ?? summary.currency ?? undefined }}
        basis={basis}
      />
    </Suspense>
  );
}
