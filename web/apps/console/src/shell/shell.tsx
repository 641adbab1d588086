// The console around its pages: navigation by what the person may do, live data, the palette, the keys, the offline strip.
import { useIsFetching } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { useWords } from "@weft/i18n";
import { AppShell, Mark, shellClasses } from "@weft/ui/app-shell";
import { Icon } from "@weft/ui/icon";
import { OfflineBanner, useWait } from "@weft/ui/state-block";
import { useMemo, useState } from "react";
import { may, useSession } from "../session/session.ts";
import { KeysHelp } from "./keys-help.tsx";
import { useLiveData, useOfflineSince } from "./live.ts";
import { developerPlaces, mainPlaces, type Place, settingsPlaces } from "./nav.ts";
import { Palette } from "./palette.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { UserMenu } from "./user-menu.tsx";

function Places({ places, label, close }: { places: Place[]; label?: string; close: () => void }) {
  const { t } = useWords();
  const session = useSession();
  const shown = places.filter((place) => !place.scope || may(session, place.scope));
  if (shown.length === 0) return null;
  return (
    <>
      {label && <p className={shellClasses.group}>{label}</p>}
      <ul className={shellClasses.list}>
        {shown.map((place) => (
          <li key={place.to}>
            <Link
              to={place.to}
              className={shellClasses.item}
              activeOptions={{ exact: place.to === "/" }}
              onClick={close}
            >
              <Icon name={place.icon} />
              {t(place.label)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Shell() {
  const { t } = useWords();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const open = useMemo(() => ({ palette: () => setPalette(true), help: () => setHelp(true) }), []);
  useShortcuts(open);
  useLiveData();
  const offline = useOfflineSince();
  const busy = useWait(useIsFetching() > 0, true) !== "none";
  return (
    <>
      <AppShell
        brand={
          <Link to="/" className={shellClasses.brand} activeProps={{ "aria-current": undefined }}>
            <Mark />
            {t("app.name")}
          </Link>
        }
        nav={(close) => (
          <>
            <Places places={mainPlaces} close={close} />
            <Places places={settingsPlaces} label={t("shell.settings")} close={close} />
            <Places places={developerPlaces} label={t("shell.reference")} close={close} />
          </>
        )}
        user={<UserMenu openHelp={open.help} />}
        busy={busy}
        banner={offline && <OfflineBanner since={offline} />}
        onSearch={open.palette}
      >
        <Outlet />
      </AppShell>
      <Palette opened={palette} onClose={() => setPalette(false)} openHelp={open.help} />
      <KeysHelp opened={help} onClose={() => setHelp(false)} />
    </>
  );
}
