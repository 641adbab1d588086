// Screenshots of every page at three sizes in light and dark, for a person to look at: WEFT_SHOTS=/folder npx vitest run --project browser shots
import { mkdirSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launch, open, settled } from "./browser.ts";
import { type Mock, startMock } from "./mock/server.ts";
import { pages } from "./pages.ts";

const folder = process.env.WEFT_SHOTS;
const only = process.env.WEFT_SHOTS_ONLY?.split(",");
const extra = JSON.parse(process.env.WEFT_SHOTS_STORAGE ?? "{}") as Record<string, string>;
const sizes = [
  { width: 360, height: 800 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
];
const shown = [
  ...pages,
  ...pages.flatMap((page) => (page.empty ? [{ ...page, name: `${page.name}-empty` }] : [])),
].filter((page) => !only || only.includes(page.name));

describe.skipIf(!folder || !hasBrowser)("screenshots", () => {
  let browser: Browser;
  let mock: Mock;
  beforeAll(async () => {
    mkdirSync(folder as string, { recursive: true });
    mock = await startMock();
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await mock.close();
  });
  for (const { name, path, before, empty, after } of shown) {
    for (const viewport of sizes) {
      for (const scheme of ["light", "dark"] as const) {
        test(`${name} ${viewport.width} ${scheme}`, async () => {
          mock.restore();
          before?.(mock);
          if (name.endsWith("-empty")) empty?.(mock);
          const { page, context } = await open(browser, mock.url + path, {
            viewport,
            colorScheme: scheme,
            storage: extra,
          });
          await settled(page);
          await after?.(page);
          await page.screenshot({ path: `${folder}/${name}-${viewport.width}-${scheme}.png`, fullPage: true });
          await context.close();
          expect(await page.isClosed()).toBe(true);
        });
      }
    }
  }
});
