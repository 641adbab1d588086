// Writes the theme as one static stylesheet at build time, so that the page needs no inline <style> and a strict content policy holds.
import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from "@mantine/core";
import { colors } from "./colors.ts";
import { weftTheme, weftVariables } from "./theme.ts";

const ours = new Set(Object.keys(colors));
const unused = Object.keys(DEFAULT_THEME.colors).filter((name) => !ours.has(name));

function withoutUnused(variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !unused.some((color) => name.startsWith(`--mantine-color-${color}-`))),
  );
}

/** The whole of the theme's CSS variables, for :root in light and in dark. */
export function themeCss(): string {
  const theme = mergeMantineTheme(DEFAULT_THEME, weftTheme({ close: "" }));
  const base = defaultCssVariablesResolver(theme);
  const own = weftVariables(theme);
  return convertCssVariables(
    {
      variables: withoutUnused({ ...base.variables, ...own.variables }),
      light: withoutUnused({ ...base.light, ...own.light }),
      dark: withoutUnused({ ...base.dark, ...own.dark }),
    },
    ":root",
  );
}
