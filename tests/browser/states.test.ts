// Every page in every state, light and dark: no fault by axe, nothing the content policy refuses, no jump while it loads.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { axe, hasBrowser, launch, layoutShift, type Opened, open, settled } from "./browser.ts";
import { type Mock, never, problem, startMock } from "./mock/server.ts";
import { pages } from "./pages.ts";

const shiftMax = 0.1;

describe.skipIf(!hasBrowser)("states", () => {
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

  /** Looks at the page in light, then turns it dark under the reader's eyes and looks again. */
  const check = async ({ page, faults }: Opened) => {
    expect(await layoutShift(page)).toBeLessThanOrEqual(shiftMax);
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.title()).toMatch(/ · Weft$/);
    expect(await axe(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
    await page.waitForTimeout(150);
    expect((await axe(page)).map((fault) => `dark ${fault}`)).toEqual([]);
    expect(faults).toEqual([]);
  };

  for (const { name, path, asks, before, empty, after } of pages) {
    test(`${name}, with data`, async () => {
      before?.(mock);
      const opened = await open(browser, mock.url + path);
      await settled(opened.page);
      await after?.(opened.page);
      await check(opened);
    });
    if (empty) {
      test(`${name}, empty`, async () => {
        before?.(mock);
        empty(mock);
        const opened = await open(browser, mock.url + path);
        await settled(opened.page);
        await check(opened);
      });
    }
    if (!asks) continue;
    test(`${name}, loading`, async () => {
      before?.(mock);
      mock.on(asks, never);
      const opened = await open(browser, mock.url + path);
      await opened.page.locator("[data-wait=skeleton]").first().waitFor();
      await check(opened);
    });
    test(`${name}, refused`, async () => {
      before?.(mock);
      mock.on(asks, () => problem(500, "http.internal", { title: "Something went wrong on our side." }));
      const opened = await open(browser, mock.url + path);
      const alert = opened.page.getByRole("alert").first();
      await alert.waitFor();
      expect(await alert.innerText()).toMatch(/Reason: http\.internal · Request: req_\d+/);
      expect(await alert.getByRole("button", { name: "Try again" }).count()).toBe(1);
      await check(opened);
    });
  }

  test("a refused page comes back by its own button", async () => {
    mock.on("GET /v1/imports", () => problem(500, "http.internal"));
    const { page } = await open(browser, `${mock.url}/imports`);
    await page.getByRole("alert").waitFor();
    mock.restore();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: "uci_online_retail.csv.zst" }).waitFor();
  });

  test("old figures stay in sight with their age when a newer answer is refused", async () => {
    const opened = await open(browser, `${mock.url}/imports`);
    await opened.page.getByRole("link", { name: "uci_online_retail.csv.zst" }).waitFor();
    mock.on("GET /v1/imports", () => problem(500, "http.internal"));
    mock.tell("connectors.import_changed", "imp_3");
    await opened.page.getByText("Could not refresh").waitFor();
    expect(await opened.page.getByRole("link", { name: "uci_online_retail.csv.zst" }).count()).toBe(1);
    await check(opened);
  });

  test("without a connection the page says since when", async () => {
    const opened = await open(browser, `${mock.url}/imports`);
    await settled(opened.page);
    await opened.context.setOffline(true);
    await opened.page.getByText(/Offline since \d/).waitFor();
    expect(await axe(opened.page)).toEqual([]);
  });

  test("a server that is not there is named, with what to do", async () => {
    const { page } = await open(browser, `${mock.url}/imports`);
    await settled(page);
    // Pointing at the link loads the page's code; only its data is missing then.
    const code = page.waitForResponse(/staff-page/);
    await page.getByRole("link", { name: "Staff" }).hover();
    await code;
    mock.gone = true;
    await page.getByRole("link", { name: "Staff" }).click();
    await page.getByText("The server cannot be reached.").waitFor();
  });

  test("waiting more than ten seconds is said in words and can be ended", async () => {
    mock.on("GET /v1/imports", never);
    const { page } = await open(browser, `${mock.url}/imports`);
    await page.getByText("This is taking longer than usual").waitFor({ timeout: 15_000 });
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("You stopped waiting for this").waitFor();
  });
});
