import { oneLine } from "../../assessment/plain-text.ts";
import type { StoreApi } from "zustand";
import { showsAnswers } from "../../assessment/assigned-feedback.ts";
import { stillMissed } from "../../assessment/attempt-actions.ts";
import type { BankItem } from "../../content/content.ts";
import { bodyFor } from "../../assessment/body-for.ts";
import type { ProgressSnapshot } from "../../store/state.ts";
import type { State } from "../../store/state.ts";
import { pages } from "../shared/pages.ts";
import { askShell } from "../shared/ui-events.ts";
import type { Found } from "./find.ts";

const longestStem = 110;

/** Returns the app's own pages, which the index of the content doesn't hold. */
export const appPages = (): Found[] =>
  pages.map(({ href, title }) => ({ id: `page-${href}`, kind: "page", title, place: "", href }));

/** Returns what can be done from anywhere. */
export function actions(store: StoreApi<State>): Found[] {
  const change = (settings: Parameters<State["changeSettings"]>[0]) => () => store.getState().changeSettings(settings);
  const action = (id: string, title: string, run: () => void): Found => ({
    id: `action-${id}`,
    kind: "action",
    title,
    place: "",
    run,
  });
  return [
    action("chapter", "Rules: Chapter", change({ profile: "chapter", profileChosen: true })),
    action("azure", "Rules: Azure today", change({ profile: "azure", profileChosen: true })),
    action("light", "Light theme", change({ theme: "light" })),
    action("dark", "Dark theme", change({ theme: "dark" })),
    action("keys", "Help and keyboard shortcuts", () => askShell("help")),
    {
      id: "action-backup",
      kind: "action",
      title: "Export or restore a backup",
      place: "Settings",
      href: "/settings/#data",
    },
    {
      id: "action-practice",
      kind: "action",
      title: "Try 10 questions",
      place: "Practice",
      href: "/practice/#pretest",
    },
  ];
}

/** Returns a stem as one line without its markup. */
const stemTitle = (html: string): string => {
  const text = oneLine(new DOMParser().parseFromString(html, "text/html").body.textContent);
  return text.length > longestStem ? `${text.slice(0, longestStem - 1)}…` : text;
};

/** Submitted attempts whose answers may be shown: those of an assignment may not until its instructor releases them. */
const submittedIn = ({ attempts }: ProgressSnapshot, now: number) =>
  attempts.filter((attempt) => attempt.submittedAt !== undefined && showsAnswers(attempt, now));

/** Returns the ids of the questions the learner has answered, in a submitted attempt or inside a section. */
export const answeredIds = (snapshot: ProgressSnapshot | null, now: number): string[] =>
  snapshot
    ? [
        ...submittedIn(snapshot, now).flatMap((attempt) => attempt.items.map(({ itemId }) => itemId)),
        ...snapshot.checks.map(({ itemId }) => itemId),
      ]
    : [];

/** Returns the questions the learner has answered, as entries of the search. */
export function answeredItems(items: readonly BankItem[], snapshot: ProgressSnapshot | null, now: number): Found[] {
  if (!snapshot) return [];
  const missed = new Set(stillMissed(submittedIn(snapshot, now)));
  const seen = new Set(answeredIds(snapshot, now));
  return items
    .filter(({ id, type }) => seen.has(id) && type !== "reveal")
    .map((item) => ({
      id: `item-${item.id}`,
      kind: "item",
      title: stemTitle(bodyFor(item, "chapter")?.stem ?? item.id),
      place: missed.has(item.id) ? `${item.objective}, missed last time` : item.objective,
      href: `/practice/#item-${item.id}`,
    }));
}
