// The frame around every page of the console: skip link, navigation, the bar that says "working", and the page itself.
import { ActionIcon, Drawer } from "@mantine/core";
import { useWords } from "@weft/i18n";
import { type ReactNode, useState } from "react";
import classes from "./app-shell.module.css";
import { Icon } from "./icon.tsx";

/** Two threads crossing: the mark of Weft. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      aria-hidden="true"
    >
      <path
        d="M7 2v4.500M7 10.500V22M17 2v11.500M17 17.500V22M2 8.500h12.500M19.500 8.500H22M2 15.500h2.500M9.500 15.500H22"
        strokeLinecap="square"
      />
    </svg>
  );
}

export const shellClasses = classes;

export interface AppShellProps {
  brand: ReactNode;
  /** The links; `close` shuts the drawer they may stand in. */
  nav: (close: () => void) => ReactNode;
  user: ReactNode;
  busy: boolean;
  banner?: ReactNode;
  onSearch: () => void;
  children: ReactNode;
}

export function AppShell({ brand, nav, user, busy, banner, onSearch, children }: AppShellProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <a className={classes.skip} href="#main">
        {t("shell.skip")}
      </a>
      {busy && <div className={classes.bar} aria-hidden="true" />}
      <header className={classes.top}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={40}
          aria-label={t("shell.menu")}
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          <Icon name="menu" size={22} />
        </ActionIcon>
        {brand}
        <ActionIcon variant="subtle" color="gray" size={40} aria-label={t("shell.search")} onClick={onSearch}>
          <Icon name="search" size={20} />
        </ActionIcon>
      </header>
      <Drawer opened={open} onClose={close} position="left" size={280} title={t("shell.menu")}>
        <div className={classes.drawerNav}>
          <nav aria-label={t("shell.nav")}>{nav(close)}</nav>
          <div className={classes.foot}>{open && user}</div>
        </div>
      </Drawer>
      <header className={classes.side}>
        {brand}
        <button type="button" className={classes.search} onClick={onSearch}>
          <Icon name="search" size={16} />
          {t("shell.search")}
          <kbd>Ctrl K</kbd>
        </button>
        <nav aria-label={t("shell.nav")}>{nav(close)}</nav>
        <div className={classes.foot}>{user}</div>
      </header>
      <div className={classes.body}>
        {banner}
        <main id="main" className={classes.main} tabIndex={-1}>
          {children}
        </main>
      </div>
    </>
  );
}
