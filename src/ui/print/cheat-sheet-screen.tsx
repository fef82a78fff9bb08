import type { FactRow, Walkthrough } from "../../content/content.ts";
import { Link } from "../shared/link.tsx";
import { PrintButton } from "./print-button.tsx";
import "./print.css";

export interface CheatSheetProps {
  topics: { id: string; title: string; rows: readonly FactRow[] }[];
  walkthroughs: readonly Walkthrough[];
}

/** What the chapter wants known by heart, on a few pages: facts under both rules, and the commands. */
export function CheatSheetScreen({ topics, walkthroughs }: CheatSheetProps) {
  return (
    <div className="page sheet-print">
      <p className="crumb no-print">
        <Link to="/print/">Everything to print</Link>
      </p>
      <h1 tabIndex={-1}>Cheat sheet</h1>
      <p className="muted">
        Where Azure’s documentation differs from the chapter, both values are given. The exam of this course follows the
        chapter.
      </p>
      <PrintButton />
      {topics.map(({ id, title, rows }) => (
        <section key={id} aria-label={title}>
          <h2>{title}</h2>
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Fact</th>
                  <th scope="col">Chapter</th>
                  <th scope="col">Azure today</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <th scope="row">{row.label}</th>
                    {row.differs ? (
                      <>
                        <td>{row.chapter}</td>
                        <td>{row.azure}</td>
                      </>
                    ) : (
                      <td colSpan={2}>{row.azure}</td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
      <section aria-label="Commands">
        <h2>Commands</h2>
        {walkthroughs.map(({ id, title, steps }) => (
          <section key={id} className="printed" aria-label={title}>
            <h3>{title}</h3>
            <ol className="commands">
              {steps.map((step) => (
                <li key={step.id}>
                  <code>{step.command}</code>
                </li>
              ))}
            </ol>
          </section>
        ))}
      </section>
    </div>
  );
}
