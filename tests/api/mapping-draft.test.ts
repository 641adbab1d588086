// mapping-draft.test.ts - a mapping proposed from a file's first rows, changed, saved and used: in the API and at the terminal.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, type Schemas, signInAs } from "../harness/client.ts";
import { refused } from "../harness/expect.ts";
import { Imports } from "../harness/imports.ts";
import { psql } from "../harness/postgres.ts";
import { binary, Server } from "../harness/server.ts";
import { openShop } from "../harness/shop.ts";

type View = Schemas["DraftView"];

const german = [
  "Bestell-Nr;Datum;Filiale;Artikelnummer;Bezeichnung;Menge;Einzelpreis;Kundennummer;E-Mail;Bemerkung",
  "1001;03.02.2026 10:15;s1;A-1;Becher;2;12,50;77;ann@shop.example;eilig",
  "1002;14.02.2026 11:00;s1;A-2;Hut;1;1.099,00;78;;",
  "1003;28.02.2026 11:00;s1;A-2;Hut;1;1.099,00;78;;",
  "",
].join("\n");

describe("a draft of a mapping", () => {
  let server: Server;
  let director: Caller;
  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
  });
  afterAll(() => server?.close());

  const ask = async (file_name: string, beginning: string, choices?: Schemas["DraftChoices"]): Promise<View> => {
    const answer = await director.send("POST", "/v1/mappings/draft", {
      body: { file_name, beginning, ...(choices ? { choices } : {}) },
    });
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const meanings = (view: View) =>
    Object.fromEntries(view.draft.choices.columns.map(({ name, becomes }) => [name, becomes]));

  test("of a shop's export proposes what each column is, and asks for what the file does not say", async () => {
    const view = await ask("Verkäufe.csv", german);
    expect(view.draft.choices).toMatchObject({
      delimiter: ";",
      decimal: ",",
      target: "sales",
      negative_returns: false,
    });
    expect(meanings(view)).toEqual({
      "Bestell-Nr": "number",
      Datum: "sold_at",
      Filiale: "location",
      Artikelnummer: "sku",
      Bezeichnung: "description",
      Menge: "quantity",
      Einzelpreis: "unit_price",
      Kundennummer: "customer_id",
      "E-Mail": "email",
      Bemerkung: "",
    });
    expect(view.draft.choices.columns[1]).toMatchObject({ type: "timestamp", format: "DD.MM.YYYY hh:mm" });
    expect(view.draft.rows).toHaveLength(3);
    expect(view.draft.evidence[6]).toMatchObject({ samples: ["12,50", "1.099,00"], empty: 0 });
    expect(view.draft.questions.join(" ")).toMatch(/currency.*channel.*zone/);
    expect(view.faults.map(({ place }) => place)).toEqual(["/fields/currency", "/fields/channel"]);
  });

  test("says how a person says what the file does not", () => {
    const folder = mkdtempSync(join(tmpdir(), "weft-draft-"));
    try {
      writeFileSync(join(folder, "kasse.csv"), "Kasse;Datum;Artikel;Menge;Betrag\n1;31.03.2026;Tasse;2;25,00\n");
      const { stdout } = spawnSync(binary, ["mapping", "draft", join(folder, "kasse.csv")], { encoding: "utf8" });
      const asked = stdout.slice(stdout.indexOf("# Still to be said:")).trimEnd().split("\n").slice(1);
      expect(asked.map((line) => line.split(" ")[1])).toEqual([
        "/document/number",
        "/fields/currency",
        "/fields/channel",
        "/fields/location",
      ]);
      for (const line of asked)
        expect(line).toMatch(/: under \[(document|fields)\], (number|currency|channel|location) = "/);
      expect(stdout).toContain('# Left out, such as 1: "Kasse" = { type = "integer" }');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("is completed by choices, saved, shown and imported with", async () => {
    const { draft } = await ask("Verkäufe.csv", german);
    const choices = { ...draft.choices, currency: "EUR", channel: "store", zone: "Europe/Berlin", source: "kasse" };
    const view = await ask("Verkäufe.csv", german, choices);
    expect(view.faults).toEqual([]);
    const saved = await director.send("PUT", "/v1/mappings/kasse", { body: { toml: view.toml } });
    expect(saved.status, saved.text).toBe(200);
    expect(saved.body).toMatchObject({ name: "kasse", source: "kasse", channel: "store", saved: true });
    const { data } = await director.api.GET("/v1/mappings");
    expect(data?.items.find(({ name }) => name === "kasse")).toMatchObject({ saved: true });
    expect((await director.send("GET", "/v1/mappings/kasse")).body).toEqual({ name: "kasse", toml: view.toml });
    const file = await director.send("GET", "/v1/mappings/kasse/mapping.toml");
    expect([file.text, file.headers.get("content-disposition")]).toEqual([
      view.toml,
      'attachment; filename="kasse.toml"',
    ]);
    const done = await new Imports(director).run("kasse", { "feb.csv": german });
    expect(done.counts).toMatchObject({ rows_rejected: 0, orders_new: 3 });
    expect(
      psql(
        server.databaseUrl,
        "SELECT event_at AT TIME ZONE 'UTC', amount_minor FROM orders.sales_order WHERE source = 'kasse' AND number = '1002'",
      ),
    ).toBe("2026-02-14 10:00:00|109900");
  });

  test("of people becomes a mapping of customers with their attributes", async () => {
    const view = await ask(
      "kunden.csv",
      "Kundennummer,Vorname,Nachname,E-Mail,Telefon,Geburtsdatum,PLZ\n1,Ann,Lee,ann@shop.example,+49 30 1,1980-02-03,10115\n",
    );
    expect(view.draft.choices.target).toBe("customers");
    expect(meanings(view)).toMatchObject({
      Vorname: "given_name",
      Telefon: "phone",
      PLZ: "postcode",
      "E-Mail": "email",
    });
    expect(view.faults).toEqual([]);
    expect(view.toml).toContain('"given_name" = "Vorname"');
  });

  test("says where a date, a delimiter or a sign can be read in two ways", async () => {
    const view = await ask(
      "a.csv",
      "order_no\tdate\tsku\tqty\tamount\n1\t01/02/2026\tA\t1\t5.00\n2\t03/04/2026\tB\t-1\t-5.00\n",
    );
    expect(view.draft.choices.delimiter).toBe("\t");
    expect(view.draft.evidence[1]?.doubt).toMatch(/DD\/MM\/YYYY.*MM\/DD\/YYYY/);
    expect(view.draft.choices.negative_returns).toBe(true);
    expect(view.toml).toContain("negate = true");
    const american = await ask("b.csv", "order_no,date,sku,qty,amount\n1,01/22/2026,A,1,5.00\n");
    expect(american.draft.choices.columns[1]?.format).toBe("MM/DD/YYYY");
    expect(american.draft.evidence[1]?.doubt).toBeUndefined();
  });

  test("of a file that is none says why", async () => {
    const draft = (beginning: string) =>
      director.send("POST", "/v1/mappings/draft", { body: { file_name: "x.csv", beginning } });
    refused(await draft(""), 422, "connectors.missing_columns");
    refused(await draft("a,b,a\n1,2,3\n"), 422, "connectors.missing_columns");
    refused(await draft("a,,c\n1,2,3\n"), 422, "connectors.missing_columns");
  });

  test("is saved under a good name only, and only when it can be used", async () => {
    const save = (name: string, toml: string) => director.send("PUT", `/v1/mappings/${name}`, { body: { toml } });
    refused(await save("orders", "title = 1"), 409, "connectors.mapping_taken");
    refused(await save("My Shop", "title = 1"), 422, "connectors.mapping_name");
    const wrong = await save("shop", 'title = "Shop"');
    refused(wrong, 422, "connectors.mapping_invalid");
    expect(wrong.text).toContain("/source");
    refused(await director.send("GET", "/v1/mappings/shop"), 404, "connectors.unknown_mapping");
  });

  test("is printed at the terminal and used by its path", () => {
    const folder = mkdtempSync(join(tmpdir(), "weft-draft-"));
    try {
      writeFileSync(
        join(folder, "sales.csv"),
        "order_no,date,store,sku,qty,price,currency,channel\n1,2026-01-02,s1,A,1,5.00,EUR,web\n",
      );
      const run = (...words: string[]) =>
        spawnSync(binary, words, {
          cwd: folder,
          encoding: "utf8",
          env: { ...process.env, WEFT_DATABASE_URL: server.databaseUrl },
        });
      const drafted = run("mapping", "draft", "sales.csv");
      expect([drafted.status, drafted.stderr]).toEqual([0, ""]);
      expect(drafted.stdout).toContain('"order_no" = { type = "text", required = true }');
      writeFileSync(join(folder, "till.toml"), drafted.stdout);
      const imported = run("import", "sales.csv", "--mapping", "till.toml", "--data-dir", join(folder, "data"));
      expect([imported.status, imported.stderr]).toEqual([0, ""]);
      expect(imported.stdout).toContain("orders    1 new");
      // A packed file is looked into; a workbook is told from a file of rows, by both who read it.
      writeFileSync(join(folder, "sales.csv.gz"), gzipSync(readFileSync(join(folder, "sales.csv"))));
      expect(run("mapping", "draft", "sales.csv.gz").stdout).toContain(
        '"order_no" = { type = "text", required = true }',
      );
      writeFileSync(join(folder, "sales.xlsx"), "PK\u0003\u0004[Content_Types].xml");
      const workbook = run("mapping", "draft", "sales.xlsx");
      expect([workbook.status, workbook.stderr]).toEqual([1, expect.stringMatching(/CSV.*connectors\.workbook/)]);
      const sheet = run("import", "sales.xlsx", "--mapping", "till.toml", "--data-dir", join(folder, "data"));
      expect([sheet.status, sheet.stdout]).toEqual([
        1,
        expect.stringMatching(/sales\.xlsx.*CSV.*connectors\.workbook/),
      ]);
      const foreign = run("import", "sales.csv", "--mapping", "customers", "--data-dir", join(folder, "data"));
      expect([foreign.status, foreign.stdout]).toEqual([1, expect.stringContaining("weft mapping draft FILE")]);
      const broken = run("import", "sales.csv", "--mapping", "none.toml", "--data-dir", join(folder, "data"));
      expect([broken.status, broken.stderr]).toEqual([1, expect.stringContaining("none.toml cannot be read")]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
