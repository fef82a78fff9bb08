import { home } from "../simulator/cli/create-machine.ts";
import type { Session } from "../simulator/cli/session.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { applyRowChanges, type RowChanges } from "../simulator/world/row-changes.ts";
import type { TableName } from "../simulator/world/tables.ts";
import { rowKey, World } from "../simulator/world/world.ts";
import { CommandRun } from "./command-run.ts";
import { durationText } from "./duration-text.ts";
import { isIdleCommand } from "./idle-command.ts";
import { GoalTracker } from "./goal-tracker.ts";
import type { SimulatorInPage } from "./page-simulator.ts";
import { originOf, placesOf } from "../simulator/places.ts";
import type { Lesson, WorldEntry } from "./world-entry.ts";
import type { FaultState, WorldStatus } from "./world-status.ts";
import type { Block } from "./block.ts";
import type { Place } from "../simulator/places.ts";
import { SandboxError } from "./sandbox-error.ts";
import { recentLimit } from "./recent-list.ts";
import { Timeline, type Move, type Step } from "./timeline.ts";
import type { TrackedBlobs } from "./tracked-blobs.ts";
import { Transcript } from "./transcript.ts";
import { wayOf, type Way, type WayStep } from "./way.ts";
import { worldVersion, type OpenedRecord, type OpenParts, type WorldState } from "./world-parts.ts";
import { WorldSaver } from "./world-saver.ts";

/** Id of the place that commands come from unless another was chosen. */
const laptop = "laptop";

/** Real milliseconds between two looks at a world in which a command runs. */
const progressInterval = 300;

/** The world that is open in this tab: its simulator and shell, its transcript, its way back, and what of it is saved. */
export class OpenWorld {
  readonly entry: WorldEntry;
  readonly simulator: Simulator;
  session: Session;
  readonly blobs: TrackedBlobs;
  private readonly timeline: Timeline;
  readonly transcript: Transcript;
  private readonly state: WorldState;
  private readonly services: OpenParts;
  private readonly inPage: SimulatorInPage;
  private readonly goals: GoalTracker;
  private readonly saver: WorldSaver;
  private revision = 0;
  /** What views were shown of a running command, and when, in real time. */
  private current: World | undefined;
  private shownAt = 0;
  private running: CommandRun | undefined;
  /** Real time doesn't pass while steps are repeated. */
  private repeating = false;

  constructor(services: OpenParts, inPage: SimulatorInPage, record: OpenedRecord) {
    this.services = services;
    this.simulator = inPage.simulator;
    this.blobs = inPage.blobs;
    this.entry = record.entry;
    this.state = record.state;
    this.state.version = worldVersion;
    this.timeline = new Timeline(record.steps, record.state.undone);
    this.transcript = new Transcript(record.entry.id, services.storage, record.commands);
    this.goals = new GoalTracker(this.simulator, record);
    const { entry, state, simulator, timeline, transcript, blobs } = this;
    this.saver = new WorldSaver({ storage: services.storage, entry, state, simulator, timeline, transcript, blobs });
    this.inPage = inPage;
    this.session = this.newSession();
  }

  private newSession(): Session {
    const session = this.services.startSession(this.inPage, (milliseconds) => {
      this.showProgress();
      return this.repeating ? Promise.resolve() : this.services.pace(milliseconds);
    });
    session.origin = originOf(this.simulator.world, this.state.place);
    return session;
  }

  /** Moves to another moment. The shell restarts there, because it remembers the history of the commands itself. */
  private moveTo(world: World): void {
    this.simulator.moveTo(world);
    this.session = this.newSession();
  }

  /** Bytes that are not stored yet, or could not be. */
  get unsavedBlobs(): [string, Uint8Array][] {
    return this.blobs.unsaved;
  }

  /** Keys of the rows that the last step changed. */
  get changedKeys(): ReadonlySet<string> {
    return new Set(this.timeline.steps.recent.at(-1)?.before.map(([key]) => key));
  }

  /** Returns how to get here from the template, reading earlier steps from storage. */
  async way(): Promise<Way> {
    const { simulator, timeline, transcript } = this;
    const { world } = simulator;
    const recent = [...timeline.steps.recent];
    const [earlier, commands] = await Promise.all([this.storedSteps(0, timeline.steps.start), transcript.all()]);
    const blocks = commands.map(({ block }) => block);
    return wayOf(world, [...earlier, ...recent], blocks);
  }

