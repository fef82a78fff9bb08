/** Text of a file that was edited and not saved yet. */
export interface FileDraft {
  world: string;
  path: string;
  /** The file's text when the editing began. */
  base: string;
  text: string;
}

const key = "drydock.sandbox.drafts";

/** Drafts that are kept, and the characters that they may have together; the oldest go first. */
const countLimit = 20;
const lengthLimit = 400_000;

let drafts: readonly FileDraft[] | undefined;

const isDraft = (value: unknown): value is FileDraft => {
  const { world, path, base, text } = (value ?? {}) as Record<string, unknown>;
  return [world, path, base, text].every((field) => typeof field === "string");
};

function all(): readonly FileDraft[] {
  if (drafts) return drafts;
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    drafts = Array.isArray(stored) ? stored.filter(isDraft) : [];
  } catch {
    drafts = [];
  }
  return drafts;
}

function keep(next: readonly FileDraft[]): void {
  let length = 0;
  drafts = next.slice(0, countLimit).filter(({ base, text }) => (length += base.length + text.length) <= lengthLimit);
  try {
    localStorage.setItem(key, JSON.stringify(drafts));
  } catch {
    // Blocked or full storage: the drafts last as long as the page.
  }
}

const others = (world: string, path: string): FileDraft[] =>
  all().filter((draft) => draft.world !== world || draft.path !== path);

/** What was edited in a file and not saved; it survives other panels, a reload and the end of the tab. */
export const draftOf = (world: string, path: string): FileDraft | undefined =>
  all().find((draft) => draft.world === world && draft.path === path);

/** Paths of a world's files with edits that are not saved. */
export const unsavedPaths = (world: string): string[] =>
  all().flatMap((draft) => (draft.world === world ? [draft.path] : []));

/** Keeps what is edited; a text that is the file's own is no draft. */
export const keepDraft = (draft: FileDraft): void =>
  keep(draft.text === draft.base ? others(draft.world, draft.path) : [draft, ...others(draft.world, draft.path)]);

/** Forgets what was edited in a file. */
export const dropDraft = (world: string, path: string): void => keep(others(world, path));
