// How lately, how often, for how much: net of returns or gross.
import { SegmentedControl } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useWords } from "@weft/i18n";
import { Panel } from "@weft/ui/panel";
import classes from "./analysis.module.css";
import { Figures, type PartProps } from "./figures.tsx";
import { rfmQuery } from "./insights.ts";
import { RfmByMix, RfmFifths, RfmGrid } from "./rfm-figures.tsx";

const route = getRouteApi("/inside/analysis");

export function RfmPart({ summary, window, basis }: PartProps) {
  const { t } = useWords();
  const navigate = route.useNavigate();
  return (
    <>
      <div className={classes.basis}>
        <SegmentedControl
          aria-label={t("analysis.basis")}
          value={basis}
          onChange={(value) =>
            void navigate({ search: (search) => ({ ...search, basis: value === "gross" ? "gross" : undefined }) })
          }
          data={(["net", "gross"] as const).map((value) => ({ value, label: t(`analysis.basis.${value}`) }))}
        />
      </div>
      <Figures summary={summary} query={rfmQuery(window, basis)} isEmpty={(data) => data.customers === 0}>
        {(data, currency) => (
          <>
            <Panel>
              <RfmGrid data={data} currency={currency} />
            </Panel>
            <Panel>
              <RfmByMix data={data} currency={currency} />
            </Panel>
            <RfmFifths data={data} currency={currency} />
          </>
        )}
      </Figures>
    </>
  );
}
