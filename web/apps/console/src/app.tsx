// The providers of the console, outermost first: words, direction, parts, data, toasts, pages.
import { DirectionProvider, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useWords, WordsProvider } from "@weft/i18n";
import { weftTheme, weftVariables } from "@weft/ui/theme";
import { ToastProvider } from "@weft/ui/toast";
import type { i18n } from "i18next";
import { useMemo } from "react";
import { queryClient } from "./data.ts";
import { router } from "./router.tsx";

export function App({ engine }: { engine: i18n }) {
  return (
    <WordsProvider engine={engine}>
      <Parts />
    </WordsProvider>
  );
}

function Parts() {
  const { t, direction } = useWords();
  const theme = useMemo(() => weftTheme({ close: t("action.close") }), [t]);
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={weftVariables}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queryClient}>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
