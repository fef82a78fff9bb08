import { useMemo, useState } from "react";
import type { StateNode, StatePath } from "../../../sandbox/state-view.ts";
import { useView } from "../../shared/terminal/use-view.ts";
import "./state.css";

const keyOf = (path: StatePath): string => path.join("/");

/** Everything that the world holds, as a tree, with what the last step changed marked. */
export function StatePanel() {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(["list/group", "list/registry"]));
  const [chosen, setChosen] = useState<StatePath | undefined>(undefined);
  const [text, setText] = useState("");
  const toggle = (path: StatePath) => {
    const next = new Set(open);
    if (!next.delete(keyOf(path))) next.add(keyOf(path));
    setOpen(next);
  };
  return (
    <div className="state">
      <label className="field">
        <span className="label">Find by name</span>
        <input type="search" value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <Level path={undefined} text={text} tree={{ open, toggle, chosen, choose: setChosen }} />
      {chosen && <Fields path={chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

interface Tree {
  open: ReadonlySet<string>;
  toggle(path: StatePath): void;
  chosen: StatePath | undefined;
  choose(path: StatePath): void;
}

function Level({ path, text, tree }: { path: StatePath | undefined; text: string; tree: Tree }) {
  const ask = useMemo(
    () => ({ ...(path && { path }), ...(text !== "" && path?.[0] === "list" && { text }) }),
    [path, text],
  );
  const level = useView("state", ask);
  if (!level) return null;
  if (level.nodes.length === 0) {
    return <p className="muted small">{text === "" ? "No resources yet." : "No matching names."}</p>;
  }
  return (
    <ul>
      {level.nodes.map((node) => (
        <Node key={keyOf(node.path)} node={node} text={text} tree={tree} />
      ))}
      {level.omitted > 0 && <li className="small muted">and {level.omitted} more; search by name</li>}
    </ul>
  );
}

function Node({ node, text, tree }: { node: StateNode; text: string; tree: Tree }) {
  const { path, label, count, opens, changed } = node;
  const isOpen = opens && tree.open.has(keyOf(path));
  const isRow = path[0] === "row";
  const isChosen = tree.chosen !== undefined && keyOf(tree.chosen) === keyOf(path);
  return (
    <li>
      <div className="node" data-changed={changed || undefined}>
        {opens ? (
          <button
            type="button"
            className="twist"
            aria-expanded={isOpen}
            aria-label={`What is in ${label}`}
            onClick={() => tree.toggle(path)}
          >
            <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span>
          </button>
        ) : (
          <span className="twist" />
        )}
        <button
          type="button"
          className="name"
          aria-current={isChosen || undefined}
          onClick={() => (isRow ? tree.choose(path) : tree.toggle(path))}
        >
          <span className={isRow ? "mono" : undefined}>{label}</span>
          {count !== undefined && <span className="small muted num"> {count}</span>}
        </button>
        {changed && <span className="tag note">changed</span>}
      </div>
      {isOpen && <Level path={path} text={text} tree={tree} />}
    </li>
  );
}

function Fields({ path, onClose }: { path: StatePath; onClose(): void }) {
  const ask = useMemo(() => ({ path }), [path]);
  const fields = useView("stateFields", ask);
  if (fields === undefined) return null;
  return (
    <section className="fields" aria-label={path.at(-1)}>
      <div className="fields-head">
        <h2 className="mono small">{path.at(-1)}</h2>
        <button type="button" className="btn quiet" onClick={onClose}>
          Close
        </button>
      </div>
      {fields === null ? (
        <p className="muted">It no longer exists.</p>
      ) : (
        <dl className="small">
          {fields.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{value === "" ? "(empty)" : value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
