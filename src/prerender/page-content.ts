import { matchPath } from "react-router-dom";
import { outline } from "../content/course.ts";
import { loadSheetTopics } from "../content/sheet-topics.ts";

const content = (name: string): string => `virtual:drydock/${name}`;
const facts = [content("fact-index"), content("fact-topics")];
const fact = (id: string): string => content(`fact-topic/${id}`);
const walkthrough = (id: string): string => content(`walkthrough/${id}`);

/** What reads the learner's progress. */
const progress = ["src/progress/open-progress.ts", "src/store/read-progress.ts"];
/** What finds the screens for instructors and their learners. */
const classRoutes = ["src/ui/class-routes.tsx"];

/**
 * Modules that a screen loads besides its own before it can be drawn, or at once when it is, by the pattern of the path. Those of every
 * pattern that fits are added up. Pages with the simulator have a budget and load theirs later.
 */
const contentOf: Record<string, (id: string) => string[] | Promise<string[]>> = {
  "/settings/": () => [content("about")],
  "/learn/": () => [content("leads")],
  "/compare/": () => [content("leads")],
  "/compare/:id/": (id) => [content(`comparison/${id}`)],
  "/facts/": () => [content("fact-index")],
  "/facts/:id/": (id) => [...facts, fact(id)],
  "/reference/": () => [content("reference")],
  "/print/cheat-sheet/": async () => [
    ...facts,
    ...(await loadSheetTopics()).map(({ id }) => fact(id)),
    ...outline.walkthroughs.map(({ id }) => walkthrough(id)),
  ],
  "/print/questions/": () => [content("objectives")],
  "/misconceptions/": () => [content("misconceptions")],
  "/review/cards/": () => [content("objectives")],
  "/practice/": () => progress,
  "/quiz/": () => progress,
  "/exam/": () => [content("objectives"), ...progress],
  "/results/": () => [content("objectives"), ...progress],
  "/progress/": () => progress,
  "/walkthroughs/": () => [content("leads")],
  "/walkthroughs/:id/": (id) => [walkthrough(id)],
  "/a/": () => classRoutes,
  "/assign/*": () => classRoutes,
  "/assign/gradebook/": () => [content("objectives"), content("misconceptions")],
  "/assign/guide/:id/": (id) => [content(`guide/${id}`)],
};

/** Returns the modules that the page at a path needs besides its screen's, as the build's manifest names them. */
export async function pageContent(path: string): Promise<string[]> {
  const found = Object.entries(contentOf).map(([pattern, modules]) => {
    const match = matchPath({ path: pattern, end: true }, path);
    return match ? modules(match.params["id"] ?? "") : [];
  });
  return (await Promise.all(found)).flat();
}
