import { useMemo, useState } from "react";
import type { Block } from "../../../sandbox/block.ts";
import type { WireEntry } from "../../../sandbox/protocol.ts";
import { harOf, textOf } from "../../../sandbox/wire-export.ts";
import { planeOf, signIns, type WirePlane } from "../../../sandbox/wire-reading.ts";
import { download } from "../../shared/download.ts";
import type { PanelProps } from "../panel-props.ts";
import { useSandbox, useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { useRemembered } from "../../shared/terminal/use-remembered.ts";
import { useView } from "../../shared/terminal/use-view.ts";
import { RequestRow } from "./request-row.tsx";
import { SignInSteps } from "./sign-in-steps.tsx";
import "./wire.css";
import { Group } from "../../shared/group.tsx";

/** Commands that are shown at first, and how many more with each press. */
const atOnce = 10;

const planes: Record<WirePlane | "all", string> = {
  all: "Everywhere",
  management: "Management (ARM)",
  registry: "Registries",
  other: "Elsewhere",
};

interface Filter {
  text: string;
  plane: keyof typeof planes;
  refused: boolean;
}

const matches = (entry: WireEntry, { text, plane, refused }: Filter): boolean =>
  (plane === "all" || planeOf(entry) === plane) &&
  (!refused || entry.status >= 400) &&
  `${entry.method} ${entry.url} ${entry.status} ${entry.who ?? ""}`.toLowerCase().includes(text.trim().toLowerCase());

/** The requests behind the commands, newest command first: who asked what of whom, what came back, and why. */
export function WirePanel({ block, show }: PanelProps) {
  const blocks = useSandbox((state) => state.blocks);
  const [commands, setCommands] = useState(atOnce);
  const ask = useMemo(() => (block === undefined ? { commands } : { block }), [block, commands]);
  const answer = useView("wire", ask);
  const [text, setText] = useState("");
  const [plane, setPlane] = useRemembered<keyof typeof planes>("wirePlane", "all");
  const [refused, setRefused] = useState(false);
  const entries = answer?.entries ?? [];
  const filter = { text, plane: plane in planes ? plane : "all", refused };
  const matchingEntries = entries.filter((entry) => matches(entry, filter));
  const commandIds = [...new Set(matchingEntries.map((entry) => entry.block))].reverse();
  return (
    <div className="wire">
      {block !== undefined && (
        <p className="small">
          Requests of <code>{blocks.find(({ id }) => id === block)?.line}</code>.{" "}
          <button type="button" className="link" onClick={() => show("wire")}>
            Show all
          </button>
        </p>
      )}
      <div className="wire-filters">
        <label className="field">
          <span className="label">Find</span>
          <input
            type="search"
            value={text}
            placeholder="Host, path, status"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <label className="field">
          <span className="label">Service</span>
          <select value={filter.plane} onChange={(event) => setPlane(event.target.value as typeof plane)}>
            {Object.entries(planes).map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label className="only-refused small">
          <input type="checkbox" checked={refused} onChange={(event) => setRefused(event.target.checked)} /> Rejected
          requests only
        </label>
      </div>
      {answer !== undefined && matchingEntries.length === 0 && (
        <p className="muted">
          {entries.length === 0
            ? "No requests yet. Requests that your commands send appear here."
            : "No matching requests. Clear the filter to see all of them."}
        </p>
      )}
      {commandIds.map((id) => (
        <CommandRequests
          key={id}
          command={blocks.find((block) => block.id === id)}
          entries={entries.filter((entry) => entry.block === id)}
          matchingEntries={matchingEntries.filter((entry) => entry.block === id)}
        />
      ))}
      {answer?.earlier === true && (
        <button type="button" className="btn" onClick={() => setCommands(commands + atOnce)}>
          Show earlier commands
        </button>
      )}
      {entries.length > 0 && <Export block={block} />}
    </div>
  );
}

interface CommandRequestsProps {
  command: Block | undefined;
  /** All that the command made; `matchingEntries` is what the filter leaves of them. */
  entries: WireEntry[];
  matchingEntries: WireEntry[];
}

function CommandRequests({ command, entries, matchingEntries }: CommandRequestsProps) {
  const found = signIns(entries);
  const signingIn = new Set(found.flatMap((signIn) => signIn.entries));
  return (
    <section className="command-requests">
      <h2 className="small mono">{command?.line}</h2>
      {found.map((signIn) => (
        <SignInSteps key={signIn.entries[0]} signIn={signIn} />
      ))}
      <ol className="requests">
        {matchingEntries.map((entry) => (
          <RequestRow key={entry.id} entry={entry} signingIn={signingIn.has(entry.id)} />
        ))}
      </ol>
    </section>
  );
}

/** Saves every request, or those of the command that is looked at, as a file. */
function Export({ block }: { block: string | undefined }) {
  const store = useSandboxApi();
  const save = async (kind: "har" | "txt") => {
    const { ask, blocks, status } = store.getState();
    const { entries } = await ask("wire", block === undefined ? {} : { block });
    const name = `${status?.entry.name ?? "requests"}.${kind}`;
    if (kind === "har") download(harOf(entries, blocks), name, "application/json");
    else download(textOf(entries, blocks), name, "text/plain");
  };
  return (
    <Group className="export" aria-label="Export requests">
      <button type="button" className="btn quiet" onClick={() => void save("txt")}>
        Save as text
      </button>
      <button type="button" className="btn quiet" onClick={() => void save("har")}>
        Save as HAR
      </button>
    </Group>
  );
}
