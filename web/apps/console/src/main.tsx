// Starts the console: words first, then the one tree of providers.
import "virtual:weft-theme.css";
import "@weft/ui/mantine.css";
import "@weft/ui/base.css";
import { startWords, wantedLanguage } from "@weft/i18n";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";

const engine = await startWords(wantedLanguage());
document.documentElement.lang = engine.language;
document.documentElement.dir = engine.dir(engine.language);
const root = document.getElementById("root");
if (root) createRoot(root).render(<App engine={engine} />);
