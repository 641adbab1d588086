// vitest.config.ts - one project a folder of tests, so that `--project house` runs one kind alone.
import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

// What drives whole processes takes its time; the rules of the house read files only.
const projects = [
  { name: "house", timeout_ms: 60_000 },
  { name: "api", timeout_ms: 240_000 },
  { name: "faults", timeout_ms: 600_000 },
  { name: "browser", timeout_ms: 120_000 },
].filter(({ name }) => existsSync(new URL(name, import.meta.url)));

export default defineConfig({
  test: {
    projects: projects.map(({ name, timeout_ms }) => ({
      test: {
        name,
        include: [`${name}/**/*.test.ts`],
        testTimeout: timeout_ms,
        hookTimeout: timeout_ms,
        // Two cores are the smallest machine this must be quick on.
        maxWorkers: name === "house" ? 1 : 2,
      },
    })),
  },
});
