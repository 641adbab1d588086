// Who is signed in, the colours, the language, and the way out.
import { useMantineColorScheme } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { languages, useWords } from "@weft/i18n";
import { Menu, type MenuGroup } from "@weft/ui/menu";
import { signOut, useSession } from "../session/session.ts";
import classes from "./shell.module.css";

function useGroups(openHelp: () => void): MenuGroup[] {
  const { t, language, setLanguage } = useWords();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const leaving = useMutation({ mutationFn: signOut, onSuccess: () => navigate({ to: "/sign-in", search: {} }) });
  const scheme = (key: "light" | "dark" | "auto", icon: "sun" | "moon" | "monitor") => ({
    key,
    icon,
    label: t(`user.${key}`),
    checked: colorScheme === key,
    onSelect: () => setColorScheme(key),
  });
  return [
    {
      key: "theme",
      label: t("user.theme"),
      entries: [scheme("light", "sun"), scheme("dark", "moon"), scheme("auto", "monitor")],
    },
    {
      key: "language",
      label: t("user.language"),
      entries: languages.map((entry) => ({
        key: entry.code,
        icon: "globe",
        label: entry.name,
        lang: entry.code,
        checked: language === entry.code,
        onSelect: () => setLanguage(entry.code),
      })),
    },
    {
      key: "rest",
      entries: [
        { key: "keys", icon: "keyboard", label: t("user.keys"), onSelect: openHelp },
        { key: "leave", icon: "signout", turns: true, label: t("user.signOut"), onSelect: () => leaving.mutate() },
      ],
    },
  ];
}

export function UserMenu({ openHelp }: { openHelp: () => void }) {
  const { t, find } = useWords();
  const session = useSession();
  const groups = useGroups(openHelp);
  if (!session) return null;
  return (
    <Menu
      label={t("user.menu", { name: session.display_name })}
      className={classes.user}
      groups={groups}
      button={
        <>
          <span className={classes.avatar} aria-hidden="true">
            {session.display_name.slice(0, 1).toUpperCase()}
          </span>
          <span className={classes.userWords}>
            <span className={classes.userName}>{session.display_name}</span>
            <span className={classes.userRole}>{find(`role.${session.role}`) ?? session.role}</span>
          </span>
        </>
      }
    />
  );
}
