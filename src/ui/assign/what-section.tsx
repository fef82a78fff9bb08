import { useEffect, useRef } from "react";
import type { AssignmentDraft, DraftPart } from "../../assignment/assignment-draft.ts";
import { sizeOf, type PartProblem } from "../../assignment/pin-parts.ts";
import { outline } from "../../content/course.ts";
import type { AuthorContent } from "../../store/author-content.ts";
import { countsLikeExam } from "../../store/author-list.ts";
import type { AuthorState } from "../../store/author-store.ts";
import { counted } from "../../assessment/counted.ts";
import { BlueprintPart } from "./blueprint-part.tsx";
import { FamilyPart } from "./family-part.tsx";
import { HandPart } from "./hand-part.tsx";
import { IdeasPart } from "./ideas-part.tsx";
import { WalkthroughPart } from "./walkthrough-part.tsx";

type Kind = DraftPart["kind"];

const names: Record<Kind, string> = {
  blueprint: "Questions by objective",
  items: "Chosen questions",
  misconceptions: "Questions about wrong ideas",
  family: "Question family",
  walkthrough: "Walkthrough",
};
const kinds: { kind: Kind; title: string }[] = [
  { kind: "blueprint", title: "By objective" },
  { kind: "items", title: "Choose questions" },
  { kind: "misconceptions", title: "By wrong idea" },
  { kind: "family", title: "Question family" },
  { kind: "walkthrough", title: "Walkthrough" },
];
const presets = [10, 20];

/** Returns a part to begin with. */
function newPart(kind: Kind, content: AuthorContent): DraftPart {
  switch (kind) {
    case "blueprint":
      return { kind, counts: {}, same: false };
    case "items":
      return { kind, ids: [] };
    case "misconceptions":
      return { kind, codes: [], count: 5, same: false };
    case "family":
      return { kind, family: content.families[0]?.id ?? "", count: 1, same: false };
    case "walkthrough":
      return { kind, id: outline.walkthroughs[0]?.id ?? "", points: 10 };
  }
}

/** The questions: parts of several kinds, in any number. */
export function WhatSection({
  author,
  draft,
  content,
  problems,
}: {
  author: AuthorState;
  draft: AssignmentDraft;
  content: AuthorContent;
  problems: readonly PartProblem[];
}) {
  const { parts, profile } = draft;
  const { change, remove } = author;
  const list = useRef<HTMLOListElement>(null);
  const isAdded = useRef(false);
  useEffect(() => {
    if (isAdded.current) list.current?.querySelector<HTMLElement>(":scope > li:last-child h3")?.focus();
    isAdded.current = false;
  }, [parts.length]);
  const add = (part: DraftPart) => {
    isAdded.current = true;
    change({ parts: [...parts, part] });
  };
  const replace = (at: number, part: DraftPart) => change({ parts: parts.with(at, part) });
  return (
    <section className="assign-block" aria-labelledby="what">
      <h2 id="what">Questions</h2>
      {parts.length === 0 && (
        <>
          <p className="muted">Start with a set like the exam, or choose below.</p>
          <div className="actions">
            {presets.map((count) => (
              <button
                key={count}
                type="button"
                className="btn"
                onClick={() => add({ kind: "blueprint", counts: countsLikeExam(content, profile, count), same: false })}
              >
                {count} questions like the exam
              </button>
            ))}
          </div>
        </>
      )}
      <ol ref={list} className="assign-parts">
        {parts.map((part, at) => {
          const { questions } = sizeOf([part]);
          return (
            // Parts have no ids; their order changes only when one is removed.
            <li key={at} className="assign-part">
              <header>
                <h3 tabIndex={-1}>
                  {names[part.kind]}
                  {part.kind !== "walkthrough" && <span className="muted num"> {counted(questions, "question")}</span>}
                </h3>
                <button
                  type="button"
                  className="btn quiet"
                  onClick={() => remove(names[part.kind].toLowerCase(), parts.toSpliced(at, 1))}
                >
                  Remove<span className="visually-hidden"> {names[part.kind]}</span>
                </button>
              </header>
              {part.kind === "blueprint" && (
                <BlueprintPart part={part} profile={profile} content={content} onChange={(next) => replace(at, next)} />
              )}
              {part.kind === "items" && (
                <HandPart
                  part={part}
                  profile={profile}
                  content={content}
                  onChange={(next) => replace(at, next)}
                  onRemove={(name, next) => remove(name, parts.with(at, next))}
                />
              )}
              {part.kind === "misconceptions" && (
                <IdeasPart part={part} profile={profile} content={content} onChange={(next) => replace(at, next)} />
              )}
              {part.kind === "family" && (
                <FamilyPart part={part} profile={profile} content={content} onChange={(next) => replace(at, next)} />
              )}
              {part.kind === "walkthrough" && <WalkthroughPart part={part} onChange={(next) => replace(at, next)} />}
              <div className="assign-problems">
                {problems
                  .filter((problem) => problem.part === at)
                  .map(({ message, isUnfinished }) => (
                    <p key={message} data-level={isUnfinished ? "note" : "error"}>
                      {message}
                    </p>
                  ))}
              </div>
            </li>
          );
        })}
      </ol>
      <h3 className="assign-add">Add</h3>
      <div className="actions">
        {kinds.map(({ kind, title }) => (
          <button key={kind} type="button" className="btn" onClick={() => add(newPart(kind, content))}>
            {title}
          </button>
        ))}
      </div>
    </section>
  );
}
