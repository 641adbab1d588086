// tables.ts - shard keys, unique keys and foreign keys, read from the catalog of a migrated database.
import { floorsOf } from "./floors.ts";
import { schemasOf } from "./sql.ts";
import type { Breach, Tree } from "./tree.ts";

export interface Key {
  name: string;
  primary: boolean;
  /** An expression is written as "". */
  columns: string[];
}
export interface ForeignKey {
  name: string;
  columns: string[];
  to: string;
  toColumns: string[];
}
export interface Table {
  /** "orders.sale" */
  name: string;
  comment: string | null;
  keys: Key[];
  foreignKeys: ForeignKey[];
}

export interface Shard {
  kind: string;
  column: string;
}

const kinds = new Set(["record", "sku", "account", "identifier", "bucket", "reference"]);

/** "shard: record record_id. what it holds" */
export function shardOf(comment: string | null): Shard | undefined {
  const match = comment?.match(/^shard: ([a-z]+)(?: ([a-z_0-9]+))?\. \S/);
  if (!match || !kinds.has(match[1] as string)) return undefined;
  if (match[1] !== "reference" && !match[2]) return undefined;
  return { kind: match[1] as string, column: match[2] ?? "" };
}

export function tablesNameTheirShardKey(tables: Table[]): Breach[] {
  const breaches: Breach[] = [];
  for (const table of tables) {
    const shard = shardOf(table.comment);
    if (!shard) {
      breaches.push({ path: table.name, words: "has no COMMENT 'shard: <kind> <column>. what it holds'" });
      continue;
    }
    if (!table.keys.some((key) => key.primary)) breaches.push({ path: table.name, words: "has no primary key" });
    if (shard.kind === "reference") continue;
    for (const key of table.keys) {
      if (key.columns[0] !== shard.column) {
        breaches.push({
          path: table.name,
          words: `key ${key.name} (${key.columns.join(", ")}) does not begin with ${shard.column}`,
        });
      }
    }
  }
  return breaches;
}

/** Foreign keys stay within a shard key and never point up; a reference table may be pointed at from anywhere above. */
export function foreignKeysPointDown(tables: Table[], tree: Tree): Breach[] {
  const floors = floorsOf(tree);
  const schemas = schemasOf(tree);
  const byName = new Map(tables.map((table) => [table.name, table]));
  const moduleOf = (table: string) => {
    const schema = table.split(".")[0] as string;
    return schemas.get(schema)?.module ?? schema;
  };
  const breaches: Breach[] = [];
  for (const table of tables) {
    for (const key of table.foreignKeys) {
      const add = (words: string) => breaches.push({ path: table.name, words: `${key.name} -> ${key.to} ${words}` });
      const here = moduleOf(table.name);
      const there = moduleOf(key.to);
      const down = here === there || (floors.get(there) ?? -1) > (floors.get(here) ?? Number.MAX_SAFE_INTEGER);
      if (!down) add("does not point down");
      const from = shardOf(table.comment);
      const to = shardOf(byName.get(key.to)?.comment ?? null);
      if (!from || !to || to.kind === "reference") continue;
      if (from.kind !== to.kind) add(`crosses shard keys: ${from.kind} to ${to.kind}`);
      else if (key.toColumns[key.columns.indexOf(from.column)] !== to.column) {
        add(`does not carry the shard key: ${from.column} must meet ${to.column}`);
      }
    }
  }
  return breaches;
}

/** Every schema belongs to a room of the house. */
export function schemasBelongToRooms(tables: Table[], tree: Tree): Breach[] {
  const schemas = schemasOf(tree);
  const strangers = new Set(
    tables.map((table) => table.name.split(".")[0] as string).filter((name) => !schemas.has(name)),
  );
  return [...strangers].map((name) => ({ path: name, words: "is a schema of no module" }));
}

/** The catalog as JSON, one line; partitions are left to their parent. */
export const catalogSql = `
SELECT json_agg(t ORDER BY t.name) FROM (
  SELECT n.nspname || '.' || c.relname AS name,
    obj_description(c.oid, 'pg_class') AS comment,
    coalesce((SELECT json_agg(json_build_object('name', ic.relname, 'primary', i.indisprimary, 'columns',
        (SELECT json_agg(coalesce(a.attname, '') ORDER BY k.ord)
           FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ord)
           LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
          WHERE k.ord <= i.indnkeyatts)) ORDER BY ic.relname)
      FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
     WHERE i.indrelid = c.oid AND i.indisunique), '[]') AS keys,
    coalesce((SELECT json_agg(json_build_object('name', f.conname, 'to', fn.nspname || '.' || fc.relname,
        'columns', (SELECT json_agg(a.attname ORDER BY k.ord) FROM unnest(f.conkey) WITH ORDINALITY k(attnum, ord)
                      JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum),
        'toColumns', (SELECT json_agg(a.attname ORDER BY k.ord) FROM unnest(f.confkey) WITH ORDINALITY k(attnum, ord)
                      JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.attnum)) ORDER BY f.conname)
      FROM pg_constraint f JOIN pg_class fc ON fc.oid = f.confrelid JOIN pg_namespace fn ON fn.oid = fc.relnamespace
     WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conparentid = 0), '[]') AS "foreignKeys"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
) t`.replace(/\s+/g, " ");
