import type { HandlersOf } from "./handlers.ts";
import { lessonHandlers } from "./lesson-handlers.ts";
import { Lessons } from "./lesson/lessons.ts";
import type { laterHandlers } from "./later-handlers.ts";
import type { OpenWorld } from "./open-world.ts";
import type { RequestName, Requests } from "./protocol.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { SandboxParts } from "./sandbox-parts.ts";
import { storedWorldHandlers } from "./stored-worlds.ts";
import { WorldCreator } from "./world-creator.ts";
import { WorldOpener } from "./world-opener.ts";
import type { WorldStatus } from "./world-status.ts";

type LaterHandlers = ReturnType<typeof laterHandlers>;

/** What is answered without loading more. */
type FirstHandlers = HandlersOf<Exclude<RequestName, keyof LaterHandlers>>;

/** The requests that the screen can send to the simulator in the page. It runs in a worker; tests call it directly. */
export class Sandbox {
  private readonly opener: WorldOpener;
  private readonly lessons: Lessons;
  private readonly creator: WorldCreator;
  private readonly handlers: FirstHandlers;
  private later: Promise<LaterHandlers> | undefined;

  constructor(private readonly services: SandboxParts) {
    this.opener = new WorldOpener(services);
    this.creator = new WorldCreator(services, this.opener);
    this.lessons = new Lessons(services.proofs, services.now);
    this.handlers = this.firstHandlers();
  }

  async request<N extends RequestName>(name: N, ask: Requests[N]["ask"]): Promise<Requests[N]["answer"]> {
    const handlers = name in this.handlers ? this.handlers : await this.loadViews();
    if (handlers !== this.handlers) await this.opener.loadOpen();
    const handler = handlers[name as never] as (ask: Requests[N]["ask"]) => Promise<Requests[N]["answer"]>;
    return handler(ask);
  }

  /** Loads what answers the requests of views and panels; throws `NotLoaded` when its code can't be fetched. */
  loadViews(): Promise<LaterHandlers> {
    const { services, opener, creator } = this;
    this.later ??= import("./later-handlers.ts")
      .then(({ laterHandlers }) => laterHandlers(services, { opener, creator, remove: this.handlers.remove }))
      .catch(() => {
        this.later = undefined;
        const message = "This part of the sandbox isn't on this device yet. Connect to the internet, then try again.";
        throw new SandboxError("NotLoaded", message);
      });
    return this.later;
  }

  /** Loads the rest of the simulator, a part after the other in the order in which a learner may need them. */
  async loadAhead(): Promise<void> {
    await this.loadViews();
    for (const program of this.current.session.programs.values()) await program.load();
  }

  /** Whether an environment is open. */
  get isOpen(): boolean {
    return this.opener.isOpen;
  }

  /** Lets `milliseconds` of real time pass for a world whose clock runs. */
  async tick(milliseconds: number): Promise<void> {
    await this.opener.tick(milliseconds);
  }

  /** The open world, for views that read it. */
  get current(): OpenWorld {
    return this.opener.current;
  }

  private firstHandlers(): FirstHandlers {
    const { services, opener, creator, lessons } = this;
    const stored = storedWorldHandlers(services, opener);
    const { remove } = stored;
    return {
      create: (ask) => creator.create(ask),
      open: ({ id, take = false }) => opener.openStored(id, take),
      close: async () => {
        await opener.close();
        return null;
      },
      ...stored,
      ...lessonHandlers(services, { opener, creator, lessons, remove }),
      ...this.stepHandlers(),
    };
  }

  /** Handles what is done in the open world. */
  private stepHandlers() {
    return {
      execute: async ({ line }) => {
        const open = this.current;
        const block = await this.opener.execute(line);
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
      hint: () => this.current.showHint(),
      place: ({ id }) => this.current.setPlace(id),
    } satisfies Partial<HandlersOf<RequestName>>;
  }

  /** After a step back or forth: what is done of a walkthrough goes with it. */
  private async moved(open: OpenWorld, moving: Promise<WorldStatus>): Promise<WorldStatus> {
    await moving;
    await this.lessons.check(open);
    return open.status;
  }
}
