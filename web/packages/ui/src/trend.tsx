// A trend over months by uPlot: finished months as a line, unfinished ones hatched and left out of it.
import { useMantineColorScheme } from "@mantine/core";
import { useWords } from "@weft/i18n";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import classes from "./figure.module.css";

export interface TrendPoint {
  month: string;
  value: number;
  complete: boolean;
}

export interface TrendProps {
  label: string;
  points: TrendPoint[];
  /** A CSS variable's name. */
  color: string;
  text: (value: number) => string;
}

function hatch(context: CanvasRenderingContext2D, color: string): CanvasPattern | null {
  const tile = document.createElement("canvas");
  tile.width = 8;
  tile.height = 8;
  const pen = tile.getContext("2d");
  if (!pen) return null;
  pen.strokeStyle = color;
  pen.lineWidth = 1;
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}

function drawOpenMonths(plot: uPlot, points: TrendPoint[], color: string) {
  const context = plot.ctx;
  const pattern = hatch(context, color);
  if (!pattern) return;
  context.save();
  context.fillStyle = pattern;
  points.forEach((point, at) => {
    if (point.complete) return;
    const from = Math.max(plot.bbox.left, plot.valToPos(at - 0.5, "x", true));
    const to = Math.min(plot.bbox.left + plot.bbox.width, plot.valToPos(at + 0.5, "x", true));
    context.fillRect(from, plot.bbox.top, to - from, plot.bbox.height);
  });
  context.restore();
}

export function Trend({ label, points, color, text }: TrendProps) {
  const box = useRef<HTMLDivElement>(null);
  const { colorScheme } = useMantineColorScheme();
  const { format, direction } = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme is read from the page's CSS variables
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const style = getComputedStyle(document.documentElement);
    const css = (name: string) => style.getPropertyValue(name).trim();
    const dim = css("--mantine-color-dimmed");
    const line = css("--weft-line");
    const font = `12px ${css("--mantine-font-family")}`;
    const steps = points.map((_, at) => at);
    const finished = points.map((point) => (point.complete ? point.value : null));
    const open = points.map((point) => (point.complete ? null : point.value));
    const axis = { stroke: dim, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: 264,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: [-0.5, points.length - 0.5], dir: direction === "rtl" ? -1 : 1 },
          y: { range: (_, __, max) => [0, (max || 1) * 1.08] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 32,
            space: 72,
            incrs: [1, 2, 3, 6, 12, 24],
            values: (_, ticks) => ticks.map((at) => (points[at] ? format.month(points[at].month) : "")),
          },
          {
            ...axis,
            size: 64,
            side: direction === "rtl" ? 1 : 3,
            values: (_, ticks) => ticks.map((value) => text(value)),
          },
        ],
        series: [
          {},
          { label, stroke: css(color), width: 2, spanGaps: false, points: { show: true, size: 6, fill: css(color) } },
          {
            label,
            stroke: css(color),
            width: 0,
            paths: () => null,
            points: { show: true, size: 7, fill: css("--weft-card") },
          },
        ],
        hooks: { drawAxes: [(self) => drawOpenMonths(self, points, css("--weft-hatch"))] },
      },
      [steps, finished, open],
      element,
    );
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: 264 }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [points, color, label, text, format, direction, colorScheme]);
  const first = points[0];
  const last = points.at(-1);
  const spoken =
    first && last
      ? `${label}: ${format.month(first.month)} ${text(first.value)}, ${format.month(last.month)} ${text(last.value)}`
      : label;
  return <div ref={box} className={classes.trend} role="img" aria-label={spoken} />;
}
