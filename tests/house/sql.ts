// sql.ts - the SQL of the house as it stands in the sources: named queries, migrations, and what they may not say.
import { blanked, literals } from "./cpp.ts";
import { floorsOf, roomOf } from "./floors.ts";
import { type Breach, isTest, lineAt, type Tree } from "./tree.ts";

export interface NamedQuery {
  constant: string;
  name: string;
  sql: string;
  path: string;
  line: number;
}

const declared = /\bconstexpr\s+(?:weft::)?(?:pg::)?Query\s+(k\w+)\s*(?:\{|=)/g;
const whole =
  /\bconstexpr\s+(?:weft::)?(?:pg::)?Query\s+(k\w+)\s*\{\s*"([^"]*)"\s*,\s*(?:R"sql\(([\s\S]*?)\)sql"|"((?:[^"\\\n]|\\.)*)")\s*,?\s*\}\s*;/g;

const isShipped = (path: string) => path.startsWith("src/") && !isTest(path);

export function queriesOf(tree: Tree): NamedQuery[] {
  const out: NamedQuery[] = [];
  for (const [path, text] of tree.matching(/^src\/.*\.(cpp|h|ipp)$/)) {
    if (!isShipped(path)) continue;
    for (const match of blanked(text, { strings: false }).matchAll(whole)) {
      const [, constant = "", name = "", raw, plain] = match;
      const sql = raw ?? (plain ?? "").replace(/\\(.)/g, "$1");
      out.push({ constant, name, sql, path, line: lineAt(text, match.index) });
    }
  }
  return out;
}

/** Names are unique and begin with their module or part; every declaration can be read by this test; none in a header. */
export function queriesAreNamed(tree: Tree): Breach[] {
  const breaches: Breach[] = [];
  const seen = new Map<string, string>();
  const queries = queriesOf(tree);
  const read = new Set(queries.map(({ path, constant }) => `${path} ${constant}`));
  for (const [path, text] of tree.matching(/^src\/.*\.(cpp|h|ipp)$/)) {
    if (!isShipped(path)) continue;
    for (const match of blanked(text, { strings: false }).matchAll(declared)) {
      const at = { path, line: lineAt(text, match.index) };
      if (!read.has(`${path} ${match[1]}`)) {
        breaches.push({
          ...at,
          words: `${match[1]} is not written as constexpr pg::Query kX{"module.name", R"sql(..)sql"};`,
        });
      }
      if (!path.endsWith(".cpp"))
        breaches.push({ ...at, words: `${match[1]} stands in a header; SQL lives in the store` });
    }
  }
  for (const { path, line, name } of queries) {
    const { module, part } = roomOf(path);
    const prefix = name.split(".")[0];
    if (!/^[a-z][a-z_0-9]*\.[a-z][a-z_0-9]*$/.test(name) || (prefix !== part && prefix !== module)) {
      breaches.push({ path, line, words: `query "${name}" is not named ${part ?? module}.what_it_does` });
    }
    const other = seen.get(name);
    if (other) breaches.push({ path, line, words: `query "${name}" is declared in ${other} too` });
    seen.set(name, path);
  }
  return breaches;
}

/** A piece of SQL wherever it stands. */
interface Sql {
  path: string;
  line: number;
  sql: string;
}

const looksLikeSql = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|MERGE|LOCK TABLE|COPY|TRUNCATE)\b/;

/** Everything in the shipped sources that is SQL: migrations and every literal that reads like a statement. */
export function sqlOf(tree: Tree): Sql[] {
  const out: Sql[] = [];
  for (const [path, text] of tree.matching(/^src\/.*\.(sql|cpp|h|ipp)$/)) {
    if (!isShipped(path)) continue;
    if (path.endsWith(".sql")) {
      out.push({ path, line: 1, sql: text });
      continue;
    }
    for (const { text: sql, offset } of literals(text)) {
      if (looksLikeSql.test(sql)) out.push({ path, line: lineAt(text, offset), sql });
    }
  }
  return out;
}

