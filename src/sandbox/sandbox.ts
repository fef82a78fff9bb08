import type { Profile } from "../assessment/item.ts";
import type { StoredWorld, WorldStorage } from "../progress/world-storage.ts";
import { readWorldFile } from "../simulator/world/world-file.ts";
import type { RowChanges } from "../simulator/world/row-changes.ts";
import { World } from "../simulator/world/world.ts";
import { exportHandlers } from "./export-handlers.ts";
import { nameLimit, type HandlersOf } from "./handlers.ts";
import { Lessons } from "./lesson/lessons.ts";
import { OpenWorld } from "./open-world.ts";
import { snapshotHandlers } from "./snapshot-handlers.ts";
import { entriesOf, entryOf, freeName } from "./world-list.ts";
import { viewHandlers } from "./view-handlers.ts";
import { requireKnown, SandboxError } from "./sandbox-error.ts";
import { repeatSteps, worldFrom } from "./rehearse.ts";
import { newState, worldVersion, type CommandRecord, type WorldParts, type WorldState } from "./world-parts.ts";
import { panelHandlers } from "./panel-handlers.ts";
import { simulatorInPage } from "./page-simulator.ts";
import type { WorldEntry } from "./world-entry.ts";
import type { WorldStatus } from "./world-status.ts";
import type { Block } from "./block.ts";
import { RecentList, recentLimit } from "./recent-list.ts";
import type { ExerciseAsk, LessonAsk, NewWorld, OpenedWorld, RequestName, Requests } from "./protocol.ts";
import { readShare, worldDigest } from "./share.ts";
import type { Proofs } from "./lesson/proofs.ts";
import type { WorldTemplate } from "../content/world-template.ts";
import type { Step } from "./timeline.ts";
import { findPlace } from "../simulator/places.ts";
import { findTemplate, type TemplateParts } from "./find-template.ts";
import type { WorldLock } from "./world-lock.ts";

export interface SandboxParts extends WorldParts, TemplateParts {
  /** How to tell which steps of a walkthrough are done. */
  proofs: Proofs;
  lock: WorldLock;
  newId(): string;
  /** A seed for a world that nobody gave one. */
  newSeed(): number;
}

/** Environments of questions are the same for everybody, so that the same commands give the same outcome. */
const exerciseSeed = 1;

/** The requests that the screen can send to the simulator in the page. It runs in a worker; tests call it directly. */
export class Sandbox {
  private open: OpenWorld | undefined;
  /** The last command; ends when it has run, whatever its result. */
  private running: Promise<unknown> | undefined;
  private readonly removed = new Map<string, StoredWorld>();
  private readonly storage: WorldStorage;
  private readonly lessons: Lessons;
  private readonly handlers: HandlersOf<RequestName>;

  constructor(private readonly services: SandboxParts) {
    this.storage = services.storage;
    this.lessons = new Lessons(services.proofs, services.now);
    this.handlers = this.answers();
  }

  request<N extends RequestName>(name: N, ask: Requests[N]["ask"]): Promise<Requests[N]["answer"]> {
    const handler = this.handlers[name] as (ask: Requests[N]["ask"]) => Promise<Requests[N]["answer"]>;
    return Promise.resolve().then(() => handler(ask));
  }

  /** Lets `milliseconds` of real time pass for a world whose clock runs. */
  async tick(milliseconds: number): Promise<void> {
    await this.open?.tick(milliseconds);
  }

  /** The open world, for views that read it. */
  get current(): OpenWorld {
    if (!this.open) throw new SandboxError("NoWorld", "No environment is open.");
    return this.open;
  }

