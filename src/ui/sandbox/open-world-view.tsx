import { Suspense, useId, useState, type KeyboardEvent } from "react";
import { panels, type FormStart, type PanelEntry } from "./panels.ts";
import { SaveTrouble } from "../shared/terminal/save-trouble.tsx";
import { TerminalPanel } from "../shared/terminal/terminal-panel.tsx";
import { useWide } from "./use-wide.ts";
import { WorldBar } from "./world-bar.tsx";

/** The open world: terminal, what stands above it, and the panels beside it; on narrow screens one at a time. */
export function OpenWorldView() {
  const wide = useWide();
  const [shown, setShown] = useState<string>("terminal");
  const [block, setBlock] = useState<string | undefined>(undefined);
  const [form, setForm] = useState<FormStart | undefined>(undefined);
  const show = (panel: string, from?: string, start?: FormStart) => {
    if (wide && panel === "terminal") {
      document.querySelector<HTMLElement>(".terminal textarea")?.focus();
      return;
    }
    setShown(panel);
    setBlock(from);
    setForm(start);
  };
  const beside = panels.filter(({ centre }) => !centre);
  const above = panels.filter(({ centre }) => centre);
  const draw = ({ id, title, Panel }: PanelEntry) => (
    <Suspense key={id} fallback={<p className="muted">Loading {title}…</p>}>
      <Panel block={block} show={show} form={form} />
    </Suspense>
  );
  const terminal = <TerminalPanel onWire={(id) => show("wire", id)} />;
  if (wide) {
    const chosen = beside.find(({ id }) => id === shown) ?? beside[0];
    return (
      <div className="sandbox wide">
        <div className="above">
          <WorldBar />
          <SaveTrouble />
        </div>
        <div className="centre">
          {above.map(draw)}
          {terminal}
        </div>
        <aside className="inspector" aria-label="Inspector">
          <Tabs entries={beside} chosen={chosen?.id ?? ""} onChoose={(id) => show(id)}>
            {chosen && draw(chosen)}
          </Tabs>
        </aside>
      </div>
    );
  }
  const entries = [{ id: "terminal", title: "Terminal" }, ...above, ...beside];
  const chosen = panels.find(({ id }) => id === shown);
  return (
    <div className="sandbox">
      <div className="above">
        <WorldBar />
        <SaveTrouble />
      </div>
      <Tabs entries={entries} chosen={chosen?.id ?? "terminal"} onChoose={(id) => show(id)}>
        {chosen ? draw(chosen) : terminal}
      </Tabs>
    </div>
  );
}

interface TabsProps {
  entries: readonly { id: string; title: string }[];
  chosen: string;
  onChoose(id: string): void;
  children: React.ReactNode;
}

/** Tabs by the usual keys: arrows, Home and End move and choose. */
function Tabs({ entries, chosen, onChoose, children }: TabsProps) {
  const base = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const at = entries.findIndex(({ id }) => id === chosen);
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: entries.length - 1 };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const entry = entries[(next + entries.length) % entries.length];
    if (!entry) return;
    onChoose(entry.id);
    document.getElementById(`${base}-${entry.id}`)?.focus();
  };
  return (
    <div className="tabbed">
      <div role="tablist" aria-label="Panels" className="tabs" onKeyDown={onKeyDown}>
        {entries.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${base}-${id}`}
            aria-selected={id === chosen}
            aria-controls={`${base}-panel`}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${chosen}`} className="tabpanel">
        {children}
      </div>
    </div>
  );
}
