import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { PanelProps } from "./panel-props.ts";

export interface PanelEntry {
  id: string;
  title: string;
  /** On wide screens it is above the terminal instead of next to it. */
  centre?: boolean;
  /** Is as high as its content as long as nobody moved the divider; the terminal gets the rest. */
  fits?: boolean;
  Panel: LazyExoticComponent<ComponentType<PanelProps>>;
}

const panel = (
  id: string,
  title: string,
  load: () => Promise<ComponentType<PanelProps>>,
  options: { centre?: boolean; fits?: boolean } = {},
): PanelEntry => ({ id, title, ...options, Panel: lazy(async () => ({ default: await load() })) });

/** The panels of the sandbox, besides the terminal; each loads when it is first shown. */
export const panels: readonly PanelEntry[] = [
  panel("map", "Map", async () => (await import("./topology/topology-panel.tsx")).TopologyPanel, {
    centre: true,
    fits: true,
  }),
  panel("files", "Files", async () => (await import("./files/files-panel.tsx")).FilesPanel, { centre: true }),
  panel("runs", "Runs", async () => (await import("./runs/runs-panel.tsx")).RunsPanel, { centre: true }),
  panel("findings", "Findings", async () => (await import("./findings/findings-panel.tsx")).FindingsPanel, {
    centre: true,
  }),
  panel("wire", "Requests", async () => (await import("./wire/wire-panel.tsx")).WirePanel),
  panel("state", "State", async () => (await import("./state/state-panel.tsx")).StatePanel),
  panel("access", "Access", async () => (await import("./access/access-panel.tsx")).AccessPanel),
  panel("events", "Events", async () => (await import("./events/events-panel.tsx")).EventsPanel),
  panel("forms", "Forms", async () => (await import("./forms/forms-panel.tsx")).FormsPanel),
  panel("trouble", "Simulate failures", async () => (await import("./trouble/trouble-panel.tsx")).TroublePanel),
];