/** SQL without its comments and without its text literals, as long as before. */
export function bareSql(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (piece) => piece.replace(/[^\n]/g, " "));
}

function eachMatch(tree: Tree, pattern: RegExp, words: (match: RegExpExecArray) => string): Breach[] {
  const breaches: Breach[] = [];
  for (const { path, line, sql } of sqlOf(tree)) {
    const bare = bareSql(sql);
    for (const match of bare.matchAll(pattern)) {
      breaches.push({ path, line: line + lineAt(bare, match.index) - 1, words: words(match as RegExpExecArray) });
    }
  }
  return breaches;
}

/** The instant is a parameter from Clock. */
export function sqlNeverAsksForTheTime(tree: Tree): Breach[] {
  const clocks =
    /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\b(?:current_timestamp|current_date|current_time|localtimestamp|localtime)\b/gi;
  const words = eachMatch(tree, clocks, (match) => `asks for the time: ${match[0].trim()}`);
  const texts = sqlOf(tree).flatMap(({ path, line, sql }) =>
    [...sql.matchAll(/'(now|today|tomorrow|yesterday)'/gi)].map((match) => ({
      path,
      line: line + lineAt(sql, match.index) - 1,
      words: `asks for the time: ${match[0]}`,
    })),
  );
  return [...words, ...texts];
}

/** What would not survive several databases, or hides work. */
export function sqlUsesNothingHidden(tree: Tree): Breach[] {
  const forbidden =
    /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:CONSTRAINT\s+)?(TRIGGER|RULE)\b|\b(MERGE)\s+INTO\b|\b(pg_(?:try_)?advisory\w*)|\b(EXCLUDE)\s+(?:USING\b|\()|\b((?:BIG|SMALL)?SERIAL[248]?)\b|\b(GENERATED)\s+(?:ALWAYS|BY\s+DEFAULT)\s+AS\s+IDENTITY\b/gi;
  return eachMatch(tree, forbidden, (match) => `uses ${match.slice(1).find(Boolean)}`);
}

/** Modules that read others, and only the views published for them. */
const readers = new Set(["insights", "clienteling", "audit"]);

/** The schema names of all rooms. */
export function schemasOf(tree: Tree): Map<string, { module: string; part?: string }> {
  const out = new Map<string, { module: string; part?: string }>();
  for (const module of floorsOf(tree).keys()) out.set(module, { module });
  for (const path of tree.files.keys()) {
    if (!path.startsWith("src/")) continue;
    const room = roomOf(path);
    if (room.part) {
      out.set(room.part, room);
      out.set(`${room.module}_${room.part}`, room);
    }
  }
  return out;
}

/** No SQL reads or writes another room's schema; insights, clienteling and audit read the views X_facts. */
export function sqlKeepsToItsSchema(tree: Tree): Breach[] {
  const schemas = schemasOf(tree);
  const named =
    /\b(?:FROM|JOIN|INTO|UPDATE|COPY|TABLE|VIEW|INDEX\s+ON|USING)\s+(?:ONLY\s+)?(?:IF\s+(?:NOT\s+)?EXISTS\s+)?"?([a-z_]+)"?\."?([a-z_0-9]+)"?/gi;
  const breaches: Breach[] = [];
  for (const { path, line, sql } of sqlOf(tree)) {
    const own = roomOf(path);
    const bare = bareSql(sql);
    for (const match of bare.matchAll(named)) {
      const [, schema = "", table = ""] = match;
      const owner = schemas.get(schema.toLowerCase());
      if (!owner || (owner.module === own.module && (owner.part === own.part || !owner.part || !own.part))) continue;
      if (readers.has(own.module) && table.endsWith("_facts")) continue;
      const at = line + lineAt(bare, match.index) - 1;
      breaches.push({
        path,
        line: at,
        words: `touches ${schema}.${table}, which belongs to ${owner.part ?? owner.module}`,
      });
    }
  }
  return breaches;
}
