import { assignRoutes } from "./assign-routes.tsx";
import { assignedRoutes } from "./assigned-routes.tsx";
import { gradebookRoutes } from "./gradebook-routes.tsx";
import { guideRoutes } from "./guide-routes.tsx";
import type { Route } from "./route.ts";

/** What instructors and their learners use; every address begins as `isClassPath` in `routes.tsx` says. */
export const classRoutes: Route[] = [...assignRoutes, ...assignedRoutes, ...gradebookRoutes, ...guideRoutes];
