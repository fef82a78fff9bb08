import type { Session } from "../simulator/cli/session.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { diffWorlds } from "../simulator/world/diff.ts";
import { changeChips } from "./changes.ts";
import { OutputBuffer } from "./output-buffer.ts";
import { profileNotes } from "./profile-notes.ts";
import type { Block } from "./block.ts";
import type { TimedExchange } from "./wire.ts";
import type { CommandRecord, WorldParts } from "./world-parts.ts";

/** A command line under way: tells the screen what it prints, asks what it asks, and notes what it did. */
export class CommandRun {
  private readonly controller = new AbortController();
  private answer: ((text: string | undefined) => void) | undefined;
  private readonly replies: (string | null)[] = [];
  private askedSecret = false;

  constructor(
    private readonly id: string,
    private readonly line: string,
    private readonly services: Pick<WorldParts, "emit">,
    /** Answers its prompts, in order, when it runs again as it ran before; then nobody is asked. */
    private readonly answers?: readonly (string | null)[],
  ) {}

  /** Answers what the command asked; undefined ends its input. */
  reply(text: string | undefined): void {
    const { answer } = this;
    this.answer = undefined;
    answer?.(text);
  }

  interrupt(): void {
    this.controller.abort();
  }

  /** Runs it to its end; gives its block of the transcript and its requests. */
  async execute(simulator: Simulator, session: Session): Promise<CommandRecord> {
    const { id, line, services, controller } = this;
    const before = simulator.world;
    const block: Block = {
      id,
      line,
      output: [],
      left: 0,
      startedAt: simulator.now,
      changes: [],
      requests: 0,
      notes: [],
      undone: false,
    };
    const buffer = new OutputBuffer();
    const exchanges: TimedExchange[] = [];
    const stopListening = simulator.onExchange((exchange) => {
      const { request, response, origin } = exchange;
      exchanges.push({ ...exchange, took: simulator.requestTime(request, response, origin) });
    });
    const show = (stream: "out" | "err", chunk: string | Uint8Array) => {
      const piece = buffer.add(stream, chunk);
      if (piece) services.emit({ kind: "output", block: id, pieces: [piece] });
    };
    try {
      const execution = await session.execute(line, {
        out: (chunk) => show("out", chunk),
        err: (text) => show("err", text),
        live: (live, text) => {
          buffer.live(live, text);
          services.emit({ kind: "live", block: id, id: live, text });
        },
        terminal: { ask: (question, options) => this.ask(question, options?.secret ?? false) },
        signal: controller.signal,
      });
      block.exitCode = execution.exitCode;
      if (execution.explanation) block.explanation = execution.explanation;
    } finally {
      stopListening();
    }
    if (this.replies.length > 0) block.replies = this.replies;
    if (this.askedSecret) block.askedSecret = true;
    if (controller.signal.aborted) block.interrupted = true;
    block.output = buffer.output;
    block.left = buffer.omitted;
    block.endedAt = simulator.now;
    block.changes = changeChips(diffWorlds(before, simulator.world));
    block.requests = exchanges.length;
    if (exchanges.length > 0) block.notes = profileNotes(simulator.rules().facts, exchanges);
    const wire = exchanges.length === 0 ? [] : await wireOf(exchanges, id);
    return { block, wire };
  }

  private ask(question: string, secret: boolean): Promise<string | undefined> {
    const { signal } = this.controller;
    if (signal.aborted) return Promise.resolve(undefined);
    const note = (text: string | undefined): string | undefined => {
      if (secret) this.askedSecret = true;
      else this.replies.push(text ?? null);
      return text;
    };
    if (this.answers) return Promise.resolve(note(this.answers[this.replies.length] ?? undefined));
    return new Promise((resolve) => {
      this.answer = (text) => resolve(note(text));
      signal.addEventListener("abort", () => resolve(undefined), { once: true });
      this.services.emit({ kind: "prompt", block: this.id, question, secret });
    });
  }
}

/** The requests of a command as plain data. Many commands send none, so what makes the data loads with the first. */
async function wireOf(exchanges: readonly TimedExchange[], id: string): Promise<CommandRecord["wire"]> {
  const { wireEntry } = await import("./wire.ts");
  return Promise.all(exchanges.map((exchange, index) => wireEntry(exchange, `${id}.${index + 1}`, id)));
}
