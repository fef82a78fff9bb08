import type { ReactNode } from "react";
import { Link } from "../shared/link.tsx";
import { useHydrated } from "../shared/use-hydrated.ts";
import { Editor } from "./editor.tsx";
import { GiveOut } from "./give-out.tsx";
import { useAuthor, useAuthorContent } from "./use-author.ts";
import { useOwnHash } from "./use-own-hash.ts";
import "./assign.css";

function Message({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      <p className="muted">{children}</p>
      <p>
        <Link to="/assign/" className="btn">
          All assignments
        </Link>
      </p>
    </>
  );
}

function Opened({ id }: { id: string }) {
  const author = useAuthor(id);
  const content = useAuthorContent();
  const { phase, row, problem } = author;
  if (phase === "missing") {
    return <Message title="No such assignment">It was deleted, or it’s on another device.</Message>;
  }
  if (typeof content === "string") {
    return <Message title="The questions didn’t load">{content} Reload the page to try again.</Message>;
  }
  if (!row || !content) {
    if (problem) return <Message title="This assignment didn’t load">{problem} Reload the page to try again.</Message>;
    return (
      <>
        <h1 tabIndex={-1}>Assignment</h1>
        <p className="muted">Loading the assignment…</p>
      </>
    );
  }
  return row.issued ? (
    <GiveOut row={row} issued={row.issued} />
  ) : (
    <Editor author={author} row={row} content={content} />
  );
}

/** An assignment by the id after #: its form, or how it is given out once it was issued. */
export function EditorScreen() {
  const id = useOwnHash("/assign/new/");
  const isHydrated = useHydrated();
  return (
    <div className="page assign">
      {isHydrated && id !== "" ? (
        <Opened key={id} id={id} />
      ) : (
        <Message title="Assignment">Choose an assignment from your list, or start a new one there.</Message>
      )}
    </div>
  );
}
