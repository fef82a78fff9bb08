import { assignRoutes } from "./assign-routes.tsx";
import { assignedRoutes } from "./assigned-routes.tsx";
import { gradebookRoutes } from "./gradebook-routes.tsx";
import { guideRoutes } from "./guide-routes.tsx";
import type { Route } from "./route.ts";
import { SecureOnly } from "./secure-only.tsx";

/** What instructors and their learners use; every address begins as `isClassPath` in `routes.tsx` says. */
export const classRoutes: Route[] = [
  ...[...assignRoutes, ...assignedRoutes, ...gradebookRoutes].map(secured),
  ...guideRoutes,
];

/** Signing and sealing work at secure addresses only. */
function secured(route: Route): Route {
  const load: Route["load"] = async (...params) => {
    const screen = await route.load(...params);
    return screen && { ...screen, element: <SecureOnly>{screen.element}</SecureOnly> };
  };
  return { ...route, load };
}
