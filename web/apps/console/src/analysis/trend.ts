// The trend is loaded when a figure first draws one: it brings the library that draws on canvas.
import { lazy } from "react";

export const Trend = lazy(async () => ({ default: (await import("@weft/ui/trend")).Trend }));
