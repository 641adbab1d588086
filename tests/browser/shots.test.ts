// Screenshots of every page at three sizes in light and dark, for a person to look at: WEFT_SHOTS=/folder vitest run --project browser shots
import { mkdirSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launch, open, settled } from "./browser.ts";
import * as data from "./mock/data.ts";
import { type Mock, startMock } from "./mock/server.ts";

const folder = process.env.WEFT_SHOTS;
const only = process.env.WEFT_SHOTS_ONLY;
const sizes = [
  { width: 360, height: 800 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
];
const pages: Record<string, { path: string; before?: (mock: Mock) => void }> = {
  "sign-in": {
    path: "/sign-in",
    before: (mock) => {
      mock.signedIn = false;
    },
  },
  home: { path: "/" },
  "home-empty": {
    path: "/",
    before: (mock) => {
      mock.insights = data.nothing();
      mock.imports = [];
    },
  },
  imports: { path: "/imports" },
  mapping: { path: "/imports/new" },
  files: {
    path: "/imports/imp_w/files",
    before: (mock) => {
      mock.imports.unshift({
        ...data.newImport("imp_w", "uci"),
        files: [{ name: "uci_online_retail.csv.zst", bytes: 2_480_112 }],
      });
    },
  },
  check: {
    path: "/imports/imp_w/check",
    before: (mock) => {
      mock.imports.unshift({
        ...data.newImport("imp_w", "uci"),
        files: [{ name: "uci_online_retail.csv.zst", bytes: 2_480_112 }],
      });
    },
  },
  running: {
    path: "/imports/imp_r",
    before: (mock) => {
      mock.imports.unshift(data.running("imp_r") as data.MockImport);
    },
  },
  result: { path: "/imports/imp_3" },
  failed: { path: "/imports/imp_2" },
  analysis: { path: "/analysis" },
  "analysis-one": {
    path: "/analysis",
    before: (mock) => {
      mock.insights = data.oneChannel();
    },
  },
  reference: { path: "/reference?op=post_imports" },
  keys: { path: "/api-keys" },
  staff: { path: "/staff" },
};

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
  for (const [name, { path, before }] of Object.entries(pages)) {
    if (only && !only.split(",").includes(name)) continue;
    for (const viewport of sizes) {
      for (const scheme of ["light", "dark"] as const) {
        test(`${name} ${viewport.width} ${scheme}`, async () => {
          mock.restore();
          before?.(mock);
          const { page, context } = await open(browser, mock.url + path, { viewport, colorScheme: scheme });
          await settled(page);
          await page.screenshot({ path: `${folder}/${name}-${viewport.width}-${scheme}.png`, fullPage: true });
          await context.close();
          expect(true).toBe(true);
        });
      }
    }
  }
});
