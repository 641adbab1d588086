// A file of every fault on the real process: its columns named, checked, run, its rejected rows mended and given again; nothing is doubled.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "../harness/client.ts";
import { faults, faultyFile, header, mendFaulty } from "../harness/faulty.ts";
import { psql } from "../harness/postgres.ts";
import { type Person, Server } from "../harness/server.ts";
import { openShop } from "../harness/shop.ts";
import { axe, hasBrowser, launch, open, settled } from "./browser.ts";
import { dist } from "./mock/server.ts";

const built = existsSync(join(dist, "index.html"));
const shots = process.env.WEFT_SHOTS;

/** No program knows what "who" is; the person says so. */
const asExported = (csv: string) => csv.replace("customer_id", "who");

/** Enough sales that a person sees the import at work. */
const manyRows = 20_000;
const many = [
  asExported(header),
  ...Array.from({ length: manyRows }, (_, at) => `B-${at},2026-03-03T10:00:00Z,store,s1,MUG,1,1.00,EUR,c${at % 500},`),
  "",
].join("\n");

// A sanitised server and a browser on two busy cores.
const timeout = 240_000;

describe.skipIf(!hasBrowser || !built)("the story of an import", { timeout }, () => {
  let browser: Browser;
  let server: Server;
  let person: Person;
  beforeAll(async () => {
    server = await Server.start({ flags: ["--web-dir", dist], testClock: false });
    person = server.addStaff("director");
    await openShop(await signIn(server, person));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Looks at a page as a person and as axe do. */
  const look = async (page: Page, name: string) => {
    await settled(page);
    expect(await axe(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/story-${name}.png`, fullPage: true });
  };

  /** Drops a file where files are dropped. */
  const drop = async (page: Page, name: string, text: string) => {
    const transfer = await page.evaluateHandle(
      ([fileName, csv]) => {
        const held = new DataTransfer();
        held.items.add(new File([csv as string], fileName as string, { type: "text/csv" }));
        return held;
      },
      [name, text],
    );
    await page.locator("div:has(> input[type=file])").dispatchEvent("drop", { dataTransfer: transfer });
  };

  const counts = () =>
    psql(server.databaseUrl, "SELECT count(*), sum(line_count), count(DISTINCT number) FROM orders.sales_order");
  const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(`^${name}`) });

  /** An import with a format that is known: the file given, and started without a check. */
  const give = async (page: Page, format: RegExp, name: string, csv: string) => {
    await page.goto(`${server.baseUrl}/imports/new`);
    await page.getByLabel(format).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "New import: Files" }).waitFor();
    await drop(page, name, csv);
    await page.getByText("Received", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Start the import" }).click();
    await page.getByText("No row was rejected.").waitFor({ timeout: 60_000 });
  };

  test("from a file of faults to a whole record", async () => {
    const { page, faults: wrong } = await open(browser, `${server.baseUrl}/imports/new`);
    await page.locator("#signin-email").fill(person.email);
    await page.locator("#signin-password").fill(person.password);
    await page.keyboard.press("Enter");

    // The format, by looking at the first rows.
    await page.getByRole("link", { name: "Draw up a new format from a file" }).click();
    await look(page, "1-start");
    await drop(page, "orders.csv", asExported(faultyFile()));
    await page.getByRole("heading", { name: /^First rows/ }).waitFor();
    expect(await page.getByLabel("What order_number is").inputValue()).toBe("number");
    await page.getByLabel("What who is").selectOption({ label: "Customer number" });
    await page.getByLabel("A row of fewer than 0 units is a return").uncheck();
    await page.getByLabel("Title").fill("Sales of the till");
    await page.getByLabel("Time zone").fill("Europe/London");
    await page.getByLabel("Name of the format").fill("orders");
    await page.getByText("The format is complete.").waitFor();
    await look(page, "2-map");
    await page.getByRole("button", { name: "Save, and go on with this file" }).click();
    await page.getByText("A format of that name is there already.").waitFor();
    await look(page, "3-taken");
    await page.getByLabel("Name of the format").fill("till");
    await page.getByRole("button", { name: "Save, and go on with this file" }).click();

    // A second file beside it, then the check.
    await page.getByRole("heading", { name: "New import: Check" }).waitFor();
    await page.getByRole("link", { name: "Change Files" }).click();
    await drop(page, "march.csv", many);
    await page.getByText("Received", { exact: true }).nth(1).waitFor();
    await look(page, "4-files");
    await page.getByRole("button", { name: "Continue" }).click();
    await look(page, "5-check");
    await page.getByRole("button", { name: "Check without writing" }).click();
    const good = manyRows + faults.filter(({ reason }) => reason === "").length;
    const inWords = good.toLocaleString("en-IE");
    await page.getByText(`${inWords} orders and 0 returns would come in`).waitFor({ timeout: 90_000 });
    expect(counts()).toBe("0||0");
    for (const { line, reason } of faults.filter((one) => one.reason !== "")) {
      expect(
        await page
          .getByRole("row")
          .filter({ hasText: `orders.csv:${line}` })
          .allInnerTexts(),
      ).toContainEqual(expect.stringContaining(reason));
    }
    await look(page, "6-checked");

    // The run, seen at work; then its rejected rows, mended and given again.
    await page.getByRole("button", { name: "Import now" }).click();
    await page.getByRole("progressbar", { name: "Import is running" }).waitFor();
    await page.getByText(/^[\d,]+ a second$/).waitFor();
    await look(page, "7-running");
    await page.getByText(`${inWords} orders and 0 returns came in`).waitFor({ timeout: 90_000 });
    await look(page, "8-done");
    const wanted = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download rows to mend" }).click();
    const mended = mendFaulty(readFileSync(await (await wanted).path(), "utf8"));
    const mendedRows = mended.trimEnd().split("\n").length - 1;
    await give(page, /Sales of the till/, "mended.csv", mended);
    await page.getByText(/^\d+ orders and 0 returns came in$/).waitFor();
    await look(page, "9-mended");
    const whole = counts();
    expect(Number(whole.split("|")[1])).toBe(good + mendedRows);

    // The same once more, under another name: nothing is doubled.
    await give(page, /Sales of the till/, "mended-again.csv", mended);
    await page.getByText("Nothing new: all of this file was already in the record").waitFor();
    expect(await row(page, "Orders").innerText()).toMatch(/Orders\s+0\s+0\s+\d+/);
    await look(page, "10-again");
    expect(counts()).toBe(whole);
    expect(wrong).toEqual([]);
  });

  test("places, shifts and visitors come in by file and are read at the place", async () => {
    const associate = server.addStaff("associate");
    const { page, faults: wrong } = await open(browser, `${server.baseUrl}/imports/new`);
    await page.locator("#signin-email").fill(person.email);
    await page.locator("#signin-password").fill(person.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "New import: Format" }).waitFor();
    const stores = "code,name,zone,city,opening_hours\nDUB9,Henry Street,Europe/Dublin,Dublin,Mo-Fr 09:00-18:00\n";
    await give(page, /Stores: one row a location/, "stores.csv", stores);
    await page.getByText("1 entry of the organisation came in").waitFor();
    await give(page, /Stores: one row a location/, "stores-again.csv", stores);
    await page.getByText("Nothing new: all of this file was already in the record").waitFor();
    expect(await row(page, "Places, staff, shifts, visitors").innerText()).toMatch(/\s0\s+0\s+1$/);
    await look(page, "11-entries");
    await give(
      page,
      /Shifts: one row a shift/,
      "shifts.csv",
      `shift_id,email,location,starts_at,ends_at\nR1,${associate.email},DUB9,2026-06-01T09:00:00Z,2026-06-01T13:00:00Z\n`,
    );
    await page.getByText("1 entry of the organisation came in").waitFor();
    await give(
      page,
      /Footfall|[Vv]isitors/,
      "footfall.csv",
      "location,hour,visitors\nDUB9,2026-06-01T12:00:00Z,120\nDUB9,2026-06-01T13:00:00Z,80\n",
    );
    await page.getByText("2 entries of the organisation came in").waitFor();
    await page.getByRole("link", { name: "Organisation" }).click();
    await page.getByRole("link", { name: "Henry Street" }).click();
    await page.getByRole("heading", { name: "Henry Street" }).waitFor();
    await page.goto(`${page.url()}?week=2026-06-01`);
    await page.getByRole("row", { name: /Mon, 1 Jun 10:00 – 14:00 .* Planned/ }).waitFor();
    await page.getByRole("row", { name: /Mon, 1 Jun 200 13:00: 120/ }).waitFor();
    await look(page, "12-week");
    expect(wrong).toEqual([]);
  });
});
