import templates from "virtual:drydock/template-list";
import { useCallback, useEffect, useState } from "react";
import type { WorldEntry } from "../../sandbox/world-entry.ts";
import { useStore } from "../shared/use-store.tsx";
import { useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { EnvironmentRow } from "./worlds/environment-row.tsx";
import { RenameDialog } from "./worlds/rename-dialog.tsx";
import { Status } from "../shared/status.tsx";

/** The environments on this device, the latest first, and the templates for new ones. `isEarly` while the app isn't there yet. */
export function ChooseWorld({ isEarly }: { isEarly: boolean }) {
  const store = useSandboxApi();
  const profile = useStore((state) => state.settings.profile);
  const progress = useSandbox((state) => state.progress);
  const removed = useSandbox((state) => state.removed);
  const open = useSandbox((state) => state.status !== undefined);
  const [worlds, setWorlds] = useState<WorldEntry[] | undefined>(undefined);
  const [renamed, setRenamed] = useState<WorldEntry | undefined>(undefined);
  /** Template that an environment is being made from. */
  const [making, setMaking] = useState<string | undefined>(undefined);
  const { ask } = store.getState();

  const load = useCallback(() => void ask("worlds", null).then(setWorlds, () => setWorlds([])), [ask]);
  useEffect(load, [load]);

  const make = async (template: string) => {
    if (making !== undefined) return;
    setMaking(template);
    await store.getState().create(template, profile);
    setMaking(undefined);
  };
  const read = async (file: File | undefined) => {
    if (file)
      await store.getState().openFile(file.name.replace(/\.drydock-world\.json$|\.json$/, ""), await file.text());
  };
  const row = (world: WorldEntry) => (
    <EnvironmentRow
      key={world.id}
      entry={world}
      onRename={() => setRenamed(world)}
      onCopy={() =>
        void store
          .getState()
          .tell("duplicate", { id: world.id, name: `Copy of ${world.name}` })
          .then(load)
      }
      onDelete={() => void store.getState().remove(world).then(load)}
    />
  );
  const startingText = progress && progress.of > 1 ? `Starting… ${progress.done} of ${progress.of}` : "Starting…";
  const own = worlds?.filter(({ lesson }) => !lesson) ?? [];
  const ofWalkthroughs = worlds?.filter(({ lesson }) => lesson) ?? [];

  return (
    <div className="page worlds" data-beginning={isEarly ? "list" : undefined}>
      <h1 tabIndex={-1}>Sandbox</h1>
      <p className="lead">
        Simulated Azure environments to practice in. They run in this page, cost nothing, and every step can be undone.
        Drydock keeps them on this device.
      </p>
      <noscript>
        <p>The sandbox is a program that runs in this page, so it needs JavaScript.</p>
      </noscript>
      {open && (
        <p>
          <button type="button" className="btn" onClick={() => store.setState({ phase: "open" })}>
            Return to your environment
          </button>
        </p>
      )}
      {own.length > 0 && (
        <section aria-labelledby="your-worlds">
          <h2 id="your-worlds">Your environments</h2>
          <ul className="rows">{own.map(row)}</ul>
        </section>
      )}
      {renamed && (
        <RenameDialog
          name={renamed.name}
          onClose={(name) => {
            setRenamed(undefined);
            if (name !== undefined) void store.getState().tell("rename", { id: renamed.id, name }).then(load);
          }}
        />
      )}
      {removed && (
        <Status className="banner">
          {removed.name} was deleted.{" "}
          <button
            type="button"
            className="btn"
            aria-disabled={removed.isRestoring}
            aria-busy={removed.isRestoring}
            onClick={() => void store.getState().restore().then(load)}
          >
            Undo
          </button>
        </Status>
      )}
      <section aria-labelledby="new-world">
        <h2 id="new-world">New environment</h2>
        <ul className="templates">
          {templates.map(({ id, name, summary, mission }, at) => (
            <li key={id}>
              <h3>
                {name} {mission && <span className="tag">Mission</span>}
              </h3>
              <p className="muted">{summary}</p>
              <button
                type="button"
                className={at === 0 ? "btn primary" : "btn"}
                aria-disabled={making !== undefined && making !== id}
                aria-busy={making === id}
                onClick={() => void make(id)}
              >
                {making === id ? startingText : "Start"}
                <span className="visually-hidden"> with {name}</span>
              </button>
            </li>
          ))}
        </ul>
        <label className="field file">
          <span className="label">Or open an environment from a file</span>
          <input type="file" accept=".json,application/json" onChange={(event) => void read(event.target.files?.[0])} />
        </label>
      </section>
      {ofWalkthroughs.length > 0 && (
        <section aria-labelledby="walkthrough-worlds">
          <h2 id="walkthrough-worlds">Environments of walkthroughs</h2>
          <p className="muted">Walkthroughs made these. Open them here to explore, or continue in the walkthrough.</p>
          <ul className="rows">{ofWalkthroughs.map(row)}</ul>
        </section>
      )}
    </div>
  );
}
