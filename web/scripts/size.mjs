// Checks what a first visit of each app loads (JS + CSS, gzipped, kB = 1,000 bytes) against its budget, for every page of it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const budgets = { console: 260 };
const root = new URL("..", import.meta.url).pathname;
let failed = false;

for (const [app, limit] of Object.entries(budgets)) {
  const dist = join(root, "apps", app, "dist");
  const manifestFile = join(dist, ".vite", "manifest.json");
  if (!existsSync(manifestFile)) {
    console.error(`${app}: not built; run npm run build first`);
    process.exit(2);
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  const sizes = new Map();
  const bytesOf = (file) => {
    if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(dist, file)), { level: 9 }).length);
    return sizes.get(file);
  };
  const filesOf = (key, seen = new Set()) => {
    const chunk = manifest[key];
    if (seen.has(chunk.file)) return seen;
    seen.add(chunk.file);
    for (const css of chunk.css ?? []) seen.add(css);
    for (const other of chunk.imports ?? []) filesOf(other, seen);
    return seen;
  };
  const total = (files) => [...files].reduce((sum, file) => sum + bytesOf(file), 0) / 1000;
  const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
  const shell = filesOf(entry);
  console.log(`${app}: shell ${total(shell).toFixed(1)} kB`);
  const pages = (manifest[entry].dynamicImports ?? []).filter((key) => /-page\.tsx$/.test(key));
  for (const key of pages) {
    const files = new Set([...shell, ...filesOf(key)]);
    const later = manifest[key].dynamicImports ?? [];
    const isPart = (other) => /-part\.tsx$/.test(other);
    // What a page loads by itself a moment later (a chart) counts too; of parts that are opened one at a time, the largest.
    for (const other of later.filter((one) => !isPart(one))) filesOf(other, files);
    const withPart = (part) => {
      const seen = filesOf(part, new Set(files));
      for (const other of manifest[part].dynamicImports ?? []) filesOf(other, seen);
      return total(seen);
    };
    const kilobytes = Math.max(total(files), ...later.filter(isPart).map(withPart));
    const over = kilobytes > limit;
    failed ||= over;
    console.log(`${app}: ${key.replace(/^src\//, "")} ${kilobytes.toFixed(1)} kB of ${limit}${over ? "  OVER" : ""}`);
  }
}
process.exit(failed ? 1 : 0);
