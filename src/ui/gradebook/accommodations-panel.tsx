import { useEffect, useRef, useState, type FormEvent } from "react";
import { learnerKey } from "../../assignment/identity.ts";
import { AccommodationForm } from "./accommodation-form.tsx";
import { useGradebook } from "./gradebook-context.tsx";
import { learnerName } from "./mark-text.ts";
import { termsText } from "./terms-text.ts";
import { ScrollRegion } from "./scroll-region.tsx";

/** All learners with other terms, and a way to add one before anything was submitted. */
export function AccommodationsPanel() {
  const rows = useGradebook((state) => state.rows);
  const people = useGradebook((state) => state.people);
  const { assignment } = useGradebook((state) => state.row.issued);
  const [identity, setIdentity] = useState("");
  const [chosen, setChosen] = useState<ChosenLearner>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (chosen) heading.current?.focus();
  }, [chosen]);
  const withTerms = rows.filter(({ decision }) => decision?.accommodation);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const typed = learnerKey(identity);
    if (typed === "") return;
    // The list also offers learners of whom the roster has no identity.
    const offered = rows.filter((row) => learnerKey(row.learner) === typed);
    const [only] = offered.length === 1 ? offered : [];
    const person = people?.personOf(identity);
    setChosen({ key: person?.key ?? only?.key ?? typed, learner: person?.learner ?? only?.learner ?? identity.trim() });
  };
  return (
    <section aria-labelledby="accommodations-title">
      <h2 id="accommodations-title">Accommodations</h2>
      <p>More time, other dates or more attempts for single learners. The gradebook judges every attempt by them.</p>
      {withTerms.length > 0 && (
        <ScrollRegion label="Table of accommodations">
          <table>
            <caption className="visually-hidden">Learners with other terms</caption>
            <thead>
              <tr>
                <th scope="col">Learner</th>
                <th scope="col">Terms</th>
                <th scope="col">
                  <span className="visually-hidden">Change</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {withTerms.map((row) => (
                <tr key={row.key}>
                  <th scope="row">
                    <bdi>{learnerName(row)}</bdi>
                  </th>
                  <td>{termsText(row.terms, assignment).join(" · ") || "as for the class"}</td>
                  <td>
                    <button
                      type="button"
                      className="learner"
                      onClick={() => setChosen({ key: row.key, learner: row.learner })}
                    >
                      Change
                      <span className="visually-hidden">
                        {" "}
                        the terms of <bdi>{learnerName(row)}</bdi>
                      </span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      <form className="tools" onSubmit={add}>
        <div className="field">
          <label htmlFor="other-terms">Learner: {assignment.identity.label}</label>
          <input
            id="other-terms"
            type="text"
            list="known-learners"
            maxLength={300}
            value={identity}
            onChange={({ target }) => setIdentity(target.value)}
          />
          <datalist id="known-learners">
            {rows.slice(0, 500).map((row) => (
              <option key={row.key} value={row.learner}>
                {row.name}
              </option>
            ))}
          </datalist>
        </div>
        <button type="submit" className="btn">
          Set terms
        </button>
      </form>
      {chosen && (
        <div className="chosen">
          <h3 ref={heading} tabIndex={-1}>
            <bdi>
              {learnerName(rows.find((row) => row.key === chosen.key) ?? { name: "", learner: chosen.learner })}
            </bdi>
          </h3>
          <ChosenForm key={chosen.key} chosen={chosen} />
        </div>
      )}
    </section>
  );
}

/** A learner whose terms are shown; the gradebook may have no row of that learner yet. */
interface ChosenLearner {
  key: string;
  learner: string;
}

function ChosenForm({ chosen: { key, learner } }: { chosen: ChosenLearner }) {
  const rows = useGradebook((state) => state.rows);
  const { assignment } = useGradebook((state) => state.row.issued);
  const row = rows.find((entry) => entry.key === key);
  return (
    <AccommodationForm
      isOpen
      row={
        row ?? {
          key,
          learner,
          name: "",
          state: "missing",
          attempts: [],
          terms: { ...assignment, breaks: false },
          computed: undefined,
          mark: undefined,
          passed: false,
          lateSeconds: 0,
          decision: undefined,
          person: undefined,
        }
      }
    />
  );
}
