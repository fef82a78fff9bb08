import { matchPath } from "react-router-dom";

const content = (name: string): string => `virtual:drydock/${name}`;

/** What reads the learner's progress. */
const progress = ["src/progress/open-progress.ts", "src/store/read-progress.ts"];

/**
 * Modules besides a screen's own without which it can't be drawn, by the route's pattern. A page names them, so that they aren't
 * first found when the app runs. Pages with the simulator have a budget and load theirs later.
 */
const contentOf: Record<string, (id: string) => string[]> = {
  "/settings/": () => [content("about")],
  "/learn/": () => [content("leads")],
  "/compare/": () => [content("leads")],
  "/compare/:id/": (id) => [content(`comparison/${id}`)],
  "/facts/": () => [content("fact-index")],
  "/facts/:id/": (id) => [content("fact-index"), content("fact-topics"), content(`fact-topic/${id}`)],
  "/reference/": () => [content("reference")],
  "/misconceptions/": () => [content("misconceptions")],
  "/review/cards/": () => [content("objectives")],
  "/quiz/": () => progress,
  "/exam/": () => [content("objectives"), ...progress],
  "/results/": () => [content("objectives"), ...progress],
  "/walkthroughs/": () => [content("leads")],
  "/walkthroughs/:id/": (id) => [content(`walkthrough/${id}`)],
};

/** Modules that the page at a path needs besides its screen's, as the build's manifest names them. */
export const pageContent = (path: string): string[] =>
  Object.entries(contentOf).flatMap(([pattern, modules]) => {
    const match = matchPath({ path: pattern, end: true }, path);
    return match ? modules(match.params["id"] ?? "") : [];
  });