  private async storedSteps(from: number, to: number): Promise<Step[]> {
    return from < to ? ((await this.services.storage.steps(this.entry.id, from, to)) as Step[]) : [];
  }

  /** Reads earlier steps from storage until undo finds one to take back or knows that there is none. */
  async readUndo(): Promise<void> {
    const { steps } = this.timeline;
    while (this.timeline.needsEarlier) {
      steps.prepend(await this.storedSteps(Math.max(0, steps.start - recentLimit), steps.start));
    }
  }

  get status(): WorldStatus {
    const { simulator, timeline, state } = this;
    const { folder } = this.session;
    const faults = Array.from(simulator.world.scan("fault"), ({ row }): FaultState => {
      return { kind: row.kind, target: row.target, ...(row.factor !== undefined && { factor: row.factor }) };
    });
    return {
      entry: this.entry,
      now: simulator.now,
      ...(simulator.nextEventAt !== undefined && { nextEventAt: simulator.nextEventAt }),
      clock: state.clock,
      folder: folder === home || folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder,
      ...(timeline.undoLabel !== undefined && { undo: timeline.undoLabel }),
      ...(timeline.redoLabel !== undefined && { redo: timeline.redoLabel }),
      saved: this.saver.saved,
      faults,
      place: state.place,
      ...this.goals.status,
      revision: this.revision,
    };
  }

  /** Shows one more hint of the mission. */
  async showHint(): Promise<WorldStatus> {
    if (!this.goals.showHint()) return this.status;
    await this.changed();
    return this.status;
  }

  /** Runs a command line as one step, and saves the outcome. With `replies` nobody is asked: they answer its prompts. */
  async execute(line: string, replies?: readonly (string | null)[]): Promise<Block> {
    this.requireIdle();
    const before = this.simulator.world;
    const run = new CommandRun(this.transcript.nextId, line, this.services, replies);
    this.running = run;
    const command = await run.execute(this.simulator, this.session).finally(() => (this.running = undefined));
    if (this.state.place !== laptop) command.block.place = this.state.place;
    const after = this.simulator.world;
    const idle = isIdleCommand(before, after, command.wire);
    this.timeline.record(before, after, { label: line, block: command.block.id, ...(idle && { idle }) });
    this.saver.blockChanged(this.transcript.add(command));
    this.entry.commands += 1;
    await this.changed();
    return command.block;
  }

  /** Answers the prompt of the running command; null ends its input. */
  reply(text: string | null): void {
    this.running?.reply(text ?? undefined);
  }

  interrupt(): void {
    this.running?.interrupt();
  }

  private requireIdle(): void {
    if (this.running)
      throw new SandboxError("Busy", "A command is running. Wait for it to end, or stop it with Ctrl+C.");
  }

  /** Takes back the last step that changed something. A running clock stops, or it would go on from the earlier moment. */
  async undo(): Promise<WorldStatus> {
    this.requireIdle();
    await this.readUndo();
    return this.move(this.timeline.undo(this.simulator.world), true);
  }

  async redo(): Promise<WorldStatus> {
    this.requireIdle();
    return this.move(this.timeline.redo(this.simulator.world), false);
  }

  private async move(moved: Move | undefined, undone: boolean): Promise<WorldStatus> {
    if (!moved) return this.status;
    this.state.clock = { ...this.state.clock, running: false };
    this.moveTo(moved.world);
    const blocks = new Set(moved.steps.flatMap(({ block }) => block ?? []));
    for (const position of await this.transcript.mark(blocks, undone)) this.saver.blockChanged(position);
    for (const block of blocks) this.services.emit({ kind: "undone", block, undone });
    if (undone) await this.readUndo();
    this.saver.stepsChanged(this.timeline.steps.length - (undone ? 0 : moved.steps.length));
    await this.changed();
    return this.status;
  }