  private answers(): HandlersOf<RequestName> {
    return {
      worlds: async () =>
        (await entriesOf(this.storage))
          .filter(({ exercise }) => exercise === undefined)
          .sort((a, b) => b.changedAt - a.changedAt),
      templates: () =>
        this.services.templates.flatMap(({ id, name, summary, tries, mission }) =>
          summary === undefined ? [] : [{ id, name, summary, tries, mission: mission !== undefined }],
        ),
      create: (ask) => this.create(ask),
      open: ({ id, take = false }) => this.openStored(id, take),
      close: async () => {
        await this.stopCommand();
        await this.open?.settled();
        this.services.lock.release();
        this.open = undefined;
        return null;
      },
      openLesson: (ask) => this.openLesson(ask),
      openExercise: (ask) => this.openExercise(ask),
      predict: ({ step, choice }) => {
        const open = this.current;
        const { lesson } = open.entry;
        if (!lesson) return open.status;
        return open.setLesson({ ...lesson, predictions: { ...lesson.predictions, [step]: choice } });
      },
      rename: async ({ id, name }) => {
        const clean = name.trim().slice(0, nameLimit);
        if (clean === "") throw new SandboxError("NoName", "Enter a name for the environment.");
        const entry = this.open?.entry.id === id ? this.open.entry : await entryOf(this.storage, id);
        entry.name = clean;
        await this.storage.saveEntry(id, entry);
        if (this.open?.entry.id === id) this.services.emit({ kind: "status", status: this.open.status });
        return null;
      },
      duplicate: async ({ id, name }) => {
        if (this.open?.entry.id === id) await this.open.settled();
        const { lesson: _, exercise: _goals, ...entry } = await entryOf(this.storage, id);
        const copy = {
          ...entry,
          id: this.services.newId(),
          name: name.slice(0, nameLimit),
          createdAt: this.services.now(),
        };
        const [stored] = (await this.storage.list()).filter((row) => row.id === id);
        await this.storage.duplicate(id, { id: copy.id, entry: copy, state: stored?.state ?? newState() });
        return copy;
      },
      remove: async ({ id }) => {
        if (this.open?.entry.id === id) await this.handlers.close(null);
        const removed = await this.storage.remove(id);
        if (removed) this.removed.set(id, removed);
        return null;
      },
      restore: async ({ id }) => {
        const removed = this.removed.get(id);
        if (!removed) throw new SandboxError("NoWorld", "That environment can't be restored anymore.");
        await this.storage.create(removed);
        this.removed.delete(id);
        return null;
      },
      execute: async ({ line }) => {
        const open = this.current;
        const running = open.execute(line);
        this.running = running.catch(() => undefined);
        const block = await running;
        await this.lessons.check(open);
        return block;
      },
      interrupt: () => {
        this.current.interrupt();
        return null;
      },
      reply: ({ text }) => {
        this.current.reply(text);
        return null;
      },
      undo: () => this.moved(this.current, this.current.undo()),
      redo: () => this.moved(this.current, this.current.redo()),
      advance: (ask) => ("to" in ask ? this.current.advanceToNextEvent() : this.current.advance(ask.milliseconds)),
      clock: ({ running, speed }) => this.current.setClock(running, speed),
      fault: (ask) => this.current.setFault(ask),
      profile: ({ profile }) => this.current.setProfile(profile),
      hint: () => this.current.showHint(),
      place: ({ id }) => this.current.setPlace(id),
      importWorld: ({ name, text }) => this.importFile(name, text),
      openShared: ({ payload, profile }) => this.openShared(payload, profile),
      ...exportHandlers(this.services, () => this.current),
      ...viewHandlers(this.services.facts, () => this.current),
      ...snapshotHandlers(this.services, () => this.current),
      ...panelHandlers(() => this.current),
    };
  }

  /** After a step back or forth: what is done of a walkthrough goes with it. */
  private async moved(open: OpenWorld, moving: Promise<WorldStatus>): Promise<WorldStatus> {
    await moving;
    await this.lessons.check(open);
    return open.status;
  }

  private async openLesson(ask: LessonAsk): Promise<OpenedWorld> {
    const { walkthrough, level, name, profile, take = false, fresh = false } = ask;
    const template = await this.templateOf(ask.template);
    const entries = await entriesOf(this.storage);
    const known = entries.find(({ lesson }) => lesson?.walkthrough === walkthrough && lesson.level === level);
    if (known && fresh) await this.handlers.remove({ id: known.id });
    const completedAt = known?.lesson?.completedAt;
    if (known && !fresh) await this.openStored(known.id, take);
    else {
      await this.create({ template: template.id, profile, name });
      const lesson = {
        walkthrough,
        level,
        done: {},
        predictions: {},
        ...(completedAt !== undefined && { completedAt }),
      };
      await this.current.setLesson(lesson);
    }
    const open = this.current;
    await this.lessons.check(open);
    return openedWorld(open);
  }

