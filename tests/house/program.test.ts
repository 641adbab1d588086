// program.test.ts - the rules that need the program and a database: what it migrates to, and what it says of its API.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adminUrl, migratedDatabase, programIsThere, queriesThatDoNotPrepare, tablesOf, weft } from "./program.ts";
import { queriesOf } from "./sql.ts";
import { foreignKeysPointDown, schemasBelongToRooms, type Table, tablesNameTheirShardKey } from "./tables.ts";
import { readTree, told } from "./tree.ts";

// `./weft check` names no database: it needs no build either.
describe.skipIf(!adminUrl)("the program", () => {
  const tree = readTree();
  let database: { url: string; drop: () => void };
  let tables: Table[] = [];

  beforeAll(() => {
    expect(programIsThere(), "build it first: ./weft build dev weft").toBe(true);
    database = migratedDatabase();
    tables = tablesOf(database.url);
  });
  afterAll(() => database?.drop());

  test("every query prepares on the migrated schema", () => {
    const queries = queriesOf(tree);
    expect(queries.length).toBeGreaterThan(0);
    expect(told(queriesThatDoNotPrepare(database.url, queries))).toEqual([]);
  });

  test("a query that does not prepare is found", () => {
    const at = { constant: "kX", path: "src/x.cpp", line: 1 };
    const found = queriesThatDoNotPrepare(database.url, [
      { ...at, name: "x.good", sql: "SELECT $1::int" },
      { ...at, name: "x.bad", sql: "SELECT price FROM nowhere" },
      { ...at, name: "x.begin", sql: "BEGIN" },
      { ...at, name: "x.better", sql: "SELECT $1::text -- all of it" },
    ]);
    expect(told(found)).toEqual(['src/x.cpp:1 x.bad: relation "nowhere" does not exist']);
  });

  test("every table names its shard key and begins its keys with it", () => {
    expect(tables.length).toBeGreaterThan(0);
    expect(told(tablesNameTheirShardKey(tables))).toEqual([]);
  });

  test("every foreign key points down, within its shard key", () => {
    expect(told(foreignKeysPointDown(tables, tree))).toEqual([]);
  });

  test("every schema is that of a module", () => {
    expect(told(schemasBelongToRooms(tables, tree))).toEqual([]);
  });

  test("docs/api/openapi.json is what the program prints; ./weft api writes it anew", () => {
    expect(tree.text("docs/api/openapi.json") === weft("openapi"), "it is not current; run ./weft api").toBe(true);
  });
});
