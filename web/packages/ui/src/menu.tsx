// A menu over its button: arrows move, Escape closes and gives focus back; no library of positions is loaded for it.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Icon, type IconName } from "./icon.tsx";
import classes from "./menu.module.css";

export interface MenuEntry {
  key: string;
  label: string;
  icon: IconName;
  /** Present for a choice among the entries of its group. */
  checked?: boolean;
  lang?: string;
  turns?: boolean;
  onSelect: () => void;
}
export interface MenuGroup {
  key: string;
  label?: string;
  entries: MenuEntry[];
}

export interface MenuProps {
  label: string;
  className: string | undefined;
  button: ReactNode;
  groups: MenuGroup[];
}

function focusEntry(list: HTMLElement | null, at: (count: number, now: number) => number): void {
  const entries = [...(list?.querySelectorAll<HTMLElement>("button") ?? [])];
  const now = entries.indexOf(document.activeElement as HTMLElement);
  entries[at(entries.length, now)]?.focus();
}

export function Menu({ label, className, button, groups }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    focusEntry(list.current, () => 0);
    const away = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  const close = () => {
    setOpen(false);
    trigger.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const moves: Record<string, (count: number, now: number) => number> = {
      ArrowDown: (count, now) => (now + 1) % count,
      ArrowUp: (count, now) => (now - 1 + count) % count,
      Home: () => 0,
      End: (count) => count - 1,
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      focusEntry(list.current, move);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") setOpen(false);
  };
  return (
    <div ref={root} className={classes.root}>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div ref={list} id={id} role="menu" tabIndex={-1} aria-label={label} className={classes.list} onKeyDown={press}>
          {groups.map((group, at) => (
            <Group key={group.key} group={group} first={at === 0} close={close} />
          ))}
        </div>
      )}
    </div>
  );
}

function Group({ group, first, close }: { group: MenuGroup; first: boolean; close: () => void }) {
  return (
    <>
      {!first && <hr className={classes.line} />}
      {group.label && (
        <div className={classes.label} role="presentation">
          {group.label}
        </div>
      )}
      {group.entries.map((entry) => (
        <button
          key={entry.key}
          type="button"
          {...(entry.checked === undefined
            ? { role: "menuitem" }
            : { role: "menuitemradio", "aria-checked": entry.checked })}
          lang={entry.lang}
          tabIndex={-1}
          className={classes.item}
          onClick={() => {
            close();
            entry.onSelect();
          }}
        >
          <Icon name={entry.icon} size={16} turns={entry.turns} />
          {entry.label}
          {entry.checked && <Icon name="check" size={16} />}
        </button>
      ))}
    </>
  );
}
