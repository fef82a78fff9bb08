import { useEffect, useId, useState } from "react";
import type { Profile } from "../../assessment/item.ts";
import { plainText } from "../../assessment/plain-text.ts";
import type { PracticeSource } from "../../assessment/practice.ts";
import type { Misconception, Objective } from "../../content/content.ts";
import { loadMisconceptions, loadObjectives, outline } from "../../content/course.ts";
import { ChipGroup } from "./chip-group.tsx";

type Kind = PracticeSource["kind"];

const kinds: { value: Kind; title: string }[] = [
  { value: "mixed", title: "Mixed" },
  { value: "objective", title: "Objective" },
  { value: "section", title: "Section" },
  { value: "misconception", title: "Wrong idea" },
  { value: "due", title: "Due for review" },
  { value: "missed", title: "Missed" },
  { value: "new", title: "New" },
];

/** The objectives and wrong ideas of the course, for the menus; null until they are loaded. */
function useLists(): { objectives: Objective[]; misconceptions: Misconception[] } | null {
  const [lists, setLists] = useState<{ objectives: Objective[]; misconceptions: Misconception[] } | null>(null);
  useEffect(() => {
    let current = true;
    void Promise.all([loadObjectives(), loadMisconceptions()]).then(
      ([objectives, misconceptions]) => current && setLists({ objectives, misconceptions }),
    );
    return () => {
      current = false;
    };
  }, []);
  return lists;
}

/** Chooses what questions are drawn from: a kind of source and, where it has several, which of them. */
export function ChooseSource({
  source,
  profile,
  onChange,
}: {
  source: PracticeSource;
  profile: Profile;
  onChange(source: PracticeSource): void;
}) {
  const id = useId();
  const lists = useLists();
  const menus: Partial<Record<Kind, { label: string; options: { id: string; title: string }[] }>> = {
    objective: {
      label: "Objective",
      options: (lists?.objectives ?? []).map((objective) => ({ id: objective.id, title: objective.short })),
    },
    section: { label: "Section", options: outline.sections },
    misconception: {
      label: "Wrong idea",
      options: (lists?.misconceptions ?? []).map((idea) => ({
        id: idea.id,
        title: plainText(idea.wrong[profile]),
      })),
    },
  };
  const menu = menus[source.kind];
  const choose = (kind: Kind) => {
    const first = menus[kind]?.options[0]?.id;
    if (kind === "objective" || kind === "section" || kind === "misconception") {
      if (first !== undefined) onChange({ kind, id: first });
    } else onChange({ kind });
  };
  return (
    <>
      <ChipGroup legend="Questions" options={kinds} value={source.kind} onChange={choose} />
      {menu && "id" in source && (
        <div className="field">
          <label htmlFor={id}>{menu.label}</label>
          <select id={id} value={source.id} onChange={(event) => onChange({ ...source, id: event.target.value })}>
            {menu.options.map((option) => (
              <option key={option.id} value={option.id}>
                {option.title}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  );
}
