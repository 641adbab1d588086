// The console on the real process: sign in, import a file of sales, see its result and the answer, use and revoke a key.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "../harness/client.ts";
import { type Person, Server } from "../harness/server.ts";
import { axe, hasBrowser, launch, open, settled } from "./browser.ts";
import { dist } from "./mock/server.ts";

const built = existsSync(join(dist, "index.html"));
const shots = process.env.WEFT_SHOTS;

/** A file of sales names channels and locations that are there already. */
const places: [string, object][] = [
  ["/v1/channels", { channel: "web", name: "Web", kind: "web" }],
  ["/v1/channels", { channel: "store", name: "Stores", kind: "store" }],
  ["/v1/locations", { code: "online", name: "Online", kind: "online", zone: "UTC" }],
  ["/v1/locations", { code: "grafton", name: "Grafton St", kind: "store", zone: "Europe/Dublin" }],
];

/** Three customers: one buys in the store and on the web, one only on the web, one row is broken. */
const sales = [
  "order_number,sold_at,channel,location,sku,quantity,unit_price,currency,customer_id",
  "1001,2025-01-10T10:00:00Z,web,online,A1,2,10.00,EUR,c1",
  "1002,2025-02-11T11:00:00Z,store,grafton,A2,1,25.50,EUR,c1",
  "1003,2025-03-12T12:00:00Z,web,online,A1,1,10.00,EUR,c2",
  "1004,2025-04-13T13:00:00Z,web,online,A1,many,10.00,EUR,c3",
  "",
].join("\n");

// A sanitised server and a browser on two busy cores.
const timeout = 240_000;

