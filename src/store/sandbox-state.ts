import type { Profile } from "../assessment/item.ts";
import type { Block, OutputPiece } from "../sandbox/block.ts";
import type { ExerciseAsk, LessonAsk, RequestName, Requests, SandboxEvent } from "../sandbox/protocol.ts";
import { recentLimit } from "../sandbox/recent-list.ts";
import type { WorldEntry } from "../sandbox/world-entry.ts";
import type { WorldStatus } from "../sandbox/world-status.ts";

/** The command that is under way. */
export interface RunningCommand {
  line: string;
  pieces: OutputPiece[];
  /** Lines that are replaced in place, by id, in the order in which they first appeared. */
  live: [id: string, text: string][];
  prompt?: { question: string; secret: boolean };
}

/** A line that was entered while another ran or before the environment was open. */
export interface WaitingLine {
  id: number;
  /** Lines that were entered together. */
  batch: number;
  line: string;
}

/** How far the opening of an environment is. */
export type OpeningProgress = Pick<Extract<SandboxEvent, { kind: "progress" }>, "subject" | "done" | "of">;

/** An environment that was deleted and can be brought back. */
export interface RemovedWorld extends Pick<WorldEntry, "id" | "name"> {
  isRestoring: boolean;
}

export interface Problem {
  code: string;
  message: string;
}

/** What was asked for when the sandbox opened, from the address. */
export type Destination =
  | { kind: "choose" }
  | { kind: "world"; id: string }
  | { kind: "template"; id: string; lines?: string[] }
  | { kind: "shared"; payload: string };

export interface SandboxState {
  /** `opening`: the first environment of this page is on its way, and lines can be entered for it. */
  phase: "starting" | "choosing" | "opening" | "open" | "elsewhere" | "failed";
  /** Whether the simulator has answered a request. */
  hasStarted: boolean;
  /** Environment that is open in another tab, while `phase` is `elsewhere`. */
  elsewhere: string | undefined;
  problem: Problem | undefined;
  /** The environment that was deleted last. */
  removed: RemovedWorld | undefined;
  /** Something to know about the world that was opened. */
  note: string | undefined;
  status: WorldStatus | undefined;
  /** The last blocks of the transcript. */
  blocks: Block[];
  /** How many blocks come before these. */
  earlier: number;
  running: RunningCommand | undefined;
  /** How much of an environment's commands, or of a link's steps, has run while it opens. */
  progress: OpeningProgress | undefined;
  /** Lines that run in order after the one that is running, or once the environment is open. */
  waiting: WaitingLine[];
  /** What is typed in the command line and not entered. It outlives the line's own element. */
  draft: string;
  /** How many blocks of the transcript are cleared from view; it keeps them. */
  clearedUpTo: number;
  ask<N extends RequestName>(name: N, ask: Requests[N]["ask"]): Promise<Requests[N]["answer"]>;
  /** Sends a request whose failure is shown as the problem. Resolves either way. */
  tell<N extends RequestName>(name: N, ask: Requests[N]["ask"]): Promise<void>;
  openDestination(destination: Destination, profile: Profile): Promise<void>;
  create(template: string, profile: Profile): Promise<void>;
  open(id: string, take?: boolean): Promise<void>;
  /** Opens the world in which a walkthrough is done. */
  openLesson(ask: LessonAsk): Promise<void>;
  /** Opens the world in which a question is answered. */
  openExercise(ask: ExerciseAsk): Promise<void>;
  /** Asks again for what another tab has open: it may have been closed. Ends after a moment, opened or not. */
  retry(): Promise<void>;
  openFile(name: string, text: string): Promise<void>;
  /** Deletes a stored environment. */
  remove(world: Pick<WorldEntry, "id" | "name">): Promise<void>;
  /** Brings back the environment that was deleted last. */
  restore(): Promise<void>;
  /** Runs a line after those that were entered before it; undefined when it was withdrawn or could not be run. */
  execute(line: string): Promise<Block | undefined>;
  /** Runs lines in order and stops at the first that fails. */
  executeAll(lines: readonly string[]): Promise<void>;
  /** Takes a line that has not started out of the queue and puts it back into the command line. */
  withdraw(id: number): void;
  setDraft(text: string): void;
  reply(text: string | null): void;
  interrupt(): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Adds earlier blocks of the transcript to those on screen. */
  showEarlier(): Promise<void>;
  choose(): void;
  clear(): void;
  dismissProblem(): void;
  dismissNote(): void;
  end(): void;
}

/** Adds a block that was made; only the last ones stay on screen, so that a long session takes no more memory. */
export function withBlock({ blocks, earlier }: SandboxState, made: Block): Pick<SandboxState, "blocks" | "earlier"> {
  const kept = [...blocks, made].slice(-recentLimit);
  return { blocks: kept, earlier: earlier + blocks.length + 1 - kept.length };
}
