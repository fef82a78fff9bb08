import { lazy, Suspense, useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import type { Candidate } from "../../../sandbox/protocol.ts";
import { KeyRow } from "./key-row.tsx";
import { PlaceChoice } from "./place-choice.tsx";
import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";
import { useRemembered } from "./use-remembered.ts";
import { useHistory } from "./use-history.ts";

const HistorySearch = lazy(() => import("./history-search.tsx").then((module) => ({ default: module.HistorySearch })));
const PasteDialog = lazy(() => import("./paste-dialog.tsx").then((module) => ({ default: module.PasteDialog })));

interface Completion {
  from: number;
  to: number;
  candidates: Candidate[];
  chosen: number;
}

const showChosen = (option: HTMLElement | null): void => option?.scrollIntoView({ block: "nearest" });

/**
 * The line that commands are typed in. A line entered while another runs, or before the shell has started, waits its turn.
 * Tab leaves the field, unless the learner turned completion by Tab on. After a command the field has the focus again; unless
 * `eager`, only if the command was entered in it.
 */
export function CommandLine({ eager }: { eager: boolean }) {
  const [tabCompletes, setTabCompletes] = useRemembered("tabCompletes", false);
  const store = useSandboxApi();
  const folder = useSandbox((state) => state.status?.folder ?? "~");
  const running = useSandbox((state) => state.running !== undefined);
  const line = useSandbox((state) => state.draft);
  const { setDraft: setLine } = store.getState();
  const [completion, setCompletion] = useState<Completion | undefined>(undefined);
  const [pasted, setPasted] = useState<string[] | undefined>(undefined);
  const [searching, setSearching] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const history = useHistory();
  const listId = useId();
  /** After Esc the next Tab leaves the field, whatever Tab does otherwise. */
  const leaving = useRef(false);
  const wantsFocus = useRef(eager);

  // React resets a controlled field when a key is pressed while the page is hydrated, so the field keeps its own value.
  const isAdopted = useRef(false);
  useLayoutEffect(() => {
    const { current } = field;
    if (!current) return;
    const before = current.value;
    if (!isAdopted.current && before !== line) {
      // What was typed into the prerendered field before this script ran: whole lines are entered, the rest stays.
      const lines = before.split("\n");
      const rest = lines.pop() ?? "";
      current.value = rest;
      store.getState().setDraft(rest);
      for (const entered of lines) void store.getState().executeAll([entered]);
    } else if (before !== line) current.value = line;
    isAdopted.current = true;
    current.style.height = "auto";
    current.style.height = `${current.scrollHeight}px`;
  }, [line, store]);

  useEffect(() => {
    if (running || !wantsFocus.current) return;
    field.current?.focus({ preventScroll: true });
    wantsFocus.current = eager;
  }, [running, eager]);

  /** What is in the field now; `line` is what was there when it was drawn. */
  const typed = () => field.current?.value ?? line;

  const write = (text: string) => {
    if (field.current) field.current.value = text;
    setLine(text);
  };

  const put = (text: string, cursor = text.length) => {
    write(text);
    setCompletion(undefined);
    // At once: a frame later the learner may have typed on, and the cursor would jump back.
    field.current?.setSelectionRange(cursor, cursor);
  };

  const execute = (text: string) => {
    wantsFocus.current = true;
    history.reset();
    write("");
    setCompletion(undefined);
    void store.getState().execute(text);
  };

  const take = (found: Completion, at = found.chosen) => {
    const candidate = found.candidates[at];
    if (!candidate) return;
    const goesOn = candidate.kind === "folder" || candidate.text.endsWith("=");
    const completed = line.slice(0, found.from) + candidate.text;
    const rest = line.slice(found.to);
    if (goesOn) put(completed + rest, completed.length);
    // The cursor goes behind the space, whether it was there or not.
    else put(completed + (rest.startsWith(" ") ? rest : ` ${rest}`), completed.length + 1);
  };

  const complete = async () => {
    const cursor = field.current?.selectionStart ?? line.length;
    const found = await store
      .getState()
      .ask("complete", { line, cursor })
      .catch(() => undefined);
    // The program may have been loaded first; what was typed meanwhile isn't overwritten.
    if (field.current?.value !== line) return;
    if (!found || found.candidates.length === 0) {
      setCompletion(undefined);
      return;
    }
    const all = { ...found, chosen: 0 };
    if (found.candidates.length === 1) take(all);
    else setCompletion(all);
  };

  const insert = (text: string) => {
    const { selectionStart = line.length, selectionEnd = line.length } = field.current ?? {};
    put(line.slice(0, selectionStart) + text + line.slice(selectionEnd), selectionStart + text.length);
    field.current?.focus();
  };

  const recall = (step: -1 | 1) => {
    const found = history.go(step, line);
    if (found !== undefined) put(found);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // A key that composes a character belongs to the input method.
    if (event.nativeEvent.isComposing) return;
    const leavesField = leaving.current;
    leaving.current = false;
    const key = event.ctrlKey && !event.altKey && !event.metaKey ? `Ctrl-${event.key.toLowerCase()}` : event.key;
    const handle = (work: () => void) => {
      event.preventDefault();
      work();
    };
    if (completion) {
      const { candidates, chosen } = completion;
      const move = (step: number) =>
        handle(() => setCompletion({ ...completion, chosen: (chosen + step + candidates.length) % candidates.length }));
      if (key === "ArrowDown") return move(1);
      if (key === "ArrowUp") return move(-1);
      if (key === "Enter" || (key === "Tab" && tabCompletes)) return handle(() => take(completion));
      if (key === "Escape") return handle(() => setCompletion(undefined));
    }
    const nothingSelected = field.current?.selectionStart === field.current?.selectionEnd;
    const single = !line.includes("\n");
    switch (key) {
      case "Enter":
        if (!event.shiftKey) handle(() => typed().trim() !== "" && execute(typed()));
        return;
      case "Escape":
        leaving.current = true;
        return;
      case "Tab":
        if (tabCompletes && !leavesField && !event.shiftKey) handle(() => void complete());
        return;
      case "Ctrl- ":
        return handle(() => void complete());
      case "ArrowUp":
        if (single || event.ctrlKey) handle(() => recall(-1));
        return;
      case "ArrowDown":
        if (single || event.ctrlKey) handle(() => recall(1));
        return;
      case "Ctrl-r":
        return handle(() => setSearching(true));
      case "Ctrl-l":
        return handle(() => store.getState().clear());
      case "Ctrl-c":
        // With a selection it copies, as everywhere.
        if (nothingSelected) handle(() => (running ? store.getState().interrupt() : put("")));
        return;
    }
  };

  return (
    <div className="command-line">
      {completion && (
        <div
          id={listId}
          // A `datalist` can't show what kind of thing a candidate is.
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- See above.
          role="listbox"
          aria-label="Completions"
          className="completions"
          tabIndex={0}
        >
          {completion.candidates.map(({ text, kind, detail }, at) => (
            <div
              key={text}
              id={`${listId}-${at}`}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- Belongs to the listbox above.
              role="option"
              tabIndex={-1}
              ref={at === completion.chosen ? showChosen : undefined}
              aria-selected={at === completion.chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                take(completion, at);
              }}
            >
              <code>{text}</code> <span className="small muted">{detail ?? kind}</span>
            </div>
          ))}
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed().trim() !== "") execute(typed());
        }}
      >
        <label>
          <span className="prompt mono" aria-hidden="true">
            {folder} $
          </span>
          <span className="visually-hidden">Command, in the folder {folder}</span>
          <textarea
            ref={field}
            rows={1}
            defaultValue={line}
            aria-haspopup="listbox"
            aria-controls={completion ? listId : undefined}
            aria-activedescendant={completion ? `${listId}-${completion.chosen}` : undefined}
            aria-autocomplete="list"
            aria-describedby={`${listId}-keys`}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="send"
            onChange={(event) => {
              setLine(event.target.value);
              setCompletion(undefined);
              history.reset();
            }}
            onKeyDown={onKeyDown}
            onPaste={(event) => {
              const lines = event.clipboardData.getData("text").replace(/\r\n?/g, "\n").trim().split("\n");
              if (lines.length < 2) return;
              event.preventDefault();
              setPasted(lines);
            }}
          />
        </label>
        <button type="submit" className="btn primary" disabled={line.trim() === ""}>
          Run
        </button>
      </form>
      <p id={`${listId}-keys`} className="visually-hidden">
        Press Enter to run the command, Ctrl+Space to complete it, the Up and Down arrow keys to go through earlier
        commands, and Ctrl+R to search them.
      </p>
      <div className="line-choices">
        <label className="small tab-choice">
          <input type="checkbox" checked={tabCompletes} onChange={(event) => setTabCompletes(event.target.checked)} />{" "}
          Tab completes (press Esc, then Tab, to leave the field)
        </label>
        <PlaceChoice />
      </div>
      <KeyRow
        onInsert={insert}
        onRecall={recall}
        onComplete={() => void complete()}
        onSearch={() => setSearching(true)}
      />
      {searching && (
        <Suspense fallback={null}>
          <HistorySearch
            lines={history.lines()}
            onClose={(found) => {
              setSearching(false);
              if (found !== undefined) put(found);
              field.current?.focus();
            }}
          />
        </Suspense>
      )}
      {pasted && (
        <Suspense fallback={null}>
          <PasteDialog
            lines={pasted}
            onClose={(choice) => {
              setPasted(undefined);
              if (choice === "insert") insert(pasted.join("\n"));
              if (choice === "run") void store.getState().executeAll(pasted);
              field.current?.focus();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
