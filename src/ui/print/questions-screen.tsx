import { useEffect, useState } from "react";
import { bodyFor } from "../../assessment/body-for.ts";
import type { Item } from "../../assessment/item.ts";
import type { Objective } from "../../content/content.ts";
import { loadItems } from "../../content/course.ts";
import { Link } from "../shared/link.tsx";
import { profileNames } from "../shared/profile-names.ts";
import { useStore } from "../shared/use-store.tsx";
import { PrintButton } from "./print-button.tsx";
import { PrintedAnswer } from "./printed-answer.tsx";
import { PrintedQuestion } from "./printed-question.tsx";
import "./print.css";

/** The bank on paper: all of it or an objective, with the answers at the end or without. */
export function QuestionsScreen({ objectives }: { objectives: readonly Objective[] }) {
  const profile = useStore((state) => state.settings.profile);
  const [objective, setObjective] = useState("");
  const [withAnswers, setWithAnswers] = useState(true);
  const bodies = useBodies(objective);
  return (
    <div className="page sheet-print">
      <p className="crumb no-print">
        <Link to="/print/">Everything to print</Link>
      </p>
      <h1 tabIndex={-1}>Questions</h1>
      <div className="print-choices no-print">
        <label className="field">
          <span className="label">Objective</span>
          <select value={objective} onChange={(event) => setObjective(event.target.value)}>
            <option value="">Choose…</option>
            <option value="all">All of them</option>
            {objectives.map(({ id, short }) => (
              <option key={id} value={id}>
                {id} {short}
              </option>
            ))}
          </select>
        </label>
        <label className="tick-line">
          <input type="checkbox" checked={withAnswers} onChange={(event) => setWithAnswers(event.target.checked)} />{" "}
          Answers at the end
        </label>
        <PrintButton disabled={!bodies || bodies.length === 0} />
      </div>
      {objective === "" ? (
        <p className="muted no-print">Choose an objective, or all of them, to see the questions here.</p>
      ) : !bodies ? (
        <p aria-busy="true">Loading the questions…</p>
      ) : (
        <>
          <p className="muted">
            {bodies.length} questions. Rules: {profileNames[profile]}.
          </p>
          <section aria-label="Questions">
            {bodies.map((item, at) => (
              <PrintedQuestion key={item.id} item={item} number={at + 1} />
            ))}
          </section>
          {withAnswers && (
            <section className="answers" aria-label="Answers">
              <h2>Answers</h2>
              {bodies.map((item, at) => (
                <PrintedAnswer key={item.id} item={item} number={at + 1} />
              ))}
            </section>
          )}
        </>
      )}
    </div>
  );
}

/** The questions of a choice as they are asked under the learner's rules; undefined while they load. */
function useBodies(objective: string): Item[] | undefined {
  const profile = useStore((state) => state.settings.profile);
  const [bank, setBank] = useState<Awaited<ReturnType<typeof loadItems>>>();
  const isChosen = objective !== "";
  useEffect(() => {
    if (isChosen) void loadItems().then(setBank);
  }, [isChosen]);
  return bank
    ?.filter((item) => item.status === "live" && (objective === "all" || item.objective === objective))
    .flatMap((item) => bodyFor(item, profile) ?? []);
}
