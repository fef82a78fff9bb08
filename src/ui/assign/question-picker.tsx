import { useId, useState } from "react";
import { itemTypes, type ItemType } from "../../assessment/item.ts";
import { ownObjective } from "../../assignment/own-question.ts";
import type { Objective } from "../../content/content.ts";
import { counted } from "../../assessment/counted.ts";
import { typeNames } from "../shared/item/type-names.ts";
import { Status } from "../shared/status.tsx";
import { fitsFilter, type QuestionChoice, type QuestionFilter } from "./question-choice.ts";

const pageSize = 25;
const difficulties = ["1, easy", "2", "3", "4", "5, hard"];
const typeName = (type: ItemType | "case"): string => (type === "case" ? "Case study" : typeNames[type]);

/** Searches and filters the questions of the bank; a check mark takes one into the assignment. */
export function QuestionPicker({
  choices,
  objectives,
  ids,
  onChange,
}: {
  choices: readonly QuestionChoice[];
  objectives: readonly Objective[];
  ids: readonly string[];
  onChange(ids: string[]): void;
}) {
  const id = useId();
  const [filter, setFilter] = useState<QuestionFilter>({ words: "", objective: "", type: "", difficulty: "" });
  const [most, setMost] = useState(pageSize);
  const narrow = (fields: Partial<QuestionFilter>) => {
    setFilter({ ...filter, ...fields });
    setMost(pageSize);
  };
  const fitting = choices.filter((choice) => fitsFilter(choice, filter));
  const hasOwn = choices.some((choice) => choice.objectives.includes(ownObjective));
  const own = hasOwn ? [{ value: ownObjective, title: "Your own questions" }] : [];
  const shorts = new Map([
    ...objectives.map(({ id: code, short }) => [code, short] as const),
    [ownObjective, "Your own"],
  ]);
  const types = [...itemTypes, "case" as const].filter((type) => choices.some((choice) => choice.type === type));
  const menu = (
    name: "objective" | "type" | "difficulty",
    label: string,
    options: readonly { value: string; title: string }[],
  ) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <select id={`${id}-${name}`} value={filter[name]} onChange={(event) => narrow({ [name]: event.target.value })}>
        <option value="">All</option>
        {options.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <div className="assign-picker">
      <div className="assign-filters">
        <div className="field">
          <label htmlFor={`${id}-words`}>Search questions</label>
          <input
            id={`${id}-words`}
            type="search"
            value={filter.words}
            onChange={(event) => narrow({ words: event.target.value })}
          />
        </div>
        {menu("objective", "Objective", [
          ...own,
          ...objectives.map((objective) => ({ value: objective.id, title: objective.short })),
        ])}
        {menu(
          "type",
          "Type",
          types.map((type) => ({ value: type, title: typeName(type) })),
        )}
        {menu(
          "difficulty",
          "Difficulty",
          difficulties.map((title, at) => ({ value: String(at + 1), title })),
        )}
      </div>
      <Status className="muted small">
        {fitting.length === 0
          ? "No question fits. Search for fewer words, or choose “All”."
          : `${fitting.length} of ${counted(choices.length, "question")}, each case study and series counted once`}
      </Status>
      <fieldset className="assign-list">
        <legend className="visually-hidden">Questions</legend>
        {fitting.slice(0, most).map((choice) => (
          <label key={choice.id} className="assign-check" htmlFor={`${id}-${choice.id}`}>
            <input
              id={`${id}-${choice.id}`}
              type="checkbox"
              checked={choice.ids.every((itemId) => ids.includes(itemId))}
              onChange={(event) => {
                const rest = ids.filter((itemId) => !choice.ids.includes(itemId));
                onChange(event.target.checked ? [...rest, ...choice.ids] : rest);
              }}
            />
            <span>
              {choice.text}{" "}
              <span className="muted small assign-about">
                {choice.objectives.map((objective) => shorts.get(objective) ?? objective).join(", ")} ·{" "}
                {typeName(choice.type)} · difficulty {choice.difficulty}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {fitting.length > most && (
        <p>
          <button type="button" className="btn" onClick={() => setMost(most + pageSize)}>
            Show {Math.min(pageSize, fitting.length - most)} more
          </button>
        </p>
      )}
    </div>
  );
}
