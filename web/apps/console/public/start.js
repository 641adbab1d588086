// Runs before the first paint: colours and language as the reader left them, so that nothing flashes.
(() => {
  const kept = localStorage.getItem("mantine-color-scheme-value") || "auto";
  const dark = kept === "dark" || (kept === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const root = document.documentElement;
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  const language = localStorage.getItem("weft.language");
  if (language) root.lang = language;
})();
