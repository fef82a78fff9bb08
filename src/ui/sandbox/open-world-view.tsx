import { Suspense, useState } from "react";
import { Divider, rowsFor } from "./divider.tsx";
import { MissionPanel } from "./mission-panel.tsx";
import { PanelTabs } from "./panel-tabs.tsx";
import type { FormStart } from "./panel-props.ts";
import { panels, type PanelEntry } from "./panels.ts";
import { useSandbox } from "../shared/terminal/sandbox-context.tsx";
import { SaveTrouble } from "../shared/terminal/save-trouble.tsx";
import { TerminalPanel } from "../shared/terminal/terminal-panel.tsx";
import { useRemembered } from "../shared/terminal/use-remembered.ts";
import { useWide } from "../shared/use-wide.ts";
import { WorldBar } from "./world-bar.tsx";

/** Panels above the terminal, and panels beside it. */
const groups = {
  above: panels.filter(({ centre }) => centre),
  beside: panels.filter(({ centre }) => !centre),
};

/** What of some panels is shown: the one that was asked for last among them, or the first. */
const lastOf = (entries: readonly PanelEntry[], panelIds: readonly string[]): PanelEntry | undefined =>
  entries.find(({ id }) => id === panelIds.findLast((panelId) => entries.some((entry) => entry.id === panelId))) ??
  entries[0];

/** The environment, open or being opened: terminal, panels above it and beside it; on narrow screens one at a time. */
export function OpenWorldView() {
  const wide = useWide();
  const isOpen = useSandbox((state) => state.status !== undefined);
  /** Panels in the order in which they were asked for last. */
  const [panelIds, setPanelIds] = useState<readonly string[]>(["terminal"]);
  const [block, setBlock] = useState<string | undefined>(undefined);
  const [share, setShare] = useRemembered("share", 0);
  const [form, setForm] = useState<FormStart | undefined>(undefined);
  const show = (panel: string, from?: string, start?: FormStart) => {
    if (wide && panel === "terminal") {
      document.querySelector<HTMLElement>(".terminal textarea")?.focus();
      return;
    }
    setPanelIds([...panelIds.filter((panelId) => panelId !== panel), panel]);
    if (groups.above.some(({ id }) => id === panel)) return;
    setBlock(from);
    setForm(start);
  };
  const draw = ({ id, title, Panel }: PanelEntry) => {
    const loading = <p className="panel-state muted">Loading {title}…</p>;
    if (!isOpen) return loading;
    return (
      <Suspense key={id} fallback={loading}>
        <Panel block={block} show={show} form={form} />
      </Suspense>
    );
  };
  const terminal = <TerminalPanel onWire={(id) => show("wire", id)} />;
  if (wide) {
    const above = lastOf(groups.above, panelIds);
    const beside = lastOf(groups.beside, panelIds);
    return (
      <div className="sandbox wide">
        <div className="above">
          <WorldBar />
          <SaveTrouble />
          <MissionPanel />
        </div>
        <div
          className="centre"
          data-fit={(share === 0 && above?.fits) || undefined}
          style={{ gridTemplateRows: rowsFor(share) }}
        >
          <PanelTabs label="Above the terminal" entries={groups.above} chosen={above?.id ?? ""} onChoose={show}>
            {above && draw(above)}
          </PanelTabs>
          <Divider share={share} onMove={setShare} />
          {terminal}
        </div>
        <aside className="inspector" aria-label="Inspector">
          <PanelTabs label="Inspector" entries={groups.beside} chosen={beside?.id ?? ""} onChoose={show}>
            {beside && draw(beside)}
          </PanelTabs>
        </aside>
      </div>
    );
  }
  const entries = [{ id: "terminal", title: "Terminal" }, ...panels];
  const chosen = panels.find(({ id }) => id === panelIds.at(-1));
  return (
    <div className="sandbox">
      <div className="above">
        <WorldBar />
        <SaveTrouble />
        <MissionPanel />
      </div>
      <PanelTabs label="Panels" entries={entries} chosen={chosen?.id ?? "terminal"} onChoose={show}>
        {chosen ? draw(chosen) : terminal}
      </PanelTabs>
    </div>
  );
}
