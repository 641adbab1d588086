// The pages of the console and their addresses; each page is a chunk of its own, loaded when it is first opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { asFailure } from "@weft/api/failure";
import { FailureBlock } from "@weft/ui/state-block";
import { type AnalysisSearch, parts } from "./analysis/search.ts";
import { entryKinds, type TimelineFilter } from "./customers/queries.ts";
import { queryClient, whenSignedOut } from "./data.ts";
import { forgetSession, sessionQuery } from "./session/session.ts";
import { SignInPage } from "./session/sign-in-page.tsx";
import { MissingPage } from "./shell/missing-page.tsx";
import { Shell } from "./shell/shell.tsx";

type Raw = Record<string, unknown>;
const text = (raw: Raw, name: string) =>
  typeof raw[name] === "string" && raw[name] !== "" ? (raw[name] as string) : undefined;
const day = (raw: Raw, name: string) => {
  const given = text(raw, name);
  return given && /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given)) ? given : undefined;
};
const cursorSearch = (raw: Raw): { cursor?: string } => ({ cursor: text(raw, "cursor") });

const rootRoute = createRootRoute({
  component: Outlet,
  errorComponent: ({ error, reset }) => <FailureBlock failure={asFailure(error)} retry={reset} />,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (raw: Raw): { to?: string } => ({ to: text(raw, "to") }),
  component: SignInPage,
});

const inside = createRoute({
  getParentRoute: () => rootRoute,
  id: "inside",
  component: Shell,
  errorComponent: ({ error }) => <FailureBlock failure={asFailure(error)} retry={() => void router.invalidate()} />,
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href } });
  },
});

const homeRoute = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("./home/home-page.tsx"), "HomePage"),
});
const customersRoute = createRoute({
  getParentRoute: () => inside,
  path: "/customers",
  validateSearch: (raw: Raw): { q?: string; cursor?: string } => ({ q: text(raw, "q"), cursor: text(raw, "cursor") }),
  component: lazyRouteComponent(() => import("./customers/search-page.tsx"), "CustomersPage"),
});
const personRoute = createRoute({
  getParentRoute: () => inside,
  path: "/customers/$customerId",
  validateSearch: (raw: Raw): TimelineFilter => ({
    kind: entryKinds.find((kind) => kind === raw.kind),
    channel: text(raw, "channel"),
    from: day(raw, "from"),
    to: day(raw, "to"),
    cursor: text(raw, "cursor"),
  }),
  component: lazyRouteComponent(() => import("./customers/person-page.tsx"), "PersonPage"),
});
const importsRoute = createRoute({
  getParentRoute: () => inside,
  path: "/imports",
  validateSearch: cursorSearch,
  component: lazyRouteComponent(() => import("./imports/list-page.tsx"), "ImportsPage"),
});
const newImportRoute = createRoute({
  getParentRoute: () => inside,
  path: "/imports/new",
  component: lazyRouteComponent(() => import("./imports/mapping-page.tsx"), "MappingPage"),
});
const mapRoute = createRoute({
  getParentRoute: () => inside,
  path: "/imports/map",
  component: lazyRouteComponent(() => import("./imports/map-page.tsx"), "MapPage"),
});
const importRoute = createRoute({
  getParentRoute: () => inside,
  path: "/imports/$importId",
  validateSearch: cursorSearch,
  component: lazyRouteComponent(() => import("./imports/run-page.tsx"), "RunPage"),
});
const importFilesRoute = createRoute({
  getParentRoute: () => inside,
  path: "/imports/$importId/files",
  component: lazyRouteComponent(() => import("./imports/files-page.tsx"), "FilesPage"),
});
const importCheckRoute = createRoute({
  getParentRoute: () => inside,
  path: "/imports/$importId/check",
  component: lazyRouteComponent(() => import("./imports/check-page.tsx"), "CheckPage"),
});
const analysisRoute = createRoute({
  getParentRoute: () => inside,
  path: "/analysis",
  validateSearch: (raw: Raw): AnalysisSearch => ({
    from: text(raw, "from"),
    to: text(raw, "to"),
    currency: text(raw, "currency"),
    part: parts.find((part) => part === raw.part),
    basis: raw.basis === "gross" ? "gross" : undefined,
  }),
  component: lazyRouteComponent(() => import("./analysis/analysis-page.tsx"), "AnalysisPage"),
});
const referenceRoute = createRoute({
  getParentRoute: () => inside,
  path: "/reference",
  validateSearch: (raw: Raw): { q?: string; op?: string } => ({ q: text(raw, "q"), op: text(raw, "op") }),
  component: lazyRouteComponent(() => import("./reference/reference-page.tsx"), "ReferencePage"),
});
const jobsRoute = createRoute({
  getParentRoute: () => inside,
  path: "/jobs",
  validateSearch: cursorSearch,
  component: lazyRouteComponent(() => import("./jobs/jobs-page.tsx"), "JobsPage"),
});
const keysRoute = createRoute({
  getParentRoute: () => inside,
  path: "/api-keys",
  validateSearch: cursorSearch,
  component: lazyRouteComponent(() => import("./keys/keys-page.tsx"), "KeysPage"),
});
const staffRoute = createRoute({
  getParentRoute: () => inside,
  path: "/staff",
  validateSearch: cursorSearch,
  component: lazyRouteComponent(() => import("./staff/staff-page.tsx"), "StaffPage"),
});
const organisationRoute = createRoute({
  getParentRoute: () => inside,
  path: "/organisation",
  validateSearch: cursorSearch,
  component: lazyRouteComponent(() => import("./organisation/organisation-page.tsx"), "OrganisationPage"),
});
const locationRoute = createRoute({
  getParentRoute: () => inside,
  path: "/organisation/$locationId",
  validateSearch: (raw: Raw): { week?: string } => {
    const week = text(raw, "week");
    return { week: week && /^\d{4}-\d\d-\d\d$/.test(week) && !Number.isNaN(Date.parse(week)) ? week : undefined };
  },
  component: lazyRouteComponent(() => import("./organisation/location-page.tsx"), "LocationPage"),
});

const missingRoute = createRoute({ getParentRoute: () => inside, path: "$", component: MissingPage });

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    inside.addChildren([
      homeRoute,
      customersRoute,
      personRoute,
      importsRoute,
      newImportRoute,
      mapRoute,
      importRoute,
      importFilesRoute,
      importCheckRoute,
      analysisRoute,
      referenceRoute,
      jobsRoute,
      keysRoute,
      staffRoute,
      organisationRoute,
      locationRoute,
      missingRoute,
    ]),
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultPendingMs: 1_000_000,
});

whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in") return;
  forgetSession();
  void router.navigate({ to: "/sign-in", search: href === "/" ? {} : { to: href } });
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
