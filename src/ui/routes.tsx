import { matchPath } from "react-router-dom";
import { loadAbout, outline } from "../content/course.ts";
import { handsOnRoutes } from "./hands-on-routes.tsx";
import { readRoutes } from "./read-routes.tsx";
import type { LoadedScreen, Route } from "./route.ts";
import { studyRoutes } from "./study-routes.tsx";

/** Not in the scripts of the page, as all descriptions. */
const about = import.meta.env.SSR
  ? `${outline.subject}: read the chapter, compare options, answer exam questions, and run commands in a simulated Azure environment. Works offline.`
  : "";

/** Addresses that most visits need. */
const everyonesRoutes: Route[] = [
  {
    pattern: "/",
    module: "src/ui/today/today-screen.tsx",
    paths: ["/"],
    load: async () => {
      const { TodayScreen } = await import("./today/today-screen.tsx");
      return { title: "Today", description: about, element: <TodayScreen /> };
    },
  },
  {
    pattern: "/settings/",
    module: "src/ui/settings/settings-screen.tsx",
    paths: ["/settings/"],
    load: async () => {
      const [{ SettingsScreen }, about] = await Promise.all([import("./settings/settings-screen.tsx"), loadAbout()]);
      return {
        title: "Settings",
        description: import.meta.env.SSR ? "Rules, appearance, exam date, data, backup, and privacy." : "",
        element: <SettingsScreen about={about} />,
      };
    },
  },
  ...readRoutes,
  ...handsOnRoutes,
  ...studyRoutes,
];

const isClassPath = (path: string): boolean => /^\/(?:assign|a)\//.test(path);

/** Few visits need them, so that they load with their screens. */
const loadClassRoutes = async (): Promise<Route[]> => (await import("./class-routes.tsx")).classRoutes;

/** Loads every address of the app. */
export const loadRoutes = async (): Promise<Route[]> => [...everyonesRoutes, ...(await loadClassRoutes())];

const withSlash = (path: string): string => (path.endsWith("/") ? path : `${path}/`);

/** Loads the screen of a path, or the not-found screen for an unknown path. */
export async function loadScreen(pathname: string): Promise<LoadedScreen> {
  const path = withSlash(pathname.replace(/index\.html$/, ""));
  for (const route of isClassPath(path) ? await loadClassRoutes() : everyonesRoutes) {
    const match = matchPath({ path: route.pattern, end: true }, path);
    const screen = match && (await route.load(match.params));
    if (screen) return { ...screen, path, found: true };
  }
  const { NotFoundScreen } = await import("./shell/not-found-screen.tsx");
  return {
    path,
    title: "Not found",
    description: about,
    found: false,
    element: <NotFoundScreen key={path} path={path} />,
  };
}

/** Returns the route of a path; undefined when no screen is there. */
export const findRoute = (routes: readonly Route[], path: string): Route | undefined =>
  routes.find((route) => matchPath({ path: route.pattern, end: true }, path));
