import type { StoredWorld } from "../progress/world-storage.ts";
import type { RowChanges } from "../simulator/world/row-changes.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { World } from "../simulator/world/world.ts";
import type { Block } from "./block.ts";
import { nameLimit } from "./handlers.ts";
import { OpenWorld } from "./open-world.ts";
import { simulatorInPage } from "./page-simulator.ts";
import type { OpenedWorld } from "./protocol.ts";
import { RecentList, recentLimit } from "./recent-list.ts";
import { requireKnown, SandboxError } from "./sandbox-error.ts";
import type { SandboxParts } from "./sandbox-parts.ts";
import type { Step } from "./timeline.ts";
import type { WorldEntry } from "./world-entry.ts";
import { freeName } from "./world-list.ts";
import { newState, worldVersion, type CommandRecord, type WorldState } from "./world-parts.ts";

type Stored = NonNullable<Awaited<ReturnType<SandboxParts["storage"]["loadRecent"]>>>;

/** How a world is stored for the first time. */
export type FirstEntry = Pick<WorldEntry, "name" | "template" | "profile" | "exercise"> & { place?: string };

/** Opens stored worlds in this tab, one at a time, and closes them. */
export class WorldOpener {
  private open: OpenWorld | undefined;
  /** The last command; ends when it has run, whatever its result. */
  private running: Promise<unknown> | undefined;

  constructor(private readonly services: SandboxParts) {}

  /** The open world; throws `NoWorld` when there is none. */
  get current(): OpenWorld {
    if (!this.open) throw new SandboxError("NoWorld", "No environment is open.");
    return this.open;
  }

  /** Loads what looking at the open world needs; throws a LoadError when it can't be fetched. */
  async loadOpen(): Promise<void> {
    await this.open?.simulator.load();
  }

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** The open world, if it has this id. */
  opened(id: string): OpenWorld | undefined {
    return this.open?.entry.id === id ? this.open : undefined;
  }

  /** Lets real time pass for an open world whose clock runs. */
  async tick(milliseconds: number): Promise<void> {
    await this.open?.tick(milliseconds);
  }

  /** Runs a command line in the open world. */
  execute(line: string): Promise<Block> {
    const running = this.current.execute(line);
    this.running = running.catch(() => undefined);
    return running;
  }

  /** Stops the running command as Ctrl+C does, before its environment is left. */
  private async stopCommand(): Promise<void> {
    this.open?.interrupt();
    await this.running;
  }

  async close(): Promise<void> {
    await this.stopCommand();
    await this.open?.settled();
    this.services.lock.release();
    this.open = undefined;
  }

  /** Stores a world that was made or came in, and opens it. */
  async openNew(
    world: World,
    blobs: [string, Uint8Array][],
    { name, template, profile, exercise, place }: FirstEntry,
  ): Promise<OpenedWorld> {
    const { storage } = this.services;
    const now = this.services.now();
    const id = this.services.newId();
    const entry: WorldEntry = {
      id,
      name: await freeName(storage, name.trim().slice(0, nameLimit) || "Environment"),
      template,
      profile,
      createdAt: now,
      changedAt: now,
      commands: 0,
      ...(exercise && { exercise }),
    };
    const rows: RowChanges = [...world.entries()];
    const state = { ...newState(), ...(place !== undefined && { place }) };
    await storage.create({ id, entry, state, rows, steps: [], blocks: [], blobs } satisfies StoredWorld);
    return this.openStored(id, true);
  }

  /** Opens a stored world in this tab; with `take`, another tab that has it open loses it. */
  async openStored(id: string, take: boolean): Promise<OpenedWorld> {
    await this.stopCommand();
    await this.open?.settled();
    // Its lock goes with the next one's request.
    this.open = undefined;
    const stored = await this.lockAndLoad(id, take);
    const inPage = simulatorInPage(this.services, World.of(stored.rows), stored.blobs);
    const entry = stored.entry as WorldEntry;
    this.open = new OpenWorld(this.services, inPage, {
      entry,
      ...(await this.goalsOf(entry, inPage.simulator)),
      state: stored.state as WorldState,
      steps: new RecentList(stored.steps as Step[], stored.firstStep),
      commands: new RecentList(stored.blocks as CommandRecord[], stored.firstBlock),
    });
    await this.open.readUndo();
    return openedWorld(this.open);
  }

  private async lockAndLoad(id: string, take: boolean): Promise<Stored> {
    const { lock, storage, emit } = this.services;
    const lost = () => {
      if (this.opened(id)) this.open = undefined;
      emit({ kind: "taken", id });
    };
    if (!(await lock.acquire(id, { take, lost }))) {
      throw new SandboxError(
        "OpenElsewhere",
        "This environment is open in another tab. You can change it in one tab at a time.",
      );
    }
    try {
      const stored = await storage.loadRecent(id, recentLimit);
      if (!stored) {
        throw new SandboxError(
          "NoWorld",
          "That environment isn't on this device. It may have been deleted in another tab.",
        );
      }
      const { version } = stored.state as WorldState;
      requireKnown(version, worldVersion, `The environment ${(stored.entry as WorldEntry).name}`);
      return stored;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Returns the goals of a world with what evaluates them; the language of goals is loaded only where there are any. */
  private async goalsOf({ lesson, exercise, template: id }: WorldEntry, simulator: Simulator) {
    const mission =
      lesson || exercise ? undefined : this.services.templates.find((template) => template.id === id)?.mission;
    if (!mission && !exercise) return {};
    const [{ evaluateGoal: evaluate }] = await Promise.all([
      import("../simulator/goals/expression.ts"),
      simulator.load(),
    ]);
    return {
      ...(mission && { mission: { ...mission, evaluate } }),
      ...(exercise && { exercise: { goals: exercise.goals, evaluate } }),
    };
  }
}

/** Returns what the screen needs of an environment that was opened. */
export const openedWorld = ({ status, transcript: { recent, earlier } }: OpenWorld): OpenedWorld => ({
  status,
  blocks: recent,
  earlier,
});
