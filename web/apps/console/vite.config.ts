// Builds the console: one page, split by route, every asset beside it and nothing inline.
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { themeCss } from "../../packages/ui/src/theme/css.ts";

const server = process.env.WEFT_SERVER ?? "http://127.0.0.1:8080";

/** Serves the theme's variables as a stylesheet, made from the same theme object that the parts use. */
function weftThemeCss(): Plugin {
  const name = "virtual:weft-theme.css";
  return {
    name: "weft-theme-css",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? themeCss() : null),
  };
}

export default defineConfig({
  plugins: [react(), weftThemeCss()],
  build: { target: "es2022", assetsInlineLimit: 0, manifest: true, chunkSizeWarningLimit: 800 },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/v1", "/openapi.json", "/readyz", "/healthz"].map((path) => [path, { target: server }]),
    ),
  },
});
