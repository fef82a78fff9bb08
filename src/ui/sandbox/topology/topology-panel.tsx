import { useEffect, useState } from "react";
import { useRemembered } from "../../shared/terminal/use-remembered.ts";
import type { PanelProps } from "../panel-props.ts";
import { useView } from "../../shared/terminal/use-view.ts";
import { TopologyDrawing } from "./drawing.tsx";
import { FactsOf, type Chosen } from "./facts-of.tsx";
import { TopologyList } from "./topology-list.tsx";
import "./topology.css";

/** The cloud as a drawing or as nested lists: regions with what they hold, who pulls from them, what is wrong. */
export function TopologyPanel({ show }: PanelProps) {
  const topology = useView("topology", null);
  const [asList, setAsList] = useRemembered("topologyAsList", false);
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined);
  useEffect(() => {
    const close = (event: KeyboardEvent) => event.key === "Escape" && setChosen(undefined);
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, []);
  if (!topology) return <p className="muted topology-empty">Loading the map…</p>;
  const empty = topology.registries.length === 0 && topology.clusters.length === 0;
  return (
    <section className="topology" aria-label="Map">
      <div className="map-bar">
        <label className="small">
          <input type="checkbox" checked={asList} onChange={(event) => setAsList(event.target.checked)} /> Show as list
        </label>
      </div>
      {empty && (
        <p className="muted topology-empty">
          No resources yet. Create a resource group, then a registry: <code>az group create</code>,{" "}
          <code>az acr create</code>.
        </p>
      )}
      {!empty &&
        (asList ? (
          <TopologyList topology={topology} onChoose={setChosen} />
        ) : (
          <TopologyDrawing topology={topology} onChoose={setChosen} />
        ))}
      {chosen && (
        <FactsOf
          topology={topology}
          chosen={chosen}
          onClose={() => setChosen(undefined)}
          onForm={(form) => show("forms", undefined, form)}
        />
      )}
    </section>
  );
}
