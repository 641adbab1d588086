// The pages one can go to, in the order of the navigation, and the scope each needs.
import type { Key } from "@weft/i18n/catalogue";
import type { IconName } from "@weft/ui/icon";

export interface Place {
  to: "/" | "/customers" | "/imports" | "/analysis" | "/organisation" | "/reference" | "/jobs" | "/api-keys" | "/staff";
  label: Key;
  icon: IconName;
  scope: string | null;
}

export const mainPlaces: Place[] = [
  { to: "/", label: "nav.home", icon: "home", scope: null },
  { to: "/customers", label: "nav.customers", icon: "search", scope: "customers.read" },
  { to: "/imports", label: "nav.imports", icon: "upload", scope: "imports.read" },
  { to: "/analysis", label: "nav.analysis", icon: "chart", scope: "insights.read" },
];
export const settingsPlaces: Place[] = [
  { to: "/organisation", label: "nav.organisation", icon: "globe", scope: "org.read" },
  { to: "/staff", label: "nav.staff", icon: "users", scope: "org.staff" },
  { to: "/jobs", label: "nav.jobs", icon: "clock", scope: "jobs.read" },
  { to: "/api-keys", label: "nav.keys", icon: "key", scope: "auth.keys" },
];
export const developerPlaces: Place[] = [{ to: "/reference", label: "nav.reference", icon: "book", scope: null }];
