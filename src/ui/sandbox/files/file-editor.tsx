import { errorText } from "../../../assessment/error-text.ts";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { FileContent } from "../../../sandbox/files-view.ts";
import { tilde } from "../../../sandbox/home-path.ts";
import { useSandbox, useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { useAnswer } from "../../shared/terminal/use-view.ts";
import { PanelState } from "../panel-state.tsx";
import { BackToList } from "../panes.tsx";
import { draftOf, dropDraft, keepDraft } from "./drafts.ts";
import { NameForm } from "./name-form.tsx";
import { Status } from "../../shared/status.tsx";
import { Group } from "../../shared/group.tsx";
import { changeAndFocus } from "../../shared/change-and-focus.ts";

interface FileEditorProps {
  world: string;
  path: string;
  /** Leaves the file, where tree and editor have no room side by side. */
  onBack(): void;
  /** Whether the file has edits that are not saved may have changed. */
  onDraft(): void;
  onSay(words: string): void;
  onMoved(path: string): void;
  onRemoved(): void;
}

const sizes = new Intl.NumberFormat("en", { style: "unit", unit: "byte", unitDisplay: "long" });

/** A file of the machine: its text to be changed, or what it is when it is no text. */
export function FileEditor(props: FileEditorProps) {
  const { path, onBack } = props;
  const request = useAnswer("file", { path });
  const { answer } = request;
  const back = <BackToList onBack={onBack}>All files</BackToList>;
  if (answer) return <OpenFile {...props} file={answer} back={back} />;
  return (
    <>
      {back}
      {answer === null ? (
        <p className="muted files-none">{tilde(path)} was deleted. Undo may bring it back.</p>
      ) : (
        <PanelState of={request} />
      )}
    </>
  );
}

function OpenFile({ file, back, ...props }: FileEditorProps & { file: FileContent; back: React.ReactNode }) {
  const { world, path, onDraft, onSay } = props;
  const store = useSandboxApi();
  const busy = useSandbox((state) => state.running !== undefined);
  const [draft, setDraft] = useState(() => draftOf(world, path));
  const [asking, setAsking] = useState<"name" | "delete" | undefined>(undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const area = useRef<HTMLTextAreaElement>(null);
  const tools = useRef<HTMLDivElement>(null);
  const title = useId();
  /** What was saved just now, until the file is asked for again. */
  const [saved, setSaved] = useState<string | undefined>(undefined);
  const [loadedText, setLoadedText] = useState(file.text);
  if (loadedText !== file.text) {
    setLoadedText(file.text);
    setSaved(undefined);
  }
  const text = saved ?? file.text;
  const unsaved = draft !== undefined && draft.text !== text;
  const moved = unsaved && draft.base !== text;
  const endAsking = () =>
    changeAndFocus(
      () => setAsking(undefined),
      () => tools.current?.querySelector<HTMLElement>("button:enabled"),
    );
  const forget = () => {
    dropDraft(world, path);
    setDraft(undefined);
    onDraft();
  };
  const change = (next: string) => {
    const changed = { world, path, base: draft?.base ?? text ?? "", text: next };
    if (next === text) return forget();
    keepDraft(changed);
    setDraft(changed);
    onDraft();
  };
  const attempt = async (work: () => Promise<unknown>) => {
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  const save = () => {
    if (!unsaved) return onSay("No changes to save.");
    void attempt(async () => {
      await store.getState().ask("saveFile", { path, text: draft.text });
      setSaved(draft.text);
      const now = draftOf(world, path);
      const typed = now && now.text !== draft.text ? { ...now, base: draft.text } : undefined;
      if (typed) keepDraft(typed);
      else dropDraft(world, path);
      setDraft(typed);
      onDraft();
      onSay(`Saved ${tilde(path)}. Undo reverts it.`);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    save();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl+S in any of its fields saves.
    <section className="files-editor" aria-labelledby={title} onKeyDown={onKeyDown}>
      <div className="files-head">
        {back}
        <h2 id={title} className="mono small">
          {tilde(path)}
        </h2>
        {unsaved && (
          <span className="tag caution">
            <span aria-hidden="true">● </span>not saved
          </span>
        )}
        <div className="actions files-tools" ref={tools}>
          {text !== undefined && (
            <>
              <button
                type="button"
                className="btn primary"
                aria-keyshortcuts="Control+S"
                title="Ctrl-S"
                disabled={!unsaved || busy}
                onClick={save}
              >
                Save
              </button>
              <button
                type="button"
                className="btn"
                disabled={!unsaved}
                onClick={() => {
                  forget();
                  onSay("Your changes were discarded.");
                  area.current?.focus();
                }}
              >
                Discard
              </button>
            </>
          )}
          <button type="button" className="btn" disabled={busy} onClick={() => setAsking("name")}>
            Rename
          </button>
          <button type="button" className="btn" disabled={busy} onClick={() => setAsking("delete")}>
            Delete
          </button>
        </div>
      </div>
      {asking === "name" && (
        <NameForm
          label="New name"
          action="Rename"
          start={tilde(path).slice(2)}
          busy={busy}
          onCancel={endAsking}
          onName={async (name) => {
            const { path: to } = await store.getState().ask("renameFile", { path, name });
            if (draft && text !== undefined) keepDraft({ ...draft, path: to });
            dropDraft(world, path);
            props.onMoved(to);
          }}
        />
      )}
      {asking === "delete" && (
        <DeleteQuestion
          unsaved={unsaved}
          busy={busy}
          onKeep={endAsking}
          onDelete={() =>
            void attempt(async () => {
              await store.getState().ask("removeFile", { path });
              dropDraft(world, path);
              props.onRemoved();
            })
          }
        />
      )}
      {problem !== undefined && (
        <p className="files-wrong small" role="alert">
          {problem}
        </p>
      )}
      {moved && (
        <Status className="files-moved small">
          The file has changed since you opened it. Save replaces it with your text; Discard shows the file as it is
          now.
        </Status>
      )}
      {text === undefined ? (
        <p className="muted files-none">
          {file.why === "large"
            ? `This file is too large to edit here: ${sizes.format(file.size)}.`
            : `This file contains ${sizes.format(file.size)} of binary data, not text. Commands can use it.`}
        </p>
      ) : (
        <textarea
          ref={area}
          className="files-text mono"
          aria-label={`Text of ${tilde(path)}`}
          value={draft?.text ?? text}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={(event) => change(event.target.value)}
        />
      )}
    </section>
  );
}

interface DeleteQuestionProps {
  unsaved: boolean;
  busy: boolean;
  onDelete(): void;
  onKeep(): void;
}

function DeleteQuestion({ unsaved, busy, onDelete, onKeep }: DeleteQuestionProps) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <Group className="files-form" aria-label="Delete this file?">
      <p>Delete this file? Undo brings it back{unsaved && ", without your unsaved changes"}.</p>
      <div className="actions">
        <button type="button" className="btn danger" disabled={busy} onClick={onDelete}>
          Delete file
        </button>
        <button ref={keep} type="button" className="btn" onClick={onKeep}>
          Keep file
        </button>
      </div>
    </Group>
  );
}
