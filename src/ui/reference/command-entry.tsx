import { useEffect, useRef, useState } from "react";
import { sandboxPath } from "../../content/sandbox-link.ts";
import type { CommandName, ReferenceCommand } from "../../content/reference.ts";
import { CommandFigure } from "../shared/command-figure.tsx";
import { Link } from "../shared/link.tsx";
import { withCode } from "../shared/with-code.tsx";

interface CommandEntryProps {
  command: CommandName;
  /** Undefined until the program's definitions are there. */
  full: ReferenceCommand | undefined;
  opened: boolean;
}

/** A command of the list; opened, its options, rules and examples. */
export function CommandEntry({ command, full, opened }: CommandEntryProps) {
  const { id, name, summary, notSimulated } = command;
  const details = useRef<HTMLDetailsElement>(null);
  // What is folded away costs nothing: the list has hundreds of commands.
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (opened && details.current) details.current.open = true;
  }, [opened]);
  return (
    <li id={id}>
      <details ref={details} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <code>{name}</code> {summary}
          {notSimulated !== undefined && " "}
          {notSimulated !== undefined && <span className="tag caution">not simulated</span>}
        </summary>
        {open && (full ? <Full command={full} /> : <p className="muted">Loading…</p>)}
      </details>
    </li>
  );
}

function Full({ command }: { command: ReferenceCommand }) {
  const { id, name, operands, options, examples, facts, permission, notSimulated, usedIn } = command;
  const [example] = examples;
  return (
    <div className="full">
      <p className="mono">
        {[name, operands, options.length > 0 ? "[options]" : ""].filter((part) => part !== "").join(" ")}{" "}
        <a className="anchor" href={`#${id}`}>
          <span aria-hidden="true">#</span>
          <span className="visually-hidden">Link to {name}</span>
        </a>
      </p>
      {notSimulated !== undefined && (
        <p>{notSimulated}. The command accepts its options, then fails with a “not simulated” error.</p>
      )}
      {options.length > 0 && (
        <dl className="reference-options">
          {options.map(({ spelling, help, required, choices, default: standard }) => (
            <div key={spelling}>
              <dt>
                <code>{spelling}</code> {required && <span className="tag caution">required</span>}
              </dt>
              <dd>
                {withCode(help)}
                {choices.length > 0 && <span className="small muted"> Allowed values: {choices.join(", ")}.</span>}
                {standard !== undefined && standard !== "" && (
                  <span className="small muted"> Default: {standard}.</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {permission !== undefined && (
        <p className="small">
          Requires the permission <code>{permission}</code>.
        </p>
      )}
      {facts.length > 0 && (
        <ul className="small">
          {facts.map(({ id: fact, label, chapter, azure, differs }) => (
            <li key={fact}>
              <Link to={`/facts/#${fact}`}>{label}</Link>:{" "}
              {differs ? (
                <>
                  Chapter: {chapter}. Azure today: {azure}. <span className="tag note">differs</span>
                </>
              ) : (
                azure
              )}
            </li>
          ))}
        </ul>
      )}
      {usedIn.length > 0 && (
        <p className="small used-in">
          In the course:{" "}
          {usedIn.map(({ href, title }) => (
            <Link key={href} to={href}>
              {title}
            </Link>
          ))}
        </p>
      )}
      {example !== undefined && (
        <>
          <CommandFigure command={examples.join("\n")} label={`Examples of ${name}`} />
          <p className="small">
            <Link to={`/${sandboxPath("reference", [example])}`}>Try the first one in the sandbox</Link>
          </p>
        </>
      )}
    </div>
  );
}
