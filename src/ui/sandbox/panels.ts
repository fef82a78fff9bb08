import { lazy, type ComponentType, type LazyExoticComponent } from "react";

/** What every panel is told by the frame around it. */
export interface PanelProps {
  /** Block whose requests or changes are asked for, from a link in the transcript. */
  block: string | undefined;
  /** Shows another panel, e.g. the requests of a block. */
  show(panel: string, block?: string, form?: FormStart): void;
  /** Form that was asked for, from the facts of an object. */
  form: FormStart | undefined;
}

/** A form of `src/sandbox/click-paths.ts` with what is known already, by option. */
export interface FormStart {
  path: string;
  values: Readonly<Record<string, string>>;
}

export interface PanelEntry {
  id: string;
  title: string;
  /** Stands above the terminal on wide screens instead of beside it. */
  centre?: boolean;
  Panel: LazyExoticComponent<ComponentType<PanelProps>>;
}

const panel = (
  id: string,
  title: string,
  load: () => Promise<ComponentType<PanelProps>>,
  options: { centre?: boolean } = {},
): PanelEntry => ({ id, title, ...options, Panel: lazy(async () => ({ default: await load() })) });

/** What the sandbox shows of its world, besides the terminal; each loads when it is looked at. */
export const panels: readonly PanelEntry[] = [
  panel("map", "Map", async () => (await import("./topology/topology-panel.tsx")).TopologyPanel, { centre: true }),
  panel("files", "Files", async () => (await import("./files/files-panel.tsx")).FilesPanel, { centre: true }),
  panel("runs", "Runs", async () => (await import("./runs/runs-panel.tsx")).RunsPanel, { centre: true }),
  panel("findings", "Findings", async () => (await import("./findings/findings-panel.tsx")).FindingsPanel, {
    centre: true,
  }),
  panel("wire", "Wire", async () => (await import("./wire/wire-panel.tsx")).WirePanel),
  panel("state", "State", async () => (await import("./state/state-panel.tsx")).StatePanel),
  panel("access", "Access", async () => (await import("./access/access-panel.tsx")).AccessPanel),
  panel("events", "Events", async () => (await import("./events/events-panel.tsx")).EventsPanel),
  panel("forms", "Forms", async () => (await import("./forms/forms-panel.tsx")).FormsPanel),
  panel("trouble", "Trouble", async () => (await import("./trouble/trouble-panel.tsx")).TroublePanel),
];
