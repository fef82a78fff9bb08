import { useEffect, useMemo, useState } from "react";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useStore as useZustand } from "zustand";
import { errorText } from "../../assessment/error-text.ts";
import type { AssignmentRow, KeyRow } from "../../progress/assignment-rows.ts";
import type { Progress } from "../../progress/progress.ts";
import { loadAuthorContent, type AuthorContent } from "../../store/author-content.ts";
import { checkDraft, type DraftCheck } from "../../store/author-issue.ts";
import { createAuthorStore, type AuthorState } from "../../store/author-store.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { useStored } from "../shared/use-stored.ts";

/** Opens an assignment in the editor, and keeps it current with what other tabs store. */
export function useAuthor(id: string): AuthorState {
  const app = useStoreApi();
  const author = useMemo(() => createAuthorStore(app, id), [app, id]);
  const changes = useStore((state) => state.storedChanges);
  const state = useZustand(author);
  const { open } = state;
  useFollowProgress();
  useEffect(() => void open(), [open, changes]);
  return state;
}

/** Loads what an assignment can be made of; null until then, a text when that failed. */
export function useAuthorContent(): AuthorContent | null | string {
  const app = useStoreApi();
  const [content, setContent] = useState<AuthorContent | null | string>(null);
  useEffect(() => {
    let isCurrent = true;
    loadAuthorContent(app).then(
      (loaded) => isCurrent && setContent(loaded),
      (error: unknown) => isCurrent && setContent(errorText(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [app]);
  return content;
}

/** Time between looks at whether a date has passed meanwhile, in milliseconds. */
const lookEvery = 30_000;

/** Checks a draft after every change; the last result stays until the next is there. `problem` says why there is none. */
export function useDraftCheck(
  row: AssignmentRow,
  content: AuthorContent,
): { check: DraftCheck | null; isCurrent: boolean; now: number; problem: string } {
  const app = useStoreApi();
  const [now, setNow] = useState(() => app.getState().now());
  const [checked, setChecked] = useState<{ row: AssignmentRow; check: DraftCheck } | null>(null);
  useEffect(() => {
    const timer = setInterval(() => setNow(app.getState().now()), lookEvery);
    return () => clearInterval(timer);
  }, [app]);
  const [failed, setFailed] = useState<{ row: AssignmentRow; problem: string } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    checkDraft(row, content, now).then(
      (check) => isCurrent && setChecked({ row, check }),
      (error: unknown) => isCurrent && setFailed({ row, problem: errorText(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [row, content, now]);
  const isCurrent = checked?.row === row;
  return {
    check: checked?.check ?? null,
    isCurrent,
    now,
    problem: !isCurrent && failed?.row === row ? failed.problem : "",
  };
}

const readKeys = async (progress: Progress): Promise<KeyRow[]> => (await progress.classes()).keys();

/** Reads the keys of the instructor, the newest first; undefined until then. */
export const useKeys = (): KeyRow[] | undefined => useStored(readKeys);
