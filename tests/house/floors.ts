// floors.ts - who may lean on whom: every #include and every CMake link list against floors.txt.
import { blanked } from "./cpp.ts";
import { type Breach, isTest, lineAt, type Tree } from "./tree.ts";

/** The floor of each module, 0 = top. */
export function floorsOf(tree: Tree): Map<string, number> {
  const floors = new Map<string, number>();
  const lines = (tree.text("floors.txt") ?? "").split("\n").filter((line) => line.trim() && !line.startsWith("#"));
  for (const [floor, line] of lines.entries()) for (const module of line.trim().split(/\s+/)) floors.set(module, floor);
  return floors;
}

/** Where a file or an include lies: its module, and its part if the module has parts. */
export interface Room {
  module: string;
  part?: string;
}

/** "src/platform/pg/pool.cpp" and "platform/pg/pool.h" are both in the part pg of platform. */
export function roomOf(path: string): Room {
  const steps = path.replace(/^src\//, "").split("/");
  const module = steps[0] ?? "";
  return steps.length > 2 && steps[1] !== "migrations" ? { module, part: steps[1] as string } : { module };
}

function nameOf(room: Room): string {
  return room.part ? `${room.module}/${room.part}` : room.module;
}

/** The rooms that are strangers or higher may not be used; "" = fine. */
function refusal(from: Room, to: Room, floors: Map<string, number>): string {
  if (from.module === to.module) return "";
  const here = floors.get(from.module);
  const there = floors.get(to.module);
  if (here === undefined) return `${from.module} stands on no floor of floors.txt`;
  if (there === undefined) return `${to.module} stands on no floor of floors.txt`;
  if (there < here) return `${to.module} is above ${from.module}; up is an outbox event`;
  if (there === here) return `${to.module} is a stranger on the same floor; strangers meet one floor up`;
  return "";
}

/** A header that other rooms may include: base/x.h, X/X.h, X/part/part.h, and testing.h from tests. */
export function isFace(path: string): boolean {
  const steps = path.split("/");
  if (steps[0] === "base") return steps.length === 2;
  const folder = steps.at(-2);
  return steps.at(-1) === `${folder}.h`;
}

interface Include {
  path: string;
  line: number;
  target: string;
}

function includesOf(tree: Tree, pattern: RegExp): Include[] {
  const out: Include[] = [];
  for (const [path, text] of tree.matching(pattern)) {
    const code = blanked(text, { strings: false });
    for (const match of code.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"]+)"/gm)) {
      out.push({ path, line: lineAt(text, match.index), target: match[1] as string });
    }
  }
  return out;
}

/** Every include of our own goes down, and through a face. */
export function includesGoDownThroughFaces(tree: Tree): Breach[] {
  const floors = floorsOf(tree);
  const breaches: Breach[] = [];
  for (const { path, line, target } of includesOf(tree, /^(src|bench)\/.*\.(h|cpp|ipp)$/)) {
    const here = path.startsWith("bench/") ? { module: "app" } : roomOf(path);
    const there = roomOf(target);
    const own = path.startsWith("bench/") && !floors.has(there.module);
    if (own) continue;
    const add = (words: string) => breaches.push({ path, line, words: `includes ${target}: ${words}` });
    if (!tree.has(`src/${target}`)) {
      add("there is no such file under src; a header is named by its path from there");
      continue;
    }
    const floor = refusal(here, there, floors);
    if (floor) add(floor);
    if (nameOf(here) === nameOf(there)) continue;
    if (/(^|\/)testing(_\w+)?\.h$/.test(target)) {
      if (!isTest(path)) add("testing support is for tests only");
    } else if (!isFace(target) && !(here.module === there.module && here.module !== "platform")) {
      add("only the face (X/X.h, X/part/part.h) may be included from outside");
    }
  }
  return breaches;
}

/** The link lists of all our targets, as the CMake files say them. */
export function linksOf(tree: Tree): Map<string, { path: string; links: string[] }> {
  const out = new Map<string, { path: string; links: string[] }>();
  const add = (target: string, path: string, links: string[]) => {
    const known = out.get(target) ?? { path, links: [] };
    known.links.push(...links);
    out.set(target, known);
  };
  for (const [path, text] of tree.matching(/^src\/.*CMakeLists\.txt$/)) {
    const code = text.replace(/#.*$/gm, "");
    for (const match of code.matchAll(/\b(weft_library|target_link_libraries)\s*\(([^)]*)\)/g)) {
      const words = (match[2] as string).split(/\s+/).filter(Boolean);
      const target = words.shift() as string;
      add(
        target,
        path,
        words.filter((word) => word.startsWith("weft_") && !/^weft_(flags|pch)$/.test(word)),
      );
    }
  }
  return out;
}