describe.skipIf(!hasBrowser || !built)("the console on the real process", { timeout }, () => {
  let browser: Browser;
  let server: Server;
  let person: Person;
  beforeAll(async () => {
    server = await Server.start({ flags: ["--web-dir", dist], testClock: false });
    person = server.addStaff("director");
    const { send } = await signIn(server, person);
    for (const [path, body] of places) {
      const answer = await send("POST", path, { body });
      expect(answer.status, answer.text).toBe(201);
    }
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test("from sign-in to the answer", async () => {
    const { page, faults } = await open(browser, `${server.baseUrl}/imports/new`);
    const look = async (name: string) => {
      await settled(page);
      expect(await axe(page)).toEqual([]);
      if (shots) await page.screenshot({ path: `${shots}/real-${name}.png`, fullPage: true });
    };
    await page.locator("#signin-email").fill(person.email);
    await page.locator("#signin-password").fill(person.password);
    await page.keyboard.press("Enter");
    await page.getByLabel(/Orders: one row a line/).check();
    await look("mapping");
    await page.getByRole("button", { name: "Continue" }).click();
    const chosen = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files" }).click();
    await (await chosen).setFiles({ name: "sales.csv", mimeType: "text/csv", buffer: Buffer.from(sales) });
    await page.getByText("Received", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    await look("check");
    await page.getByRole("button", { name: "Start the import" }).click();
    await page.getByText("3 orders and 0 returns came in").waitFor({ timeout: 60_000 });
    await page.getByText("connectors.not_a_number").waitFor();
    await look("result");
    const wanted = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download rows to mend" }).click();
    expect((await wanted).suggestedFilename()).toMatch(/\.csv$/);
    await page.getByRole("link", { name: "Home" }).click();
    await page.getByText(/50\.0% of 2 customers buy in two or more channels/).waitFor();
    await look("home");
    await page.getByRole("link", { name: "Open the analysis" }).click();
    await page.getByRole("figure", { name: /two or more channels/ }).waitFor();
    await look("analysis");
    expect(faults).toEqual([]);
  });

  test("sales in a second currency are told apart, and the analysis lets one choose", async () => {
    const { send } = await signIn(server, person);
    const places = { origin_channel: "web", origin_location: "online" };
    const sold = await send("POST", "/v1/sales", {
      body: {
        source: "till",
        number: "S-1",
        event_at: "2025-03-03T10:00:00Z",
        currency: "SEK",
        customer: { source_id: "c9" },
        tags: { ...places, fulfilment_channel: "web", fulfilment_location: "online" },
        lines: [{ sku: "A1", quantity_units: 1, unit_price_minor: 11_900 }],
      },
    });
    expect(sold.status, sold.text).toBe(201);
    const { page, faults } = await open(browser, `${server.baseUrl}/`);
    await page.locator("#signin-email").fill(person.email);
    await page.locator("#signin-password").fill(person.password);
    await page.keyboard.press("Enter");
    await page.getByText(/Sales in EUR\. Those in SEK are counted apart/).waitFor();
    await settled(page);
    expect(await axe(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/real-currencies.png`, fullPage: true });
    await page.getByRole("link", { name: "Open the analysis" }).click();
    await page.getByLabel("Currency").selectOption("SEK");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForURL(/currency=SEK/);
    await page.getByText(/An order is worth SEK\s119\.00 on average/).waitFor();
    await settled(page);
    expect(await axe(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test("a company, a channel and a store are added, and somebody gets a role there", async () => {
    const other = server.addStaff("associate");
    const { page, faults } = await open(browser, `${server.baseUrl}/organisation`);
    await page.locator("#signin-email").fill(person.email);
    await page.locator("#signin-password").fill(person.password);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Add a company" }).click();
    await page.locator("#company-name").fill("Byrne Retail Ltd");
    await page.getByRole("button", { name: "Add company" }).click();
    await page.getByText("Byrne Retail Ltd was added.").waitFor();
    await page.getByRole("button", { name: "Add a channel" }).click();
    await page.getByLabel("Kind").selectOption({ label: "Marketplace" });
    await page.locator("#channel-name").fill("Bazaar");
    await page.locator("#channel-channel").fill("web");
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("That code is taken already.").first().waitFor();
    await page.locator("#channel-channel").fill("bazaar");
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("Bazaar was added.").waitFor();
    await page.getByRole("button", { name: "Add a location" }).click();
    await page.locator("#place-name").fill("Cork, Patrick Street");
    await page.locator("#place-code").fill("CRK1");
    await page.locator("#place-zone").fill("Europe/Corc");
    await page.locator("#place-lines").fill("14 Patrick Street");
    await page.locator("#place-point").fill("51.8985, -8.4756");
    await page.getByLabel("Company").selectOption({ label: "Byrne Retail Ltd" });
    await page.getByRole("button", { name: "Add location" }).click();
    await page.getByText("There is no such time zone.").first().waitFor();
    await page.locator("#place-zone").fill("Europe/Dublin");
    await page.getByRole("button", { name: "Add location" }).click();
    await page.getByText("Cork, Patrick Street was added.").waitFor();
    await page.getByRole("link", { name: "Cork, Patrick Street" }).click();
    await page.getByText("14 Patrick Street").waitFor();
    await page.getByRole("button", { name: "Change name and address" }).click();
    await page.locator("#place-city").fill("Cork");
    await page.getByRole("button", { name: "Save name and address" }).click();
    await page.getByText("Cork", { exact: true }).waitFor();
    await page.getByText("No shifts in this week").waitFor();
    await page.getByText("No visitors counted in this week").waitFor();
    await settled(page);
    expect(await axe(page)).toEqual([]);
    await page.getByRole("link", { name: "Staff" }).click();
    await page
      .getByRole("row")
      .filter({ hasText: other.email })
      .getByRole("button", { name: /^Change/ })
      .click();
    await page.getByLabel("At named locations only").check();
    await page.getByLabel("Cork, Patrick Street (CRK1)").check();
    await page.getByRole("button", { name: "Add a qualification" }).click();
    await page.locator("#staff-qualifications-0-name").fill("Forklift");
    await page.getByRole("button", { name: "Save the change" }).click();
    const changed = page.getByRole("row").filter({ hasText: other.email });
    await changed.filter({ hasText: "Cork, Patrick Street" }).filter({ hasText: "Forklift" }).waitFor();
    await settled(page);
    expect(await axe(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test("the reference shows every endpoint of the server", async () => {
    const { page, faults } = await open(browser, `${server.baseUrl}/reference`);
    await page.locator("#signin-email").fill(person.email);
    await page.locator("#signin-password").fill(person.password);
    await page.keyboard.press("Enter");
    const description = (await (await fetch(`${server.baseUrl}/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    const count = Object.values(description.paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0);
    await page.getByText(`${count} endpoints`).waitFor();
    await page.getByRole("link", { name: "POST /v1/sales" }).click();
    await settled(page);
    expect(await axe(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/real-reference.png`, fullPage: true });
    expect(faults).toEqual([]);
  });

  test("a key lives and dies", async () => {
    const { page, faults } = await open(browser, `${server.baseUrl}/api-keys`);
    await page.locator("#signin-email").fill(person.email);
    await page.locator("#signin-password").fill(person.password);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "New key" }).click();
    await page.locator("#key-name").fill("Till");
    await page.getByLabel("orders.read").check();
    await page.getByRole("button", { name: "Create key" }).click();
    const secret = await page.locator("code").innerText();
    const ask = () => fetch(`${server.baseUrl}/v1/session`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await ask()).status).not.toBe(401);
    await page.getByRole("button", { name: "I have copied it" }).click();
    await page.getByRole("button", { name: "Revoke Till" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke Till" }).click();
    await page.getByText("Till was revoked.").waitFor();
    await expect.poll(async () => (await ask()).status, { timeout: 5_000 }).toBe(401);
    expect(faults).toEqual([]);
  });

  test("a password that is wrong too often locks the account, with the time it opens", async () => {
    const other = server.addStaff("manager");
    const { page } = await open(browser, `${server.baseUrl}/sign-in`);
    await page.locator("#signin-email").fill(other.email);
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await page.locator("#signin-password").fill(`wrong ${attempt}`);
      const answered = page.waitForResponse((response) => response.url().endsWith("/v1/session"));
      await page.locator("#signin-password").press("Enter");
      await answered;
      // A refusal takes the focus and gives the button back; who types before that is overtaken by it.
      await page.locator("button[type=submit]:not([data-loading])").waitFor();
    }
    await page.getByText(/This account is locked until \d/).waitFor();
  });
});
