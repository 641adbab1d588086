// The Mantine theme of Weft and what it says to CSS: sizes, shades and the default of each part.
import { type CSSVariablesResolver, createTheme, rem } from "@mantine/core";
import { channelColors, colors, heat } from "./colors.ts";

/** The words Mantine's own buttons need; given by the app in the reader's language. */
export interface PartWords {
  close: string;
}

export function weftTheme(words: PartWords) {
  const closes = {
    lockScroll: false, // its scroll lock writes an inline style, which the content policy refuses; base.css locks instead
    closeButtonProps: { "aria-label": words.close },
    attributes: { header: { role: "presentation" } },
  };
  const field = { defaultProps: { size: "sm" } };
  return createTheme({
    colors,
    primaryColor: "weft",
    primaryShade: { light: 7, dark: 7 },
    autoContrast: true,
    black: "#1B212A",
    white: "#FFFFFF",
    respectReducedMotion: true,
    defaultRadius: "sm",
    cursorType: "pointer",
    fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
    fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
    fontSizes: { xs: rem(12), sm: rem(14), md: rem(16), lg: rem(20), xl: rem(24), "2xl": rem(32) },
    lineHeights: { xs: "1.5", sm: "1.5", md: "1.5", lg: "1.5", xl: "1.5" },
    spacing: { "2xs": rem(4), xs: rem(8), sm: rem(12), md: rem(16), lg: rem(24), xl: rem(32), "2xl": rem(48) },
    radius: { xs: rem(4), sm: rem(4), md: rem(4), lg: rem(4), xl: rem(4) },
    headings: {
      fontWeight: "600",
      sizes: {
        h1: { fontSize: rem(24), lineHeight: "1.25" },
        h2: { fontSize: rem(20), lineHeight: "1.25" },
        h3: { fontSize: rem(16), lineHeight: "1.25" },
        h4: { fontSize: rem(14), lineHeight: "1.25" },
        h5: { fontSize: rem(14), lineHeight: "1.25" },
        h6: { fontSize: rem(12), lineHeight: "1.25" },
      },
    },
    components: {
      Text: { defaultProps: { size: "sm" } },
      Button: { defaultProps: { size: "sm", fw: 600 } },
      TextInput: field,
      PasswordInput: field,
      NativeSelect: field,
      MultiSelect: field,
      Checkbox: field,
      SegmentedControl: { defaultProps: { size: "sm" } },
      Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 600, size: "md" } },
      Modal: { defaultProps: { ...closes, centered: true, transitionProps: { duration: 120 } } },
      Drawer: { defaultProps: { ...closes, position: "right", transitionProps: { duration: 120 } } },
      Alert: { defaultProps: { variant: "light" } },
    },
  });
}

/** Weft's own CSS variables beside Mantine's; every stylesheet of ours uses only these and Mantine's. */
export const weftVariables: CSSVariablesResolver = (theme) => {
  const shade = (name: keyof typeof colors, at: number) => theme.colors[name]?.[at] ?? "";
  const light: Record<string, string> = {
    "--mantine-color-body": theme.white,
    "--mantine-color-text": shade("gray", 9),
    "--mantine-color-dimmed": shade("gray", 6),
    "--mantine-color-placeholder": shade("gray", 5),
    "--mantine-color-error": shade("bad", 7),
    "--mantine-color-success": shade("good", 7),
    "--mantine-color-anchor": shade("weft", 7),
    "--mantine-color-default-border": shade("gray", 4),
    "--mantine-color-disabled-color": shade("gray", 6),
    "--weft-focus": "#2460B7",
    "--weft-page": shade("gray", 0),
    "--weft-card": theme.white,
    "--weft-sunk": shade("gray", 1),
    "--weft-line": shade("gray", 2),
    "--weft-hatch": shade("gray", 4),
    "--weft-shadow": "0 1px 2px rgba(27, 33, 42, 0.06)",
  };
  const dark: Record<string, string> = {
    "--mantine-color-body": shade("dark", 6),
    "--mantine-color-text": shade("dark", 0),
    "--mantine-color-dimmed": shade("dark", 2),
    "--mantine-color-placeholder": shade("dark", 3),
    "--mantine-color-error": shade("bad", 4),
    "--mantine-color-success": shade("good", 4),
    "--mantine-color-anchor": shade("weft", 4),
    "--mantine-color-default-border": shade("dark", 4),
    "--mantine-color-disabled-color": shade("dark", 2),
    "--weft-focus": "#86B6FD",
    "--weft-page": shade("dark", 7),
    "--weft-card": shade("dark", 6),
    "--weft-sunk": shade("dark", 7),
    "--weft-line": shade("dark", 5),
    "--weft-hatch": shade("dark", 4),
    "--weft-shadow": "none",
  };
  for (const name of ["weft", "good", "warn", "bad", "queue"] as const) {
    light[`--weft-${name}-text`] = shade(name, 7);
    light[`--weft-${name}-soft`] = shade(name, 0);
    light[`--weft-${name}-edge`] = shade(name, 2);
    dark[`--weft-${name}-text`] = shade(name, 4);
    dark[`--weft-${name}-soft`] = `color-mix(in srgb, ${shade(name, 7)} 18%, ${shade("dark", 6)})`;
    dark[`--weft-${name}-edge`] = `color-mix(in srgb, ${shade(name, 5)} 40%, ${shade("dark", 6)})`;
  }
  for (const [channel, color] of Object.entries(channelColors)) {
    light[`--weft-channel-${channel}`] = color.light;
    dark[`--weft-channel-${channel}`] = color.dark;
  }
  heat.light.forEach((color, at) => {
    light[`--weft-heat-${at}`] = color;
  });
  heat.dark.forEach((color, at) => {
    dark[`--weft-heat-${at}`] = color;
  });
  light["--weft-heat-inverse"] = theme.white;
  dark["--weft-heat-inverse"] = shade("gray", 9);
  light["--weft-channel-other"] = shade("gray", 5);
  dark["--weft-channel-other"] = shade("dark", 3);
  return { variables: {}, light, dark };
};
