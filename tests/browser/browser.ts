// Drives Debian's Chromium: one browser a test file, a fresh context a page, and every breach of the content policy is a failure.
import { existsSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const executablePath = process.env.WEFT_CHROMIUM ?? "/usr/bin/chromium";

/** False where no Chromium is installed; the tests then say that they were skipped. */
export const hasBrowser = existsSync(executablePath);

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export interface Opened {
  page: Page;
  context: BrowserContext;
  /** What the console said wrong: errors, refused styles and scripts. */
  faults: string[];
}

export interface OpenOptions extends BrowserContextOptions {
  /** Kept settings, as the page would have stored them. */
  storage?: Record<string, string>;
  /** Layout shifts are summed from the first paint. */
}

/** A page of its own, with settings as a reader would have left them. */
export async function open(browser: Browser, url: string, options: OpenOptions = {}): Promise<Opened> {
  const { storage = {}, ...rest } = options;
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en-IE",
    timezoneId: "Europe/Dublin",
    ...rest,
  });
  await context.addInitScript((kept: Record<string, string>) => {
    for (const [name, value] of Object.entries(kept))
      if (!localStorage.getItem(name)) localStorage.setItem(name, value);
    const sums = window as unknown as { weftShift: number; weftShifts: string[] };
    sums.weftShift = 0;
    sums.weftShifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as {
        value: number;
        hadRecentInput: boolean;
        sources: { node?: Element }[];
      }[]) {
        if (entry.hadRecentInput) continue;
        sums.weftShift += entry.value;
        sums.weftShifts.push(
          `${entry.value.toFixed(3)} ${entry.sources.map((one) => (one.node as HTMLElement)?.className ?? "").join(" | ")}`,
        );
      }
    }).observe({ type: "layout-shift", buffered: true });
  }, storage);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    // A refused answer (4xx, 5xx, no connection) is a state under test; the browser logs it by itself.
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) faults.push(text);
  });
  await page.goto(url);
  return { page, context, faults };
}

/** Rules of WCAG 2 A to 2.2 AA and the best practices; the answer is one line a violation. What still fades in has the
 * contrast of a moment, so the drawing ends first (but for what never ends, as a spinner). */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.waitForFunction(() => {
    const endless = (one: Animation) => one.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
    return document.getAnimations().every((one) => one.playState !== "running" || endless(one));
  });
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}

/** How far the page is wider than its window, in pixels. */
export function sideScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { weftShift: number }).weftShift);
}

/** Until nothing is on its way and nothing is being drawn in. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector("h1") !== null && document.querySelector("[aria-busy=true]") === null,
  );
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.waitForTimeout(150);
}
