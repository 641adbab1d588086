// The command palette: type a few letters of a page or an action, Enter goes there.
import { Modal, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useWords } from "@weft/i18n";
import { Icon, type IconName } from "@weft/ui/icon";
import { type KeyboardEvent, useMemo, useState } from "react";
import { may, useSession } from "../session/session.ts";
import { developerPlaces, mainPlaces, settingsPlaces } from "./nav.ts";
import classes from "./shell.module.css";

interface Command {
  key: string;
  label: string;
  icon: IconName;
  run: () => void;
}

function useCommands(openHelp: () => void): Command[] {
  const { t } = useWords();
  const session = useSession();
  const navigate = useNavigate();
  return useMemo(() => {
    const places = [...mainPlaces, ...settingsPlaces, ...developerPlaces].filter(
      (place) => !place.scope || may(session, place.scope),
    );
    const commands: Command[] = places.map((place) => ({
      key: place.to,
      label: t(place.label),
      icon: place.icon,
      run: () => void navigate({ to: place.to }),
    }));
    if (may(session, "imports.write")) {
      commands.push({
        key: "new-import",
        label: t("palette.newImport"),
        icon: "plus",
        run: () => void navigate({ to: "/imports/new" }),
      });
    }
    commands.push({ key: "keys", label: t("keys.title"), icon: "keyboard", run: openHelp });
    return commands;
  }, [t, session, navigate, openHelp]);
}

export function Palette({ opened, onClose, openHelp }: { opened: boolean; onClose: () => void; openHelp: () => void }) {
  const { t } = useWords();
  return (
    <Modal opened={opened} onClose={onClose} title={t("palette.title")} yOffset="12vh" centered={false}>
      <PaletteList onClose={onClose} openHelp={openHelp} />
    </Modal>
  );
}

function PaletteList({ onClose, openHelp }: { onClose: () => void; openHelp: () => void }) {
  const { t } = useWords();
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const commands = useCommands(openHelp);
  const found = commands.filter((command) => command.label.toLowerCase().includes(wanted.trim().toLowerCase()));
  const active = found[Math.min(at, found.length - 1)];
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      run(active);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((now) => (now + step + found.length) % Math.max(1, found.length));
    }
  };
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? "palette-list" : undefined}
        aria-activedescendant={active && `palette-${active.key}`}
        aria-label={t("palette.input")}
        placeholder={t("palette.input")}
        value={wanted}
        onChange={(event) => {
          setWanted(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      {found.length === 0 && (
        <p className={classes.none} role="status">
          {t("palette.none")}
        </p>
      )}
      {found.length > 0 && (
        <div id="palette-list" role="listbox" aria-label={t("palette.title")} className={classes.commands}>
          {found.map((command) => (
            <button
              key={command.key}
              id={`palette-${command.key}`}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={command === active}
              className={classes.command}
              onClick={() => run(command)}
            >
              <Icon name={command.icon} size={18} />
              {command.label}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
