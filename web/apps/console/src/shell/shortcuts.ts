// The keys of the console: Ctrl+K everywhere; single keys only outside fields, and only while the reader leaves them on.
import { useEffect, useSyncExternalStore } from "react";

const storageKey = "weft.singleKeys";
const listeners = new Set<() => void>();

export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => localStorage.getItem(storageKey) !== "off",
  );
  const set = (next: boolean) => {
    localStorage.setItem(storageKey, next ? "on" : "off");
    for (const changed of listeners) changed();
  };
  return [on, set];
}

/** Moves focus along the rows of the page's list; rows are marked with data-row. */
function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-row]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[next]?.focus();
}

export function useShortcuts(open: { palette: () => void; help: () => void }): void {
  const [singleKeys] = useSingleKeys();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open.palette();
        return;
      }
      const target = event.target as HTMLElement;
      const typing = target.matches("input, textarea, select, [contenteditable=true]");
      if (!singleKeys || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("[role=dialog]")) return;
      if (event.key === "?") open.help();
      else if (event.key === "/") {
        event.preventDefault();
        document.querySelector<HTMLElement>("[data-search]")?.focus();
      } else if (event.key === "j") moveRow(1);
      else if (event.key === "k") moveRow(-1);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [open, singleKeys]);
}
