// The pages of the console, what each asks the server for, and how each becomes empty: the list that every sweep goes through.
import type { Page } from "playwright-core";
import * as data from "./mock/data.ts";
import * as measures from "./mock/measures.ts";
import * as organisation from "./mock/organisation.ts";
import type { Mock } from "./mock/server.ts";

export interface ConsolePage {
  name: string;
  path: string;
  /** The call without whose answer the page has nothing to show; none for pages that ask nothing. */
  asks?: string;
  before?: (mock: Mock) => void;
  empty?: (mock: Mock) => void;
  /** What is done on the page first, where its address does not lead there. */
  after?: (page: Page) => Promise<void>;
}

const waiting = (mock: Mock) => {
  mock.imports.unshift({
    ...data.newImport("imp_w", "uci"),
    files: [{ name: "uci_online_retail.csv.zst", bytes: 2_480_112, rows_rejected: 0 }],
  });
};

const tillFile = { name: "till-february.csv", mimeType: "text/csv", buffer: Buffer.from("Order No,Sold on\n") };

/** A form in a drawer, opened by its button. */
const pressed = (name: string, path: string, button: RegExp): ConsolePage => ({
  name,
  path,
  after: async (page) => {
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("dialog").locator("input, select").first().waitFor();
    await page.waitForTimeout(300);
  },
});

/** A part of the analysis, asked for by its own question. */
const part = (name: string, path: string, answer: () => object): ConsolePage => ({
  name: `analysis-${name}`,
  path: `/analysis?part=${name}`,
  asks: `GET /v1/insights/${path}`,
  empty: (mock) => mock.on(`GET /v1/insights/${path}`, () => ({ body: answer() })),
});

