// No page scrolls sideways on a phone, at 200 % text, in German or from right to left; nothing important is cut.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { axe, hasBrowser, launch, open, settled, sideScroll } from "./browser.ts";
import { type Mock, startMock } from "./mock/server.ts";
import { pages } from "./pages.ts";

const phone = { width: 360, height: 800 };

/** Buttons, titles and table heads whose text is wider than their box. */
function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("h1, h2, button, a, th")]
      .filter(
        (one) =>
          one.offsetParent && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow === "hidden",
      )
      .filter((one) => !one.closest(".unseen") && one.clientWidth > 1)
      .map((one) => one.innerText),
  );
}

const ways: { way: string; storage: Record<string, string> }[] = [
  { way: "English", storage: {} },
  { way: "German", storage: { "weft.language": "de" } },
  { way: "right to left", storage: { "weft.language": "ar" } },
];

describe.skipIf(!hasBrowser)("layout", () => {
  let browser: Browser;
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock();
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await mock.close();
  });
  beforeEach(() => mock.restore());
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  for (const { way, storage } of ways) {
    for (const { name, path, before, after } of pages) {
      test(`${name}, ${way}`, async () => {
        before?.(mock);
        const { page } = await open(browser, mock.url + path, { viewport: phone, storage });
        await settled(page);
        await after?.(page);
        expect(await sideScroll(page)).toBeLessThanOrEqual(0);
        expect(await cutTexts(page)).toEqual([]);
        await page.setViewportSize({ width: 820, height: 1180 });
        await page.evaluate(() => {
          document.documentElement.style.fontSize = "200%";
        });
        await page.waitForTimeout(200);
        expect(await sideScroll(page)).toBeLessThanOrEqual(0);
        expect(await cutTexts(page)).toEqual([]);
      });
    }
  }

  test("right to left, the page is laid out from the right and passes axe", async () => {
    const { page } = await open(browser, `${mock.url}/analysis`, { storage: { "weft.language": "ar" } });
    await settled(page);
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    const nav = await page.getByRole("navigation", { name: "Pages" }).boundingBox();
    expect(nav?.x ?? 0).toBeGreaterThan(720);
    expect(await sideScroll(page)).toBeLessThanOrEqual(0);
    expect(await axe(page)).toEqual([]);
  });
});
