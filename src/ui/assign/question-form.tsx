import { errorText } from "../../assessment/error-text.ts";
import { useId, useState, type SyntheticEvent } from "react";
import { fieldNames } from "../../assignment/question-fields.ts";
import {
  emptyForm,
  formOfQuestion,
  lineHelp,
  type OwnType,
  type QuestionForm as Form,
} from "../../assignment/own-question-form.ts";
import type { QuestionProblem } from "../../assignment/own-question.ts";
import type { OwnQuestion } from "../../assignment/own-question-schema.ts";
import { saveOwnQuestion } from "../../store/author-own.ts";
import { typeNames } from "../shared/item/type-names.ts";
import { useStoreApi } from "../shared/use-store.tsx";
import { CheckField, SelectField, TextField } from "./fields.tsx";

const types: OwnType[] = [
  "single",
  "choose",
  "statements",
  "build-list",
  "matching",
  "dropdowns",
  "hot-area",
  "series",
];

/** The form enters the rows of a matching as pairs. */
const formNames: Record<string, string> = { ...fieldNames, targets: "Pair" };

/** Returns a problem as a sentence with the field that has it. */
function problemText({ path, message }: QuestionProblem): string {
  if (path === "") return message;
  const [field = "", position = ""] = path.split(".");
  if (field === "statements" && path.endsWith(".answer"))
    return `Statement ${Number(position) + 1} needs yes: or no: first.`;
  const number = /^\d+$/.test(position) ? ` ${Number(position) + 1}` : "";
  return `${formNames[field] ?? field}${number} ${message}.`;
}

const escapeHelp = "Put a \\ before a mark that belongs to the text.";

/** Writes a question, or changes a stored one. */
export function QuestionForm({
  question,
  onDone,
}: {
  question: OwnQuestion | undefined;
  onDone(isSaved: boolean): void;
}) {
  const id = useId();
  const app = useStoreApi();
  const [form, setForm] = useState<Form>(() => (question ? formOfQuestion(question) : emptyForm("single")));
  const [problems, setProblems] = useState<string[]>([]);
  const change = (fields: Partial<Form>) => setForm({ ...form, ...fields });
  const { type } = form;
  const help = lineHelp[type];
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    try {
      const saved = await saveOwnQuestion(app, form, question);
      if (saved.ok) onDone(true);
      else setProblems([...new Set(saved.problems.map(problemText))]);
    } catch (error) {
      setProblems([errorText(error)]);
    }
  };
  const area = (name: "stem" | "lines" | "body" | "situation" | "goal" | "rationale", label: string, hint?: string) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <textarea
        id={`${id}-${name}`}
        rows={name === "lines" ? 6 : 3}
        value={form[name]}
        aria-describedby={hint ? `${id}-${name}-hint` : undefined}
        onChange={(event) => change({ [name]: event.target.value })}
      />
      {hint && (
        <p id={`${id}-${name}-hint`} className="small muted">
          {hint}
        </p>
      )}
    </div>
  );
  return (
    <form className="assign-keys" onSubmit={(event) => void save(event)}>
      <h2>{question ? "Change the question" : "New question"}</h2>
      <SelectField
        label="Type"
        value={type}
        options={types.map((value) => ({ value, title: typeNames[value] }))}
        onChange={(next) => change({ type: next })}
      />
      {type === "series" && (
        <>
          <TextField
            label="Title of the series"
            value={form.title}
            limit={200}
            onChange={(title) => change({ title })}
          />
          {area("situation", "Situation")}
          {area("goal", "Goal")}
        </>
      )}
      {area("stem", type === "series" ? "Proposed solution" : "Question", "Code goes in backticks: `az acr create`.")}
      {type === "hot-area" && (
        <TextField label="Title of the table" value={form.title} limit={200} onChange={(title) => change({ title })} />
      )}
      {help &&
        area(
          "lines",
          "Answers",
          type === "hot-area"
            ? `${help} ${escapeHelp}`
            : `${help} After “ // ”, say why: learners read it with the result. ${escapeHelp}`,
        )}
      {type === "dropdowns" && (
        <>
          {area(
            "body",
            "Text with gaps",
            `Write each gap with its choices and a * at the right one: [[Basic|*Premium]]. ${escapeHelp}`,
          )}
          <CheckField label="It’s a command line" checked={form.command} onChange={(command) => change({ command })} />
        </>
      )}
      {type === "series" && (
        <>
          <CheckField
            label="The solution meets the goal"
            checked={form.answer}
            onChange={(answer) => change({ answer })}
          />
          {area("rationale", "Why")}
        </>
      )}
      <TextField label="Hint (optional)" value={form.hint} limit={2000} onChange={(hint) => change({ hint })} />
      <div role="alert" className="assign-alert">
        {problems.map((problem) => (
          <p key={problem}>{problem}</p>
        ))}
      </div>
      <div className="actions">
        <button type="submit" className="btn primary">
          Save the question
        </button>
        <button type="button" className="btn" onClick={() => onDone(false)}>
          Cancel
        </button>
      </div>
    </form>
  );
}