/** weft_platform_pg is the part pg of platform, weft_orders the module orders. */
export function roomOfTarget(target: string, floors: Map<string, number>): Room {
  const name = target.replace(/^weft_/, "");
  for (const module of floors.keys()) {
    if (name === module) return { module };
    if (name.startsWith(`${module}_`)) return { module, part: name.slice(module.length + 1) };
  }
  return { module: name };
}

function targetOf(room: Room): string {
  return room.part ? `weft_${room.module}_${room.part}` : `weft_${room.module}`;
}

/** Link lists go down, and hold what the includes need. */
export function linksGoDownAndHoldTheIncludes(tree: Tree): Breach[] {
  const floors = floorsOf(tree);
  const targets = linksOf(tree);
  const breaches: Breach[] = [];
  for (const [target, { path, links }] of targets) {
    const here = target === "weft" ? { module: "app" } : roomOfTarget(target, floors);
    for (const link of links) {
      const words = refusal(here, roomOfTarget(link, floors), floors);
      if (words) breaches.push({ path, words: `${target} links ${link}: ${words}` });
    }
  }
  const reach = (target: string, seen = new Set<string>()): Set<string> => {
    for (const link of targets.get(target)?.links ?? []) if (!seen.has(link)) reach(link, seen.add(link));
    return seen;
  };
  const told = new Set<string>();
  for (const { path, target: included } of includesOf(tree, /^src\/.*\.(h|cpp|ipp)$/)) {
    const from = targetOf(roomOf(path));
    const to = targetOf(roomOf(included));
    if (from === to || !targets.has(from) || told.has(`${from} ${to}`) || reach(from).has(to)) continue;
    if (/CMakeLists/.test(path) || !floors.has(roomOf(included).module)) continue;
    told.add(`${from} ${to}`);
    breaches.push({
      path: targets.get(from)?.path ?? path,
      words: `${from} includes ${included} and does not link ${to}`,
    });
  }
  return breaches;
}

/** The parts of platform lean on each other in one direction only. */
export function partsHaveNoCycle(tree: Tree): Breach[] {
  const edges = new Map<string, Map<string, string>>();
  for (const { path, target } of includesOf(tree, /^src\/.*\.(h|cpp|ipp)$/)) {
    const from = roomOf(path);
    const to = roomOf(target);
    if (from.module !== to.module || from.part === to.part || !from.part || !to.part || isTest(path)) continue;
    const out = edges.get(nameOf(from)) ?? new Map<string, string>();
    edges.set(nameOf(from), out.set(nameOf(to), path));
  }
  const breaches: Breach[] = [];
  const done = new Set<string>();
  const walk = (room: string, way: string[]): void => {
    const at = way.indexOf(room);
    if (at !== -1) {
      const circle = [...way.slice(at), room];
      breaches.push({
        path: edges.get(way.at(-1) as string)?.get(room) ?? "src",
        words: `closes a circle: ${circle.join(" -> ")}`,
      });
      return;
    }
    if (done.has(room)) return;
    for (const next of edges.get(room)?.keys() ?? []) walk(next, [...way, room]);
    done.add(room);
  };
  for (const room of edges.keys()) walk(room, []);
  return breaches;
}

/** Folders are named by the domain, and lie at most three deep under src. */
export function foldersAreNamedByTheDomain(tree: Tree): Breach[] {
  const breaches: Breach[] = [];
  const folders = new Set<string>();
  for (const path of tree.files.keys()) {
    const steps = path.split("/").slice(0, -1);
    for (let n = 1; n <= steps.length; n++) folders.add(steps.slice(0, n).join("/"));
  }
  for (const folder of [...folders].sort()) {
    const steps = folder.split("/");
    if (/^(common|utils?|helpers?|misc|shared|lib)$/.test(steps.at(-1) as string)) {
      breaches.push({ path: folder, words: "says nothing about what is in it; name it by a word of the domain" });
    }
    if (steps[0] === "src" && steps.length > 4)
      breaches.push({ path: folder, words: "lies more than three levels under src" });
  }
  return breaches;
}
