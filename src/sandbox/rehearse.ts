import type { WorldTemplate } from "../content/world-template.ts";
import { OpenWorld } from "./open-world.ts";
import { RecentList } from "./recent-list.ts";
import { simulatorInPage, type SimulatorInPage } from "./page-simulator.ts";
import type { Shared } from "./share.ts";
import { worldFrom } from "./world-from.ts";
import { newState, type WorldParts } from "./world-parts.ts";

type WorldServices = Omit<WorldParts, "storage">;

/** Repeats the steps of a link in an open world, and says how far it is. */
export async function repeatSteps(
  open: OpenWorld,
  { steps, place }: Pick<Shared, "steps" | "place">,
  tell: (done: number) => void = () => undefined,
): Promise<void> {
  for (const [done, step] of steps.entries()) {
    tell(done);
    await open.repeat(step);
  }
  if (place !== undefined && place !== open.status.place) await open.setPlace(place);
}

/** Opens the environment that a link starts from, in memory: nothing is stored and nothing shows on screen. */
export async function openInMemory(
  services: WorldServices,
  template: WorldTemplate,
  { profile, seed, name }: Pick<Shared, "profile" | "seed" | "name">,
): Promise<{ open: OpenWorld; blobs: SimulatorInPage["blobs"] }> {
  const made = await worldFrom(services, template, { profile, seed });
  const again = simulatorInPage(services, made.simulator.world, made.blobs.takeNew());
  const silent = {
    ...services,
    // A link has too few steps for any to leave memory, so nothing is ever read back.
    storage: { save: () => Promise.resolve(), steps: () => Promise.resolve([]), blocks: () => Promise.resolve([]) },
    emit: () => undefined,
    pace: () => Promise.resolve(),
  };
  const entry = { id: "", name, template: template.id, profile, createdAt: 0, changedAt: 0, commands: 0 };
  const open = new OpenWorld(silent, again, {
    entry,
    state: newState(),
    steps: new RecentList(),
    commands: new RecentList(),
  });
  return { open, blobs: again.blobs };
}

/** Opens a link as a recipient would, but in memory. */
export async function rehearse(
  services: WorldServices,
  template: WorldTemplate,
  { steps, place, ...start }: Omit<Shared, "digest" | "version">,
): Promise<{ simulator: OpenWorld["simulator"]; blobs: SimulatorInPage["blobs"] }> {
  const { open, blobs } = await openInMemory(services, template, start);
  await repeatSteps(open, { steps, ...(place !== undefined && { place }) });
  return { simulator: open.simulator, blobs };
}
