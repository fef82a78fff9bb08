import { useEffect, useState } from "react";
import { useLocation } from "react-router-dom";
import loaders from "virtual:drydock/reference-programs";
import type { ReferenceIndex, ReferenceLimit, ReferenceProgram } from "../../content/reference.ts";
import { withCode } from "../shared/with-code.tsx";
import { CommandEntry } from "./command-entry.tsx";
import "./reference.css";
import { Status } from "../shared/status.tsx";

type ProgramNames = ReferenceIndex["programs"][number];

/** Returns the program that an anchor belongs to: `az-acr-create` belongs to az. */
const programOf = (index: ReferenceIndex, hash: string): string | undefined =>
  index.programs.find(({ commands }) => commands.some(({ id }) => `#${id}` === hash))?.name;

/** Lists every command of the simulated machine, from the definitions that its parsers use. */
export function ReferenceScreen({ index }: { index: ReferenceIndex }) {
  const { hash } = useLocation();
  const [chosen, setChosen] = useState("az");
  const [text, setText] = useState("");
  useEffect(() => {
    const program = programOf(index, hash);
    if (program === undefined) return;
    // Prerendered HTML doesn't know the hash, so that a link to a command shows after hydration.
    // oxlint-disable-next-line react/set-state-in-effect -- See above.
    setChosen(program);
    setText("");
  }, [index, hash]);
  const names = index.programs.find(({ name }) => name === chosen) ?? index.programs[0];
  if (!names) return null;
  return (
    <div className="page reference">
      <h1 tabIndex={-1}>Commands</h1>
      <p className="lead">
        Every command that the sandbox knows, with its options. The list comes from the same definitions that parse what
        you type. Commands marked “not simulated” fail with that message and change nothing.
      </p>
      <div className="reference-choice">
        <label className="field">
          <span className="label">Program</span>
          <select value={names.name} onChange={(event) => setChosen(event.target.value)}>
            {index.programs.map(({ name, commands }) => (
              <option key={name} value={name}>
                {name} ({commands.length})
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="label">Find a command</span>
          <input type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
      </div>
      <p className="muted">{names.summary}</p>
      <Commands key={names.name} names={names} text={text} hash={hash} />
      <Limits limits={index.limits} />
    </div>
  );
}

/** Lists what the simulator doesn't support, and what to use instead. */
function Limits({ limits }: { limits: ReferenceLimit[] }) {
  return (
    <section className="limits">
      <h2 id="not-simulated">What isn’t simulated</h2>
      <p>The command fails with a “not simulated” error and changes nothing.</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard has to reach it. */}
      <section className="scroll" tabIndex={0} aria-labelledby="not-simulated">
        <table>
          <thead>
            <tr>
              <th scope="col">Not simulated</th>
              <th scope="col">Instead</th>
            </tr>
          </thead>
          <tbody>
            {limits.map(({ id, feature, instead }) => (
              <tr key={id} id={id}>
                <th scope="row">{feature}</th>
                <td>{withCode(instead)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Commands({ names, text, hash }: { names: ProgramNames; text: string; hash: string }) {
  const [program, setProgram] = useState<ReferenceProgram | undefined>(undefined);
  useEffect(() => {
    let current = true;
    void loaders[names.name]?.().then((module) => current && setProgram(module.default));
    return () => {
      current = false;
    };
  }, [names]);
  const target = hash.slice(1);
  useEffect(() => {
    if (program && target !== "") document.getElementById(target)?.scrollIntoView();
  }, [program, target]);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matchingCommands = names.commands.filter(({ name, summary }) =>
    words.every((word) => `${name} ${summary}`.toLowerCase().includes(word)),
  );
  if (matchingCommands.length === 0) {
    return (
      <Status>
        No {names.name} command matches “{text}”.
      </Status>
    );
  }
  return (
    <ul className="commands">
      {matchingCommands.map((command) => (
        <CommandEntry
          key={command.id}
          command={command}
          full={program?.commands.find(({ id }) => id === command.id)}
          opened={command.id === target}
        />
      ))}
    </ul>
  );
}
