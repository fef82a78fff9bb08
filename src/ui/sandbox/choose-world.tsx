import { useEffect, useState } from "react";
import type { Template, WorldEntry } from "../../sandbox/protocol.ts";
import { useStore } from "../shared/use-store.tsx";
import { useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { RenameDialog } from "./worlds/rename-dialog.tsx";

const dateText = (at: number): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

/** The worlds on this device, and the templates that a new one is made from. */
export function ChooseWorld() {
  const store = useSandboxApi();
  const profile = useStore((state) => state.settings.profile);
  const open = useSandbox((state) => state.status !== undefined);
  const [worlds, setWorlds] = useState<WorldEntry[] | undefined>(undefined);
  const [templates, setTemplates] = useState<Template[]>([]);
  const [removed, setRemoved] = useState<WorldEntry | undefined>(undefined);
  const [renamed, setRenamed] = useState<WorldEntry | undefined>(undefined);
  const [making, setMaking] = useState(false);
  const { ask } = store.getState();

  const load = () => void ask("worlds", null).then(setWorlds, () => setWorlds([]));
  useEffect(() => {
    load();
    void ask("templates", null).then(setTemplates, () => undefined);
  }, []);

  const make = async (template: string) => {
    setMaking(true);
    await store.getState().create(template, profile);
    setMaking(false);
  };
  const read = async (file: File | undefined) => {
    if (file)
      await store.getState().openFile(file.name.replace(/\.drydock-world\.json$|\.json$/, ""), await file.text());
  };

  return (
    <div className="page worlds">
      <h1 tabIndex={-1}>Sandbox</h1>
      <p className="lead">
        A cloud to practise in. It runs in this page, costs nothing, and goes back when you want it to. Each world is
        kept on this device.
      </p>
      {worlds !== undefined && worlds.length > 0 && (
        <section aria-labelledby="your-worlds">
          <h2 id="your-worlds">Your worlds</h2>
          <ul className="rows">
            {worlds.map((world) => (
              <li key={world.id}>
                <div>
                  <button type="button" className="link strong" onClick={() => void store.getState().open(world.id)}>
                    {world.name}
                  </button>
                  <p className="small muted num">
                    {world.commands} {world.commands === 1 ? "command" : "commands"}, rules{" "}
                    {world.profile === "chapter" ? "of the chapter" : "of Azure today"}, last used{" "}
                    {dateText(world.changedAt)}
                  </p>
                </div>
                <div className="actions">
                  <button type="button" className="btn quiet" onClick={() => setRenamed(world)}>
                    Rename<span className="visually-hidden"> {world.name}</span>
                  </button>
                  <button
                    type="button"
                    className="btn quiet"
                    onClick={() =>
                      void ask("duplicate", { id: world.id, name: `Copy of ${world.name}` }).then(load, load)
                    }
                  >
                    Copy<span className="visually-hidden"> {world.name}</span>
                  </button>
                  <button
                    type="button"
                    className="btn quiet"
                    onClick={() => {
                      setRemoved(world);
                      void ask("remove", { id: world.id }).then(load, load);
                    }}
                  >
                    Delete<span className="visually-hidden"> {world.name}</span>
                  </button>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {renamed && (
        <RenameDialog
          name={renamed.name}
          onClose={(name) => {
            setRenamed(undefined);
            if (name !== undefined) void ask("rename", { id: renamed.id, name }).then(load, load);
          }}
        />
      )}
      {removed && (
        <p className="banner" role="status">
          {removed.name} was deleted.{" "}
          <button
            type="button"
            className="btn"
            onClick={() => {
              setRemoved(undefined);
              void ask("restore", { id: removed.id }).then(load, load);
            }}
          >
            Bring it back
          </button>
        </p>
      )}
      <section aria-labelledby="new-world">
        <h2 id="new-world">A new world</h2>
        <ul className="templates">
          {templates.map(({ id, name, summary }, at) => (
            <li key={id}>
              <h3>{name}</h3>
              <p className="muted">{summary}</p>
              <button
                type="button"
                className={at === 0 ? "btn primary" : "btn"}
                disabled={making}
                onClick={() => void make(id)}
              >
                {making ? "Making it…" : "Start"}
                <span className="visually-hidden"> with {name}</span>
              </button>
            </li>
          ))}
        </ul>
        <label className="field file">
          <span className="label">Or open a world from a file</span>
          <input type="file" accept=".json,application/json" onChange={(event) => void read(event.target.files?.[0])} />
        </label>
      </section>
      {open && (
        <p>
          <button type="button" className="btn" onClick={() => store.setState({ phase: "open" })}>
            Back to the open world
          </button>
        </p>
      )}
    </div>
  );
}
