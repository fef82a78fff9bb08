import { matchPath } from "react-router-dom";

/**
 * Modules besides a screen's own that its route loads before the screen is drawn, by the route's pattern. A page names them, so that
 * they aren't first found when the app runs. Pages with the simulator have a budget and load theirs later.
 */
const contentOf: Record<string, (id: string) => string[]> = {
  "/settings/": () => ["about"],
  "/learn/": () => ["leads"],
  "/compare/": () => ["leads"],
  "/compare/:id/": (id) => [`comparison/${id}`],
  "/facts/": () => ["fact-index"],
  "/facts/:id/": (id) => ["fact-index", "fact-topics", `fact-topic/${id}`],
  "/reference/": () => ["reference"],
  "/misconceptions/": () => ["misconceptions"],
  "/review/cards/": () => ["objectives"],
  "/exam/": () => ["objectives"],
  "/results/": () => ["objectives"],
  "/walkthroughs/": () => ["leads"],
  "/walkthroughs/:id/": (id) => [`walkthrough/${id}`],
};

/** Modules that the page at a path needs besides its screen's, as the build's manifest names them. */
export function pageContent(path: string): string[] {
  const found = Object.entries(contentOf).flatMap(([pattern, names]) => {
    const match = matchPath({ path: pattern, end: true }, path);
    return match ? names(match.params["id"] ?? "") : [];
  });
  return found.map((name) => `virtual:drydock/${name}`);
}
