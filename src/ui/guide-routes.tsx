import type { Route } from "./route.ts";

const pages = () => import("./guide/guide-pages.tsx");

/** The guides for instructors, and their list. What they are called comes with the screens: this file is part of every page. */
export const guideRoutes: Route[] = [
  {
    pattern: "/assign/guide/:id?/",
    module: "src/ui/guide/guide-pages.tsx",
    paths: async () => (await pages()).guidePaths,
    load: async ({ id }) => (await pages()).loadGuidePage(id),
  },
];
