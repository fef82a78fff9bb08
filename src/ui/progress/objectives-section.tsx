import type { ReactNode } from "react";
import { outline } from "../../content/course.ts";
import { weakestFirst, type KnownObjective } from "../shared/best-step.ts";
import { LevelRing } from "../shared/level-ring.tsx";
import { Link } from "../shared/link.tsx";
import { masteryReason } from "../shared/mastery-text.ts";
import { percent } from "../shared/percent.ts";

/** The level of every objective with the reason for it, the ones that gain most first. */
export function ObjectivesSection({ objectives }: { objectives: readonly KnownObjective[] }): ReactNode {
  return (
    <section className="block" aria-labelledby="objectives-title">
      <h2 id="objectives-title">Objectives</h2>
      <p className="muted">Those with the most to gain for the exam come first.</p>
      {/* What scrolls sideways takes the focus, so that the arrow keys can scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="scroll" aria-label="Results by objective" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Objective</th>
              <th scope="col">Level, and why</th>
              <th scope="col">Points</th>
            </tr>
          </thead>
          <tbody>
            {weakestFirst(objectives).map(({ objective, mastery }) => {
              const section = outline.sections.find(({ objectives: ids }) => ids.includes(objective.id));
              return (
                <tr key={objective.id}>
                  <th scope="row">
                    <Link to={`/practice/#objective-${objective.id}`}>{objective.short}</Link>
                    {section && (
                      <span className="small where-taught">
                        <span className="muted">Read: </span>
                        <Link to={`/learn/${section.id}/`}>{section.title}</Link>
                      </span>
                    )}
                  </th>
                  <td>
                    <LevelRing level={mastery.level} />
                    <span className={mastery.demotion ? "why small" : "why small muted"}>{masteryReason(mastery)}</span>
                  </td>
                  <td className="num">{mastery.answers === 0 ? "–" : percent(mastery.share)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <details>
        <summary>What the levels mean</summary>
        <p>
          The latest 12 answers to an objective count, older ones less. Familiar takes 60% of the points in 3 answers.
          Proficient takes 80% in 5, with two types of question and one that applies a rule. Mastered takes a right
          answer a week after that. Two mistakes in the last three answers take a level away for the moment.
        </p>
      </details>
    </section>
  );
}
