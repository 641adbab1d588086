// The colours of Weft: ten shades a name, each pair checked for contrast in light and in dark.
import type { MantineColorsTuple } from "@mantine/core";

function shades(list: string): MantineColorsTuple {
  return list.split(" ").map((hex) => `#${hex}`) as unknown as MantineColorsTuple;
}

export const colors = {
  weft: shades("F3F7FC E4EEFD CCE0FC ADCDFC 86B6FD 619CF2 427FD8 2460B7 124C9C 05397E"),
  good: shades("F0FAF2 E1F2E4 C7E8CF A8D9B4 85C696 60B078 3F945B 1A763F 096030 044A23"),
  warn: shades("FEF5ED F9EADB F4D9BD EAC298 DDA970 CA8D46 AF711F 8B5500 714401 573403"),
  bad: shades("FFF4F3 FDE7E5 FFD1CD FCB6AF FE9088 F36963 D74745 B32228 980617 770410"),
  queue: shades("F8F5FF EFE9FD E3D6FE D3BEFD C0A2F5 A985E6 8F68CB 724AAB 5D3791 492775"),
  gray: shades("F6F7F9 EEF1F4 E2E6EB CBD2DA 868F9B 68717D 59626E 434B56 2E353F 1B212A"),
  dark: shades("E6EAF0 CBD3DD AEB8C5 9AA5B3 6F7B8A 2C343F 1B212A 12161C 0D1015 090B0F"),
};

/** A channel keeps its colour and its dash in every chart: [light, dark], then the SVG dash. */
export const channelColors: Record<string, { light: string; dark: string; dash: number[] }> = {
  web: { light: "#2A5FB7", dark: "#80A5E3", dash: [] },
  store: { light: "#D46A32", dark: "#D7926B", dash: [8, 4] },
  app: { light: "#1E9997", dark: "#55EBE7", dash: [2, 3] },
  phone: { light: "#7B226D", dark: "#C4427F", dash: [10, 3, 2, 3] },
  chat: { light: "#A76EF8", dark: "#8857E0", dash: [5, 5] },
  market: { light: "#445503", dark: "#D9DA32", dash: [12, 4, 4, 4] },
};

/** From little to much in the cells of a table; from the fifth on the text turns to the other side. */
export const heat = {
  light: ["#ECF2FC", "#CEDFF9", "#A6C6F5", "#79A6E9", "#346EC3", "#2158A7", "#0E3D7D"],
  dark: ["#1D2735", "#243857", "#2C4D7D", "#3463A6", "#5D8DD4", "#83ADEA", "#AFCDF9"],
};