  /** Does something from outside the shell as one step that undo takes back; a change that fails leaves nothing behind. */
  async act(label: string, change: () => void): Promise<WorldStatus> {
    await this.simulator.load();
    this.requireIdle();
    const before = this.simulator.world;
    try {
      change();
    } catch (error) {
      this.moveTo(before);
      throw error;
    }
    if (this.simulator.world !== before) this.timeline.record(before, this.simulator.world, { label });
    await this.changed();
    return this.status;
  }

  /** Lets virtual time pass as a step of its own. */
  async advance(milliseconds: number): Promise<WorldStatus> {
    this.requireIdle();
    const before = this.simulator.world;
    await this.simulator.advance(milliseconds);
    if (this.simulator.world !== before) {
      this.timeline.record(before, this.simulator.world, { label: `+${durationText(milliseconds)}`, time: "jump" });
    }
    await this.changed();
    return this.status;
  }

  /** Lets virtual time pass while the clock runs; all of it until something else is done is one step. */
  async tick(milliseconds: number): Promise<void> {
    if (this.running || !this.state.clock.running) return;
    const before = this.simulator.world;
    await this.simulator.advance(milliseconds * this.state.clock.speed);
    this.timeline.tick(before, this.simulator.world, "Running clock");
    this.saver.stepsChanged(this.timeline.steps.length - 1);
    await this.changed();
  }

  /** Does something again as it was done before: without asking, and as fast as it goes. */
  async repeat(step: WayStep): Promise<void> {
    this.repeating = true;
    try {
      if ("wait" in step) await this.advance(step.wait);
      else if ("back" in step) {
        const { start, moments } = await this.way();
        await this.act(step.change, () => this.moveTo(moments[step.back - 1] ?? start));
      } else if ("rows" in step) {
        const rows = step.rows.map(([[table = "", ...segments], row]): RowChanges[number] => {
          return [rowKey(table as TableName, segments), row];
        });
        await this.act(step.change, () => this.moveTo(applyRowChanges(this.simulator.world, rows)));
      } else {
        const place = step.place ?? laptop;
        if (place !== this.state.place) await this.setPlace(place);
        await this.execute(step.run, step.replies ?? []);
      }
    } finally {
      this.repeating = false;
    }
  }

  async advanceToNextEvent(): Promise<WorldStatus> {
    const { nextEventAt, now } = this.simulator;
    return nextEventAt === undefined ? this.status : this.advance(Math.max(0, nextEventAt - now));
  }

  async setClock(running: boolean, speed = this.state.clock.speed): Promise<WorldStatus> {
    this.state.clock = { running, speed };
    await this.changed();
    return this.status;
  }

  get places(): Place[] {
    return placesOf(this.simulator.world);
  }

  async setPlace(id: string): Promise<WorldStatus> {
    this.state.place = id;
    this.session.origin = originOf(this.simulator.world, id);
    await this.changed();
    return this.status;
  }

  /** The rows of the world, for snapshots and copies. */
  get rows(): RowChanges {
    return [...this.simulator.world.entries()];
  }

  returnTo(name: string, rows: RowChanges): Promise<WorldStatus> {
    return this.act(`Back to snapshot ${name}`, () => this.moveTo(World.of(rows)));
  }

  /** Changes what is noted of a walkthrough that is done here. */
  async setLesson(lesson: Lesson): Promise<WorldStatus> {
    this.entry.lesson = lesson;
    await this.changed();
    return this.status;
  }

  /** Notes that something changed: tells the screen and saves. */
  private async changed(): Promise<void> {
    this.entry.changedAt = this.services.now();
    this.entry.profile = this.simulator.world.get("settings")?.profile ?? this.entry.profile;
    this.goals.noteCompletion(this.services.now());
    this.revision += 1;
    const saving = this.saver.save();
    this.tell();
    await saving;
    this.tell();
  }

  /** While a command runs: lets views look at what it did so far, now and then. */
  private showProgress(): void {
    const now = this.services.now();
    if (!this.running || this.simulator.world === this.current || now - this.shownAt < progressInterval) return;
    this.current = this.simulator.world;
    this.shownAt = now;
    this.revision += 1;
    this.tell();
  }

  private tell(): void {
    this.services.emit({ kind: "status", status: this.status });
  }

  /** Waits until everything that was done is stored, or known not to be. */
  settled(): Promise<void> {
    return this.saver.settled();
  }
}
