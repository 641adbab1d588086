// What people come to do, done by keyboard: sign in, import a file, read a figure as a table, look up an endpoint, make and revoke a key.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { axe, hasBrowser, launch, open, settled } from "./browser.ts";
import * as data from "./mock/data.ts";
import * as measures from "./mock/measures.ts";
import * as organisation from "./mock/organisation.ts";
import { type Mock, problem, startMock } from "./mock/server.ts";

const focusedText = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement)?.innerText ?? "");

describe.skipIf(!hasBrowser)("tasks by keyboard", () => {
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

  test("sign in returns to the wanted page; a refusal takes focus", async () => {
    mock.signedIn = false;
    const { page, faults } = await open(browser, `${mock.url}/imports?cursor=abc`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByLabel("E-mail address").focus();
    await page.keyboard.press("Enter");
    await page.getByText("Enter your password.").first().waitFor();
    expect(await focusedText(page)).toContain("You are not signed in");
    await page.getByLabel("E-mail address").focus();
    await page.keyboard.type("nora@shop.example");
    await page.keyboard.press("Tab");
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("E-mail address or password is wrong.").waitFor();
    expect(await focusedText(page)).toContain("auth.sign_in_refused");
    expect(await axe(page)).toEqual([]);
    await page.locator("#signin-password").fill("correct horse");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Imports" }).waitFor();
    expect(new URL(page.url()).search).toBe("?cursor=abc");
    expect(faults).toEqual([]);
  });

  test("a locked account says until when", async () => {
    mock.signedIn = false;
    mock.on("PUT /v1/session", () => problem(429, "auth.locked_out", { retry_after_seconds: 600 }));
    const { page } = await open(browser, `${mock.url}/sign-in`);
    await page.locator("#signin-email").fill("nora@shop.example");
    await page.locator("#signin-password").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByText(/This account is locked until \d/).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  test("a session that ended leads to sign-in and back", async () => {
    const { page } = await open(browser, `${mock.url}/imports`);
    await settled(page);
    mock.signedIn = false;
    mock.on("GET /v1/staff", () =>
      mock.signedIn ? { body: { items: organisation.staff } } : problem(401, "http.unauthenticated"),
    );
    await page.getByRole("link", { name: "Staff" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.locator("#signin-email").fill("nora@shop.example");
    await page.locator("#signin-password").fill("correct horse");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Staff" }).waitFor();
  });

  test("find a customer by three letters, read their timeline, leave only the returns", async () => {
    const { page, faults } = await open(browser, `${mock.url}/`);
    await page.getByRole("link", { name: "Customers" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Type three letters").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("by");
    await page.waitForTimeout(400);
    expect(mock.calls.filter(({ path }) => path === "/v1/customers")).toEqual([]);
    await page.keyboard.type("rne");
    // On a slow machine the first of these letters are asked for before the last is typed.
    await page.waitForURL("**/customers?q=byrne");
    const last = () => mock.calls.filter(({ path }) => path === "/v1/customers").at(-1);
    await expect.poll(() => last()?.query.get("query")).toBe("byrne");
    await page.getByRole("link", { name: "Ann Byrne" }).waitFor();
    await page.keyboard.press("ArrowDown");
    expect(await focusedText(page)).toBe("Ann Byrne");
    await page.keyboard.press("j");
    expect(await focusedText(page)).toContain("Featherstonehaugh");
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Ann Byrne" }).waitFor();
    await page.getByText("S1-20931, 2 lines").waitFor();
    await page.getByText("Same Loyalty number L7788 as crm C-1042").waitFor();
    await page.getByText("All 3 values").focus();
    await page.keyboard.press("Enter");
    await page.getByText("Inferred · model").waitFor();
    await page.getByLabel("What", { exact: true }).selectOption("returned");
    await page.getByText("S1-20931, 2 lines").waitFor({ state: "detached" });
    expect(new URL(page.url()).searchParams.get("kind")).toBe("returned");
    await page.getByLabel("From", { exact: true }).fill("2026-01-01");
    await page.getByRole("button", { name: "Next page" }).click();
    await page.getByRole("button", { name: "First page" }).waitFor();
    const asked = mock.calls.filter(({ path }) => path.endsWith("/timeline")).at(-1)?.query;
    expect(asked?.get("cursor")).toBe("more");
    expect(Date.parse(asked?.get("from") ?? "")).toBe(new Date("2026-01-01T00:00:00").getTime());
    await page.reload();
    await page.getByText("S1-20877, 1 line").waitFor();
    expect(await axe(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test("import a file: format, file, check, start, progress, result", async () => {
    const { page, faults } = await open(browser, `${mock.url}/imports`);
    await page.getByRole("link", { name: "New import" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "New import: Format" }).waitFor();
    expect(await focusedText(page)).toBe("New import: Format");
    await page.getByRole("button", { name: "Continue" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Choose the format of your file.").waitFor();
    await page.getByLabel(/UCI Online Retail/).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "New import: Files" }).waitFor();
    const chosen = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files" }).focus();
    await page.keyboard.press("Enter");
    await (await chosen).setFiles({ name: "small.csv", mimeType: "text/csv", buffer: Buffer.from("invoice_no\n1\n") });
    await page.getByText("Received", { exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Continue" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "New import: Check" }).waitFor();
    await page.getByRole("button", { name: "Start the import" }).focus();
    await page.keyboard.press("Enter");
    const bar = page.getByRole("progressbar", { name: "Import is running" });
    await bar.waitFor();
    expect(await bar.getAttribute("aria-valuenow")).toBe("39");
    expect(new URL(page.url()).pathname).toMatch(/^\/imports\/imp_\d+$/);
    const running = mock.imports[0];
    if (running) Object.assign(running, { ...data.finished(running.import_id, 0), files: running.files });
    mock.tell("connectors.import_changed", running?.import_id ?? "");
    await page.getByText("8,748 orders and 1,523 returns came in").waitFor();
    const posts = mock.calls.filter((call) => call.method === "POST");
    const keys = posts.map((call) => call.headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(posts.length);
    expect(posts.every((call) => call.headers["x-csrf-token"] === data.session.csrf_token)).toBe(true);
    expect(faults).toEqual([]);
  });

  test("a check says what would come, and is then imported", async () => {
    mock.imports.unshift({
      ...data.newImport("imp_w", "uci"),
      files: [{ name: "uci.csv", bytes: 12, rows_rejected: 0 }],
    });
    const { page, faults } = await open(browser, `${mock.url}/imports/imp_w/check`);
    await page.getByRole("button", { name: "Check without writing" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("8,748 orders and 1,523 returns would come in").waitFor();
    await page.getByText("nothing is written yet").waitFor();
    await settled(page);
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Import now" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("progressbar", { name: "Import is running" }).waitFor();
    expect(faults).toEqual([]);
  });

  test("a format drawn up from a file: what it lacks is named, said and saved; a workbook is turned away", async () => {
    const { page, faults } = await open(browser, `${mock.url}/imports/map`);
    const give = async (name: string, text: string) => {
      const chosen = page.waitForEvent("filechooser");
      await page.locator("#map-file").focus();
      await page.keyboard.press("Enter");
      await (await chosen).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
    };
    await give("book.xlsx", "PK\u0003\u0004");
    await page.getByText("The file is packed, or is a workbook.").waitFor();
    expect(await axe(page)).toEqual([]);
    await give("till-february.csv", "Order No,Sold on\n1001,03/02/2026\n");
    await page.getByLabel("What Who is").selectOption({ label: "Customer number" });
    const save = page.getByRole("button", { name: "Save, and go on with this file" });
    await save.focus();
    await page.keyboard.press("Enter");
    await page
      .getByRole("alert")
      .getByRole("link", { name: /^Currency: / })
      .click();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.type("EUR");
    await page.getByLabel("Channel", { exact: true }).fill("store");
    await save.click();
    await page.getByRole("heading", { name: "New import: Check" }).waitFor();
    const drawn = mock.calls.filter((call) => call.path === "/v1/mappings/draft").at(-1)?.body as {
      choices: { currency: string; columns: { becomes: string }[] };
    };
    expect(drawn.choices).toMatchObject({ currency: "EUR", channel: "store" });
    expect(drawn.choices.columns.at(-1)?.becomes).toBe("customer_id");
    expect(faults).toEqual([]);
  });

  test("cancelling says what stays", async () => {
    mock.imports.unshift(data.running("imp_r") as data.MockImport);
    const { page } = await open(browser, `${mock.url}/imports/imp_r`);
    await page.getByText("Cancelling keeps the sales that are already written").waitFor();
    await page.getByRole("button", { name: "Cancel the import" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("What it had written stays").waitFor();
  });

  test("rejected rows are downloaded as CSV", async () => {
    const { page } = await open(browser, `${mock.url}/imports/imp_3`);
    const wanted = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download rows to mend" }).click();
    const download = await wanted;
    expect(download.suggestedFilename()).toBe("rejects-uci_online_retail.csv");
    expect(readFileSync(await download.path(), "utf8")).toContain("weft_reason");
  });

  test("a figure shows the same numbers as a table; the window is in the address", async () => {
    const { page, faults } = await open(browser, `${mock.url}/analysis`);
    await page.getByRole("figure", { name: /17\.7% of customers/ }).waitFor();
    const figure = page.getByRole("figure").first();
    await figure.getByRole("button", { name: "Show as table" }).focus();
    await page.keyboard.press("Enter");
    expect(await figure.getByRole("row", { name: /^Store \+ Web/ }).innerText()).toMatch(/1,390.*11\.1%/s);
    const rest = page.getByRole("button", { name: "Show as table" });
    while ((await rest.count()) > 0) await rest.first().click();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel("From").fill("2025-01-01");
    await page.getByLabel("Up to and including").fill("2025-06-30");
    await page.getByRole("button", { name: "Apply" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/from=2025-01-01&to=2025-07-01/);
    const asked = () => mock.calls.filter((call) => call.path === "/v1/insights/channel-mix").at(-1);
    await expect.poll(() => asked()?.query.get("to")).toBe("2025-07-01");
    expect(faults).toEqual([]);
  });

  test("the parts of the analysis keep the window; a figure is taken away as a file and says how it is reckoned", async () => {
    const { page, faults } = await open(browser, `${mock.url}/analysis?from=2025-01-01&to=2025-07-01`);
    const nav = page.getByRole("navigation", { name: "Parts of the analysis" });
    await nav.getByRole("link", { name: "Lifetime value" }).focus();
    await page.keyboard.press("Enter");
    const figure = page.getByRole("figure", { name: /is worth more: €610\.10.*do not overlap/ });
    await figure.waitFor();
    expect(await nav.locator("[aria-current=page]").allInnerTexts()).toEqual(["Lifetime value"]);
    expect(mock.calls.find((call) => call.path === "/v1/insights/clv")?.query.get("from")).toBe("2025-01-01");
    await figure.getByText("How this is reckoned").focus();
    await page.keyboard.press("Enter");
    await figure.getByText(/^clv\.1: historic/).waitFor();
    const wanted = page.waitForEvent("download");
    await figure.getByRole("button", { name: "Download as CSV" }).click();
    const download = await wanted;
    expect(download.suggestedFilename()).toBe("weft-lifetime-value-2024-01-06-2025-12-19.csv");
    const rows = readFileSync(await download.path(), "utf8").split("\r\n");
    expect(rows[0]).toMatch(/^\uFEFFChannels,Customers,Average value \(EUR\),95 % from \(EUR\)/);
    expect(rows[1]).toMatch(/^Two or more channels,2214,610\.10,586\.80,633\.40,/);
    await nav.getByRole("link", { name: "Recency, frequency, money" }).click();
    await page.getByText("Gross", { exact: true }).click();
    await page.waitForURL(/basis=gross/);
    await expect
      .poll(() =>
        mock.calls
          .filter((call) => call.path === "/v1/insights/rfm")
          .at(-1)
          ?.query.get("basis"),
      )
      .toBe("gross");
    expect(faults).toEqual([]);
  });

  test("while the sales are read in, the page says so and asks again by itself", async () => {
    let asked = 0;
    mock.on("GET /v1/insights/cross-channel", () => {
      asked += 1;
      if (asked > 3) return { body: measures.crossingAnswer() };
      return problem(503, "insights.not_ready", { retry_after_seconds: 1 });
    });
    const { page } = await open(browser, `${mock.url}/analysis?part=crossing`);
    await page.getByRole("status").getByText("The figures are not ready yet").waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByText("Rising by 0.31 percentage points a month, over the last 11 complete months.").waitFor();
    expect(asked).toBe(4);
  });

  test("the palette, the keys and the rows", async () => {
    const { page, faults } = await open(browser, `${mock.url}/imports`);
    await settled(page);
    await page.keyboard.press("j");
    expect(await focusedText(page)).toBe("uci_online_retail.csv.zst");
    await page.keyboard.press("j");
    expect(await focusedText(page)).toBe("orders-march.csv");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.type("ref");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "API reference" }).waitFor();
    await settled(page);
    await page.keyboard.press("/");
    await page.keyboard.type("mapping_unknown");
    await page.getByText("No endpoint matches").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("unknown_mapping");
    await page.getByText("1 endpoint").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Opens an import").waitFor();
    expect(faults).toEqual([]);
  });

  test("a key is shown once and revoked by name", async () => {
    const { page, faults } = await open(browser, `${mock.url}/api-keys`);
    await page.getByRole("button", { name: "New key" }).click();
    const drawer = page.getByRole("dialog", { name: "New key" });
    await drawer.getByRole("button", { name: "Create key" }).click();
    await drawer.getByRole("link", { name: "Enter a name." }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("key-name");
    expect(await axe(page)).toEqual([]);
    await page.keyboard.type("Till Henry St");
    await drawer.getByLabel("orders.write").check();
    await page.keyboard.press("Enter");
    await drawer.getByRole("link", { name: /^Enter the source or the channel/ }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("key-source");
    await page.keyboard.type("till");
    await page.keyboard.press("Enter");
    await page.getByText("wk_018f00000000_kJ2mNq7xPz4sVb8cRt1y").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("wk_018f00000000_kJ2mNq7xPz4sVb8cRt1y").waitFor();
    await page.getByRole("button", { name: "I have copied it" }).click();
    await page.getByRole("button", { name: "Revoke Web shop" }).click();
    const modal = page.getByRole("dialog", { name: "Revoke Web shop?" });
    await modal.waitFor();
    expect(await axe(page)).toEqual([]);
    await modal.getByRole("button", { name: "Revoke Web shop" }).click();
    await page.getByText("Web shop was revoked.").waitFor();
    expect(faults).toEqual([]);
  });

  test("a job that failed says why, and is taken up again where people see it", async () => {
    const { page, faults } = await open(browser, `${mock.url}/jobs`);
    await page.getByText("999,998 events read back").waitFor();
    await page.getByText("reading · 125,000 of 541,909").waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Take outbox.archive up again" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("outbox.archive goes on where it stopped.").waitFor();
    mock.on("POST /v1/jobs/:id/cancel", () =>
      problem(409, "jobs.already_ended", { title: "The job has already ended." }),
    );
    await page.getByRole("button", { name: "Cancel connectors.import" }).first().click();
    await page.getByText("The job has already ended.").waitFor();
    expect(faults).toEqual([]);
  });

  test("colours and language are chosen in the menu and kept", async () => {
    const { page, faults } = await open(browser, `${mock.url}/`);
    await page.getByRole("button", { name: /Account and settings/ }).focus();
    await page.keyboard.press("Enter");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    expect(await page.locator("html").getAttribute("data-mantine-color-scheme")).toBe("dark");
    await page.getByRole("button", { name: /Account and settings/ }).click();
    await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
    await page.getByRole("heading", { name: "Funktioniert es?" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Funktioniert es?" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("de");
    expect(await page.locator("html").getAttribute("data-mantine-color-scheme")).toBe("dark");
    expect(faults).toEqual([]);
  });

  test("a definition is read in German; one of a version that is not known, in the server's words", async () => {
    const { page } = await open(browser, `${mock.url}/analysis?part=value`, { storage: { "weft.language": "de" } });
    await page.getByText("So wird gerechnet").first().click();
    await page
      .locator("p[lang=de]")
      .getByText(/^clv\.1: rückblickend/)
      .first()
      .waitFor();
    await page.goto(`${mock.url}/analysis`);
    await page.getByText("So wird gerechnet").first().click();
    await page
      .locator("p[lang=en]")
      .getByText(/^v1: customer = records joined/)
      .first()
      .waitFor();
  });

  test("two tabs share one stream, and the second takes over when the first goes", async () => {
    const { page: first, context } = await open(browser, `${mock.url}/imports`);
    await settled(first);
    const second = await context.newPage();
    await second.goto(`${mock.url}/imports`);
    await settled(second);
    expect(mock.streamCount()).toBe(1);
    mock.imports.unshift(data.finished("imp_9", 0, "done", "new-sales.csv"));
    mock.tell("connectors.import_changed", "imp_9");
    await first.getByText("new-sales.csv").waitFor();
    await second.getByText("new-sales.csv").waitFor();
    await first.close();
    await expect.poll(() => mock.lastEventIds.at(-1), { timeout: 10_000 }).toMatch(/^\d+$/);
    await expect.poll(() => mock.streamCount()).toBe(1);
    mock.imports.unshift(data.finished("imp_10", 0, "done", "later-sales.csv"));
    mock.tell("connectors.import_changed", "imp_10");
    await second.getByText("later-sales.csv").waitFor();
  });
});
