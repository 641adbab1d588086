// The organisation, filled in and read by keyboard: companies, channels, locations, what people may do, and a week of a store.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { axe, hasBrowser, launch, layoutShift, open, settled } from "./browser.ts";
import { type Mock, problem, startMock } from "./mock/server.ts";

describe.skipIf(!hasBrowser)("the organisation", () => {
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

  const press = async (page: Page, name: string) => {
    await page.getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id);
  const told = (method: string, path: string) =>
    mock.calls.filter((call) => call.method === method && call.path === path).at(-1);

  test("a company is added; a name that is taken is said at its field", async () => {
    const { page, faults } = await open(browser, `${mock.url}/organisation`);
    await press(page, "Add a company");
    const drawer = page.getByRole("dialog", { name: "Add a company" });
    await drawer.getByRole("button", { name: "Add company" }).click();
    await drawer.getByRole("link", { name: "Enter a name." }).click();
    expect(await focusedId(page)).toBe("company-name");
    await page.keyboard.type("Byrne Retail Ltd");
    await drawer.getByLabel("Country (optional)").fill("ie");
    mock.on("POST /v1/legal-entities", () => problem(409, "org.name_taken", { title: "That name is taken." }));
    await page.keyboard.press("Enter");
    await drawer.getByRole("alert").getByText("That name is taken already.").waitFor();
    expect(await drawer.locator("#company-name").getAttribute("aria-invalid")).toBe("true");
    expect(await axe(page)).toEqual([]);
    const first = told("POST", "/v1/legal-entities");
    expect(first?.body).toEqual({ name: "Byrne Retail Ltd", country: "IE" });
    mock.restore();
    await drawer.getByLabel("Name").fill("Byrne Online Ltd");
    await page.keyboard.press("Enter");
    await page.getByText("Byrne Online Ltd was added.").waitFor();
    const second = told("POST", "/v1/legal-entities");
    expect(second?.headers["idempotency-key"]).not.toBe(first?.headers["idempotency-key"]);
    expect(faults).toEqual([]);
  });

  test.each([
    ["Stores", "store"],
    ["Web shop", "web"],
    ["App", "app"],
    ["Telephone", "phone"],
    ["Chat", "chat"],
    ["Marketplace", "market"],
  ])("a channel of the kind %s is added", async (label, kind) => {
    const { page, faults } = await open(browser, `${mock.url}/organisation`);
    await press(page, "Add a channel");
    const drawer = page.getByRole("dialog", { name: "Add a channel" });
    await drawer.getByLabel("Kind").selectOption({ label });
    await drawer.getByLabel("Name").fill("Ours");
    await drawer.getByLabel("Code").fill("Our Channel");
    await page.keyboard.press("Enter");
    await drawer.getByRole("link", { name: /^Write a code of small letters/ }).click();
    expect(await focusedId(page)).toBe("channel-channel");
    if (kind === "market") expect(await axe(page)).toEqual([]);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("ours");
    await page.keyboard.press("Enter");
    await page.getByText("Ours was added.").waitFor();
    expect(told("POST", "/v1/channels")?.body).toEqual({ channel: "ours", name: "Ours", kind });
    expect(faults).toEqual([]);
  });

  test("a channel is renamed and switched off, against the version that was read", async () => {
    const { page, faults } = await open(browser, `${mock.url}/organisation`);
    await press(page, "Web shop");
    const drawer = page.getByRole("dialog", { name: "Change a channel" });
    await drawer.getByText("Sales that name it are still accepted.", { exact: false }).waitFor();
    await drawer.getByLabel("Name").fill(" ");
    await page.keyboard.press("Enter");
    await drawer.getByRole("link", { name: "Enter a name." }).click();
    expect(await focusedId(page)).toBe("channel-name");
    await page.keyboard.type("Online shop");
    await drawer.getByLabel("In use").focus();
    await page.keyboard.press("Space");
    mock.on("PATCH /v1/channels/:channel", () => problem(412, "http.version_mismatch", { title: "It has changed." }));
    await press(page, "Save channel");
    await drawer.getByText("Someone changed this since you opened it.", { exact: false }).waitFor();
    expect(await axe(page)).toEqual([]);
    mock.restore();
    await press(page, "Save channel");
    await page.getByText("Online shop is saved.").waitFor();
    await drawer.waitFor({ state: "hidden" });
    const call = told("PATCH", "/v1/channels/web");
    expect(call?.headers["if-match"]).toBe('"1"');
    expect(call?.body).toEqual({ name: "Online shop", active: false });
    expect(faults).toEqual([]);
  });

  test("a location is added with its address; a fault of the server leads to its field", async () => {
    const { page, faults } = await open(browser, `${mock.url}/organisation`);
    await press(page, "Add a location");
    const drawer = page.getByRole("dialog", { name: "Add a location" });
    expect(await drawer.getByLabel("Time zone").inputValue()).toBe("Europe/Dublin");
    await drawer.getByLabel("Name").fill("Cork, Patrick Street");
    await drawer.getByLabel("Code", { exact: true }).fill("CRK1");
    await drawer.getByLabel("Company").selectOption({ label: "Byrne Retail Ltd" });
    await drawer.getByLabel("Street and number").fill("14 Patrick Street\nUnit 2");
    await drawer.getByLabel("City").fill("Cork");
    await drawer.getByLabel("Latitude, longitude (optional)").fill("somewhere");
    await press(page, "Add location");
    await drawer.getByRole("link", { name: /^Write a latitude and a longitude/ }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("51.8985, -8.4756");
    mock.on("POST /v1/locations", () => ({
      ...problem(422, "json.invalid"),
      errors: [{ pointer: "/address/city", reason: "json.too_long", detail: "No more than 100 letters." }],
    }));
    await page.keyboard.press("Enter");
    await drawer.getByRole("link", { name: "City: No more than 100 letters." }).click();
    expect(await focusedId(page)).toBe("place-city");
    expect(await axe(page)).toEqual([]);
    mock.restore();
    await page.keyboard.press("Enter");
    await page.getByText("Cork, Patrick Street was added.").waitFor();
    expect(told("POST", "/v1/locations")?.body).toEqual({
      kind: "store",
      name: "Cork, Patrick Street",
      code: "CRK1",
      zone: "Europe/Dublin",
      legal_entity_id: "leg_1",
      address: { lines: ["14 Patrick Street", "Unit 2"], city: "Cork" },
      point: { latitude: 51.8985, longitude: -8.4756 },
    });
    expect(faults).toEqual([]);
  });

  test("an address is changed against the version that was read", async () => {
    const { page, faults } = await open(browser, `${mock.url}/organisation/loc_1`);
    await press(page, "Change name and address");
    const drawer = page.getByRole("dialog", { name: "Change name and address" });
    await drawer.getByLabel("Postcode").fill("D02 XY45");
    await drawer.getByLabel("In use").uncheck();
    await drawer.getByLabel("Postcode").focus();
    mock.on("PATCH /v1/locations/:id", () => problem(412, "http.version_mismatch", { title: "It has changed." }));
    await page.keyboard.press("Enter");
    await drawer.getByText("Someone changed this since you opened it.", { exact: false }).waitFor();
    expect(await axe(page)).toEqual([]);
    mock.restore();
    await press(page, "Save name and address");
    await page.getByText("Grafton Street is saved.").waitFor();
    await page.getByText("D02 XY45 Dublin").waitFor();
    const call = told("PATCH", "/v1/locations/loc_1");
    expect(call?.headers["if-match"]).toBe('"3"');
    expect(call?.body).toMatchObject({ active: false, address: { postcode: "D02 XY45" } });
    expect(call?.body).not.toHaveProperty("code");
    expect(faults).toEqual([]);
  });

  test.each([
    ["hours", /\/v1\/locations\/loc_1\/hours$/],
    ["the location", /\/v1\/locations\/loc_1$/],
    ["shifts", /\/v1\/shifts/],
  ])("the page of a location keeps its places though %s come late", async (_, late) => {
    const { page, faults } = await open(browser, `${mock.url}/nowhere`, { viewport: { width: 360, height: 800 } });
    await page.route(late, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    const answered = page.waitForResponse(late);
    await page.goto(`${mock.url}/organisation/loc_1`);
    await answered;
    await page.getByRole("table", { name: "Shifts" }).waitFor();
    await settled(page);
    expect(await layoutShift(page)).toBeLessThanOrEqual(0.1);
    expect(faults).toEqual([]);
  });

  test("a person is added at named locations; what was refused is said at its field", async () => {
    const { page, faults } = await open(browser, `${mock.url}/staff`);
    await press(page, "Add a person");
    const drawer = page.getByRole("dialog", { name: "Add a person" });
    await drawer.getByLabel("Name", { exact: true }).fill("Liam Walsh");
    await drawer.getByLabel("E-mail address").fill("liam@byrne.example");
    await drawer.getByLabel("Role", { exact: true }).selectOption("director");
    expect(await drawer.getByRole("radio").count()).toBe(0);
    await drawer.getByLabel("Role", { exact: true }).selectOption("associate");
    await drawer.getByLabel("At named locations only").check();
    await drawer.getByLabel("First password").fill("qwertyuiop");
    await page.keyboard.press("Enter");
    await drawer.getByRole("link", { name: "Choose at least one location." }).click();
    expect(await focusedId(page)).toBe("person-location_ids");
    await page.keyboard.press("Space");
    mock.on("POST /v1/staff", () => problem(422, "auth.password_too_weak", { title: "Too easy to guess." }));
    await press(page, "Add person");
    await drawer.getByRole("alert").getByText("Too easy to guess.").waitFor();
    expect(await drawer.locator("#person-password-error").innerText()).toBe("Too easy to guess.");
    expect(await axe(page)).toEqual([]);
    mock.restore();
    await drawer.getByLabel("First password").fill("umbrella and four stones");
    await page.keyboard.press("Enter");
    await page.getByText("Liam Walsh was added.", { exact: false }).waitFor();
    expect(told("POST", "/v1/staff")?.body).toEqual({
      display_name: "Liam Walsh",
      email: "liam@byrne.example",
      role: "associate",
      location_ids: ["loc_1"],
      password: "umbrella and four stones",
    });
    expect(faults).toEqual([]);
  });

  test("a week of a location: shifts and visitors, and the weeks beside it", async () => {
    const { page, faults } = await open(browser, `${mock.url}/organisation/loc_1?week=2026-06-03`);
    await page.getByText("Week from 1 Jun 2026 to 7 Jun 2026").waitFor();
    const shifts = page.getByRole("table", { name: "Shifts" });
    // Half past nine in Greenwich is half past ten in Dublin's summer.
    await shifts.getByRole("row", { name: /Mon, 1 Jun 10:00 – 14:30 Liam Walsh Planned/ }).waitFor();
    await shifts.getByRole("row", { name: /Fri, 5 Jun.*Aoife Kelly Called off/ }).waitFor();
    const visitors = page.getByRole("table", { name: "Visitors" });
    await visitors.getByRole("row", { name: /Mon, 1 Jun 960 14:00: 232/ }).waitFor();
    await visitors.getByRole("row", { name: /Sun, 7 Jun – –/ }).waitFor();
    await page.getByText("7,380 in the week").waitFor();
    await settled(page);
    expect(await axe(page)).toEqual([]);
    await press(page, "Week after");
    await page.waitForURL(/week=2026-06-08/);
    await page.getByText("Week from 8 Jun 2026 to 14 Jun 2026").waitFor();
    await expect.poll(() => told("GET", "/v1/shifts")?.query.get("from")).toBe("2026-06-07T00:00:00Z");
    expect(faults).toEqual([]);
  });

  test("a person gets a role at named locations and a qualification", async () => {
    const { page, faults } = await open(browser, `${mock.url}/staff`);
    await press(page, "Change Aoife Kelly");
    const drawer = page.getByRole("dialog", { name: "Change Aoife Kelly" });
    await drawer.getByLabel("Role", { exact: true }).selectOption({ label: "Director" });
    await drawer.getByText("This role holds at the whole company.").waitFor();
    await drawer.getByLabel("Role", { exact: true }).selectOption({ label: "Store manager" });
    await drawer.getByLabel("At named locations only").check();
    await drawer.getByLabel("Grafton Street (DUB1)").check();
    await press(page, "Add a qualification");
    await press(page, "Save the change");
    await drawer.getByRole("link", { name: "Enter what it is." }).click();
    expect(await focusedId(page)).toBe("staff-qualifications-0-name");
    await page.keyboard.type("Forklift");
    await drawer.getByLabel("From").fill("2026-01-01");
    await drawer.getByLabel("Until (optional)").fill("2025-01-01");
    await press(page, "Save the change");
    await drawer.getByRole("link", { name: "Its last day is before its first." }).waitFor();
    expect(await axe(page)).toEqual([]);
    await drawer.getByLabel("Until (optional)").fill("2027-12-31");
    await press(page, "Save the change");
    await page.getByText("Aoife Kelly is saved.").waitFor();
    const call = told("PATCH", "/v1/staff/stf_3");
    expect(call?.headers["if-match"]).toBe('"3"');
    expect(call?.body).toEqual({
      role: "manager",
      location_ids: ["loc_1"],
      qualifications: [{ name: "Forklift", valid_from: "2026-01-01", valid_until: "2027-12-31" }],
    });
    expect(faults).toEqual([]);
  });

  test("who may not change the organisation sees no buttons for it", async () => {
    const session = await (await fetch(`${mock.url}/v1/session`)).json();
    mock.on("GET /v1/session", () => ({ body: { ...(session as object), scopes: ["org.read"] } }));
    const { page } = await open(browser, `${mock.url}/organisation/loc_1`);
    await page.getByText("D02 E244 Dublin").waitFor();
    expect(await page.getByRole("button", { name: /^Change/ }).count()).toBe(0);
    expect(await page.getByText(/^Week from/).count()).toBe(0);
    await page.goto(`${mock.url}/organisation`);
    await page.getByText("Byrne Retail Ltd").waitFor();
    expect(await page.getByRole("button", { name: /^Add a/ }).count()).toBe(0);
  });
});
