// vitest.config.ts - the parts of the console that need no browser, tested beside their code.
import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["apps/*/src/**/*.test.ts", "packages/*/src/**/*.test.ts"] } });
