import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Rolldown } from "vite";

interface Chunk {
  /** Start of the file's name. */
  name: string;
  /** Modules below `src`, and folders, which end in a slash. */
  modules: string[];
  /** Modules of these folders that are loaded when they are needed. */
  except?: string[];
  /** Parts of module paths outside `src`. */
  outside?: string[];
  /** From how many chunks a module has to be needed; otherwise it stays in the one that needs it. */
  minShareCount?: number;
}

/**
 * What screens share comes in few files: each costs a slow connection a request. A module that nobody names goes where the first
 * module that imports it goes, so one that every page needs has to be named before `asking`.
 */
const chunks: Chunk[] = [
  {
    name: "base",
    modules: [
      "assessment/body-for.ts",
      "assessment/error-text.ts",
      "content/course.ts",
      "store/in-turn.ts",
      "ui/shared/icons.tsx",
      "ui/shared/link.tsx",
      "ui/shared/profile-names.ts",
      "ui/shared/start-at-heading.ts",
      "ui/shared/use-retry.ts",
      "ui/shared/use-store.tsx",
    ],
    outside: [
      "rolldown/runtime",
      "preload-helper",
      "node_modules/react/",
      "node_modules/react-dom/cjs/react-dom.production",
      "node_modules/react-dom/index",
      "node_modules/react-router/",
      "node_modules/zustand/",
    ],
  },
  {
    name: "shared",
    modules: [
      "ui/shared/change-and-focus.ts",
      "ui/shared/download.ts",
      "ui/shared/group.tsx",
      "ui/shared/status.tsx",
      "ui/shared/tab-keys.ts",
      "ui/shared/use-hydrated.ts",
      "ui/shared/use-wide.ts",
      "ui/shared/walkthrough-levels.ts",
      "ui/shared/with-code.tsx",
    ],
  },
  {
    name: "terminal",
    modules: ["ui/shared/terminal/"],
    except: [
      "ui/shared/terminal/command-terminal.css",
      "ui/shared/terminal/command-terminal.tsx",
      "ui/shared/terminal/history-search.tsx",
      "ui/shared/terminal/paste-dialog.tsx",
      "ui/shared/terminal/rules-dialog.css",
      "ui/shared/terminal/rules-dialog.tsx",
    ],
  },
  {
    name: "text",
    modules: [
      "assessment/counted.ts",
      "assessment/number-order.ts",
      "assessment/other-profile.ts",
      "assessment/plain-text.ts",
      "assessment/shuffle.ts",
      "content/fact.ts",
      "content/sandbox-link.ts",
      "ui/shared/dual.tsx",
      "ui/shared/html.tsx",
    ],
  },
  {
    name: "study",
    modules: [
      "assessment/assigned-feedback.ts",
      "assessment/attempt-actions.ts",
      "assessment/chosen-misconceptions.ts",
      "assessment/gate.ts",
      "assessment/local-day.ts",
      "assessment/misconceptions.ts",
      "assessment/practice-memory.ts",
      "assessment/practice-pool.ts",
      "assessment/practice.ts",
      "assessment/score.ts",
      "assessment/seen.ts",
      "ui/shared/attempt-path.ts",
      "ui/shared/exam-date.tsx",
      "ui/shared/item/attempt-history.tsx",
      "ui/shared/item/type-names.ts",
      "ui/shared/local-notes.ts",
      "ui/shared/next-step.ts",
      "ui/shared/percent.ts",
      "ui/shared/return-note.ts",
      "ui/shared/use-environments.ts",
      "ui/shared/use-follow-progress.ts",
      "ui/shared/use-hash.ts",
      "ui/shared/use-log.ts",
    ],
  },
  {
    name: "asking",
    modules: [
      "assessment/assemble.ts",
      "assessment/describe-response.ts",
      "assessment/exam-sections.ts",
      "assessment/form-sections.ts",
      "assessment/log-entry.ts",
      "assessment/table-test.ts",
      "content/test-table.ts",
      "store/attempt-log.ts",
      "store/attempt-store.ts",
      "store/start-attempt.ts",
      "ui/quiz/under-way-dialog.tsx",
      "ui/quiz/use-start.tsx",
      "ui/quiz/use-withheld.ts",
      "ui/shared/item/",
      "ui/shared/list-or-opened.tsx",
      "ui/shared/use-choices.ts",
    ],
    minShareCount: 2,
  },
];

const escaped = (path: string): string => path.replaceAll(/[.\\]/g, "\\$&");

/** Returns the files that pages share, as groups of the bundler. Throws for a module that doesn't exist. */
export function pageChunks(root: string): Rolldown.CodeSplittingGroup[] {
  return chunks.map(({ name, modules, except = [], outside = [], ...rest }) => {
    const missing = [...modules, ...except].filter((path) => !existsSync(join(root, "src", path)));
    if (missing.length > 0) throw new Error(`The chunk ${name} names ${missing.join(", ")}, which isn't in src.`);
    const skipped = except.map((path) => `(?!${escaped(path)})`).join("");
    const own = modules.map((path) => `/src/${skipped}${escaped(path)}${path.endsWith("/") ? "" : "$"}`);
    return { name, test: new RegExp([...own, ...outside.map(escaped)].join("|")), ...rest };
  });
}