export const pages: ConsolePage[] = [
  {
    name: "sign-in",
    path: "/sign-in",
    before: (mock) => {
      mock.signedIn = false;
    },
  },
  {
    name: "home",
    path: "/",
    asks: "GET /v1/insights/summary",
    empty: (mock) => {
      mock.insights = data.nothing();
      mock.imports = [];
    },
  },
  {
    name: "customers",
    path: "/customers?q=byrne",
    asks: "GET /v1/customers",
    empty: (mock) => mock.on("GET /v1/customers", () => ({ body: { items: [] } })),
  },
  { name: "customers-start", path: "/customers" },
  {
    name: "person",
    path: "/customers/cus_1",
    asks: "GET /v1/customers/:id/timeline",
    empty: (mock) => {
      mock.on("GET /v1/customers/:id/timeline", () => ({ body: { items: [] } }));
      mock.on("GET /v1/customers/:id/profile", () => ({ body: { customer_id: "cus_1", name: "", attributes: [] } }));
    },
  },
  {
    name: "imports",
    path: "/imports",
    asks: "GET /v1/imports",
    empty: (mock) => {
      mock.imports = [];
    },
  },
  {
    name: "mapping",
    path: "/imports/new",
    asks: "GET /v1/mappings",
    empty: (mock) => mock.on("GET /v1/mappings", () => ({ body: { items: [] } })),
  },
  { name: "map", path: "/imports/map" },
  {
    name: "map-chosen",
    path: "/imports/map",
    after: async (page) => {
      await page.locator("input[type=file]").setInputFiles(tillFile);
      await page.getByRole("heading", { name: /^(First rows|Erste Zeilen)/ }).waitFor();
    },
  },
  {
    name: "files",
    path: "/imports/imp_w/files",
    asks: "GET /v1/imports/:id",
    before: waiting,
    empty: (mock) => {
      for (const one of mock.imports) if (one.import_id === "imp_w") one.files = [];
    },
  },
  { name: "check", path: "/imports/imp_w/check", asks: "GET /v1/imports/:id", before: waiting },
  {
    name: "running",
    path: "/imports/imp_r",
    asks: "GET /v1/imports/:id",
    before: (mock) => mock.imports.unshift(data.running("imp_r") as data.MockImport),
  },
  { name: "result", path: "/imports/imp_3", asks: "GET /v1/imports/:id" },
  {
    name: "result-entries",
    path: "/imports/imp_o",
    before: (mock) => mock.imports.unshift(data.rota("imp_o") as data.MockImport),
  },
  {
    name: "checked",
    path: "/imports/imp_k",
    before: (mock) => mock.imports.unshift(data.finished("imp_k", 1, "checked") as data.MockImport),
  },
  { name: "failed", path: "/imports/imp_2" },
  {
    name: "analysis",
    path: "/analysis",
    asks: "GET /v1/insights/channel-mix",
    empty: (mock) => {
      mock.insights = data.nothing();
    },
  },
  {
    name: "analysis-one",
    path: "/analysis",
    before: (mock) => {
      mock.insights = data.oneChannel();
    },
  },
  part("retention", "retention", () => measures.noMeasures().retention),
  part("returns", "returns", () => measures.noMeasures().returns),
  part("rfm", "rfm", () => measures.noMeasures().rfm),
  part("value", "clv", () => measures.noMeasures().clv),
  part("crossing", "cross-channel", () => measures.noMeasures().crossing),
  {
    name: "analysis-early",
    path: "/analysis?part=retention",
    before: (mock) => mock.on("GET /v1/insights/retention", () => ({ body: measures.earlyRetention() })),
  },
  {
    name: "crossing-early",
    path: "/analysis?part=crossing",
    before: (mock) => mock.on("GET /v1/insights/cross-channel", () => ({ body: measures.earlyCrossing() })),
  },
  {
    name: "home-early",
    path: "/",
    before: (mock) => {
      mock.on("GET /v1/insights/retention", () => ({ body: measures.earlyRetention() }));
      mock.on("GET /v1/insights/cross-channel", () => ({ body: measures.earlyCrossing() }));
    },
  },
  { name: "reference", path: "/reference?op=post_imports", asks: "GET /openapi.json" },
  {
    name: "jobs",
    path: "/jobs",
    asks: "GET /v1/jobs",
    empty: (mock) => mock.on("GET /v1/jobs", () => ({ body: { items: [] } })),
  },
  {
    name: "keys",
    path: "/api-keys",
    asks: "GET /v1/api-keys",
    empty: (mock) => mock.on("GET /v1/api-keys", () => ({ body: { items: [] } })),
  },
  {
    name: "staff",
    path: "/staff",
    asks: "GET /v1/staff",
    empty: (mock) => mock.on("GET /v1/staff", () => ({ body: { items: [] } })),
  },
  {
    name: "organisation",
    path: "/organisation",
    asks: "GET /v1/locations",
    empty: (mock) => {
      mock.on("GET /v1/locations", () => ({ body: { items: [] } }));
      mock.on("GET /v1/channels", () => ({ body: { items: [] } }));
    },
  },
  {
    name: "location",
    path: "/organisation/loc_1",
    asks: "GET /v1/locations/:id",
    empty: (mock) => {
      const none = Object.fromEntries(Object.keys(organisation.hours.week).map((day) => [day, []]));
      mock.on("GET /v1/locations/:id/hours", () => ({
        body: { ...organisation.hours, week: none, exceptions: [], version: 0 },
      }));
      mock.on("GET /v1/shifts", () => ({ body: { items: [] } }));
      mock.on("GET /v1/locations/:id/footfall", () => ({ body: { items: [] } }));
    },
  },
  pressed("company-new", "/organisation", /^(Add a company|Unternehmen hinzufügen)$/),
  pressed("channel-new", "/organisation", /^(Add a channel|Kanal hinzufügen)$/),
  pressed("location-new", "/organisation", /^(Add a location|Standort hinzufügen)$/),
  pressed("location-edit", "/organisation/loc_1", /^(Change name and address|Name und Adresse ändern)$/),
  pressed("staff-edit", "/staff", /^(Change Liam Walsh|Liam Walsh ändern)$/),
  { name: "missing", path: "/nowhere" },
];