  private async openExercise(ask: ExerciseAsk): Promise<OpenedWorld> {
    const { key, goals, name, setup, profile, take = false, fresh = false } = ask;
    const template = await this.templateOf(ask.template);
    const known = (await entriesOf(this.storage)).find(({ exercise }) => exercise?.key === key);
    if (known && !fresh) return this.openStored(known.id, take);
    if (known) await this.handlers.remove({ id: known.id });
    const prepared = { ...template, commands: [...template.commands, ...setup] };
    return this.createFrom(prepared, { profile, seed: exerciseSeed }, { name, exercise: { key, goals } });
  }

  private async templateOf(id: string): Promise<WorldTemplate> {
    const found = await findTemplate(this.services, id);
    if (!found)
      throw new SandboxError(
        "NoTemplate",
        `There is no starting environment called ${id.slice(0, 40)}. Choose one from the list.`,
      );
    return found;
  }

  private async create({ template, profile, name, seed, replaces }: NewWorld): Promise<OpenedWorld> {
    const chosen = await this.templateOf(template);
    if (replaces) await this.makeRoom(chosen.id, new Set(replaces));
    return this.createFrom(chosen, { profile, seed: seed ?? this.services.newSeed() }, { name: name ?? chosen.name });
  }

  private async createFrom(
    template: WorldTemplate,
    settings: { profile: Profile; seed: number },
    { name, exercise }: Pick<WorldEntry, "name" | "exercise">,
  ): Promise<OpenedWorld> {
    const of = template.commands.length;
    const { simulator, blobs } = await worldFrom(this.services, template, settings, (done) =>
      this.services.emit({ kind: "progress", subject: "environment", done, of }),
    );
    const { profile } = settings;
    const place = template.at === undefined ? undefined : findPlace(simulator.world, template.at)?.id;
    return this.openNew(simulator.world, blobs.takeNew(), {
      name,
      template: template.id,
      profile,
      ...(exercise && { exercise }),
      ...(place !== undefined && { place }),
    });
  }

  /** Removes worlds of a template in which only these lines were typed, unless another tab has them open. */
  private async makeRoom(template: string, lines: ReadonlySet<string>): Promise<void> {
    for (const { id, template: made, commands, exercise } of await entriesOf(this.storage)) {
      if (made !== template || commands > lines.size || exercise) continue;
      const stored = await this.storage.load(id);
      const typed = (stored?.blocks ?? []).map(({ block }) => (block as Block).line);
      if (!typed.every((line) => lines.has(line))) continue;
      if (this.open?.entry.id === id) await this.handlers.close(null);
      if (await this.services.lock.acquire(id, { take: false, lost: () => undefined })) {
        await this.storage.remove(id);
        this.services.lock.release();
      }
    }
  }

  /** Stores a world that was made or came in, and opens it. */
  private async openNew(
    world: World,
    bytes: [string, Uint8Array][],
    {
      name,
      template,
      profile,
      exercise,
      place,
    }: Pick<WorldEntry, "name" | "template" | "profile" | "exercise"> & { place?: string },
  ): Promise<OpenedWorld> {
    const now = this.services.now();
    const id = this.services.newId();
    const entry: WorldEntry = {
      id,
      name: await freeName(this.storage, name.trim().slice(0, nameLimit) || "Environment"),
      template,
      profile,
      createdAt: now,
      changedAt: now,
      commands: 0,
      ...(exercise && { exercise }),
    };
    const rows: RowChanges = [...world.entries()];
    const state = { ...newState(), ...(place !== undefined && { place }) };
    await this.storage.create({ id, entry, state, rows, steps: [], blocks: [], blobs: bytes });
    return this.openStored(id, true);
  }

