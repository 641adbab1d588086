// Figures in each of their states; while the server still reads the facts in, that is said, and it is asked again by itself.
import type { UseQueryResult } from "@tanstack/react-query";
import { asFailure } from "@weft/api/failure";
import { useWords } from "@weft/i18n";
import { StateBlock } from "@weft/ui/state-block";
import { LoadQuery, type LoadQueryProps } from "../load.tsx";
import { notReady } from "./insights.ts";

function isReadingIn(query: UseQueryResult): boolean {
  return (
    query.data === undefined &&
    query.isFetching &&
    query.failureReason !== null &&
    asFailure(query.failureReason).reason === notReady
  );
}

export function LoadFigures<Data>(props: LoadQueryProps<Data>) {
  const { t } = useWords();
  if (isReadingIn(props.query)) {
    return (
      <div role="status">
        <StateBlock icon="clock" title={t("analysis.readingIn")} text={t("analysis.readingInText")} />
      </div>
    );
  }
  return <LoadQuery {...props} />;
}
