// Who is signed in, the colours, the language, and the way out.
import { Menu, useMantineColorScheme } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { languages, useWords } from "@weft/i18n";
import { Icon, type IconName } from "@weft/ui/icon";
import { signOut, useSession } from "../session/session.ts";
import classes from "./shell.module.css";

const schemes = [
  { value: "light", icon: "sun", label: "user.light" },
  { value: "dark", icon: "moon", label: "user.dark" },
  { value: "auto", icon: "monitor", label: "user.auto" },
] as const satisfies readonly { value: "light" | "dark" | "auto"; icon: IconName; label: string }[];

export function UserMenu({ openHelp }: { openHelp: () => void }) {
  const { t, find, language, setLanguage } = useWords();
  const session = useSession();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const leaving = useMutation({ mutationFn: signOut, onSuccess: () => navigate({ to: "/sign-in", search: {} }) });
  if (!session) return null;
  const role = find(`role.${session.role}`) ?? session.role;
  const chosen = (is: boolean) => (is ? <Icon name="check" size={16} /> : null);
  return (
    <Menu position="top-start" width={220} withinPortal>
      <Menu.Target>
        <button type="button" className={classes.user} aria-label={t("user.menu", { name: session.display_name })}>
          <span className={classes.avatar} aria-hidden="true">
            {session.display_name.slice(0, 1).toUpperCase()}
          </span>
          <span className={classes.userWords}>
            <span className={classes.userName}>{session.display_name}</span>
            <span className={classes.userRole}>{role}</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("user.theme")}</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme.value}
            leftSection={<Icon name={scheme.icon} size={16} />}
            rightSection={chosen(colorScheme === scheme.value)}
            aria-current={colorScheme === scheme.value}
            onClick={() => setColorScheme(scheme.value)}
          >
            {t(scheme.label)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t("user.language")}</Menu.Label>
        {languages.map((entry) => (
          <Menu.Item
            key={entry.code}
            lang={entry.code}
            leftSection={<Icon name="globe" size={16} />}
            rightSection={chosen(language === entry.code)}
            aria-current={language === entry.code}
            onClick={() => setLanguage(entry.code)}
          >
            {entry.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="keyboard" size={16} />} onClick={openHelp}>
          {t("user.keys")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="signout" size={16} turns />} onClick={() => leaving.mutate()}>
          {t("user.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