  /** Stops the running command as Ctrl+C does, before its environment is left. */
  private async stopCommand(): Promise<void> {
    this.open?.interrupt();
    await this.running;
  }

  private async openStored(id: string, take: boolean): Promise<OpenedWorld> {
    await this.stopCommand();
    await this.open?.settled();
    const lost = () => {
      if (this.open?.entry.id === id) this.open = undefined;
      this.services.emit({ kind: "taken", id });
    };
    if (!(await this.services.lock.acquire(id, { take, lost }))) {
      throw new SandboxError(
        "OpenElsewhere",
        "This environment is open in another tab. You can change it in one tab at a time.",
      );
    }
    const stored = await this.storage.loadRecent(id, recentLimit);
    if (!stored) {
      this.services.lock.release();
      throw new SandboxError(
        "NoWorld",
        "That environment isn't on this device. It may have been deleted in another tab.",
      );
    }
    const { version } = stored.state as WorldState;
    try {
      requireKnown(version, worldVersion, `The environment ${(stored.entry as WorldEntry).name}`);
    } catch (error) {
      this.services.lock.release();
      throw error;
    }
    const inPage = simulatorInPage(this.services, World.of(stored.rows), stored.blobs);
    const entry = stored.entry as WorldEntry;
    const mission =
      entry.lesson || entry.exercise
        ? undefined
        : this.services.templates.find((template) => template.id === entry.template)?.mission;
    // The language of goals is loaded only where there are goals.
    const goals = (mission ?? entry.exercise) && (await import("../simulator/goals/expression.ts"));
    this.open = new OpenWorld(this.services, inPage, {
      entry,
      ...(mission && goals && { mission: { ...mission, evaluate: goals.evaluateGoal } }),
      ...(entry.exercise && goals && { exercise: { goals: entry.exercise.goals, evaluate: goals.evaluateGoal } }),
      state: stored.state as WorldState,
      steps: new RecentList(stored.steps as Step[], stored.firstStep),
      commands: new RecentList(stored.blocks as CommandRecord[], stored.firstBlock),
    });
    await this.open.readUndo();
    return openedWorld(this.open);
  }

  private async importFile(name: string, text: string): Promise<OpenedWorld> {
    const read = readWorldFile(this.services.hash, text);
    if (!read.ok) throw new SandboxError("BadFile", [read.refusal.message, read.refusal.next].join(" ").trim());
    const { world, blobs } = read.value;
    const profile = world.get("settings")?.profile ?? "chapter";
    return this.openNew(world, blobs, { name, template: "imported", profile });
  }

  private async openShared(payload: string, profile: Profile): Promise<OpenedWorld> {
    const read = readShare(payload);
    const fallBack = async (why: string): Promise<OpenedWorld> => ({
      ...(await this.create({ template: "empty", profile })),
      note: `${why} An empty environment was opened instead.`,
    });
    if (!read.ok) return fallBack(read.refusal.message);
    const { value: shared } = read;
    const { template, seed, name, digest, version } = shared;
    await this.create({ template, profile: shared.profile, name, seed });
    const open = this.current;
    const of = shared.steps.length;
    try {
      await repeatSteps(open, shared, (done) => this.services.emit({ kind: "progress", subject: "link", done, of }));
    } catch (error) {
      await this.handlers.remove({ id: open.entry.id });
      return fallBack(
        `The steps of the link can't be repeated: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    const same = worldDigest(this.services.hash, open.simulator.world, { time: version > 1 }) === digest;
    return { ...openedWorld(open), ...(!same && { note: differenceNotes[version] }) };
  }
}

/** Returns what the screen needs of an environment that was opened. */
const openedWorld = ({ status, transcript: { recent, earlier } }: OpenWorld): OpenedWorld => ({
  status,
  blocks: recent,
  earlier,
});

/** Says why a link may not lead to exactly what its sender saw. */
const differenceNotes = {
  1: "This link was made by an earlier version of Drydock. Its commands ran again, but links of that version don't hold time that was skipped, and the simulator has changed since, so details may differ from the original.",
  2: "The simulator has changed since this link was made. Its steps ran again, but details may differ from the original.",
} as const;
