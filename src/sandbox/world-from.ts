import type { WorldTemplate } from "../content/world-template.ts";
import { newWorld } from "../simulator/world/new-world.ts";
import { applyTemplate } from "./apply-template.ts";
import { simulatorInPage, type SimulatorInPage } from "./page-simulator.ts";
import type { WorldParts } from "./world-parts.ts";

/** Makes a world from a template, without storing it. */
export async function worldFrom(
  services: Pick<WorldParts, "facts" | "hash" | "startSession">,
  template: WorldTemplate,
  settings: Parameters<typeof newWorld>[0],
  onProgress?: (done: number) => void,
): Promise<SimulatorInPage> {
  const inPage = simulatorInPage(services, newWorld(settings));
  const session = services.startSession(inPage, () => Promise.resolve());
  await applyTemplate(template, inPage.simulator, session, services.hash, onProgress);
  return inPage;
}
