import type { Place } from "../simulator/places.ts";
import type { OutputPiece, Block } from "./block.ts";
import type { FaultState, WorldStatus } from "./world-status.ts";
import type { Exercise, WorldEntry, LessonLevel } from "./world-entry.ts";
import type { Profile } from "../assessment/item.ts";
import type { Access } from "./access-view.ts";
import type { Comparison } from "./compare-view.ts";
import type { EventEntry } from "./events-view.ts";
import type { PanelRequests } from "./panel-protocol.ts";
import type { RuleChange } from "./rule-changes.ts";
import type { StateLevel, StatePath } from "./state-view.ts";
import type { Topology } from "./topology-view.ts";
import type { Trouble } from "./trouble-view.ts";
import type { LiveName } from "../simulator/cli/definition.ts";

export interface LessonAsk {
  walkthrough: string;
  level: LessonLevel;
  /** Name of the world. */
  name: string;
  /** Template that it starts from. */
  template: string;
  profile: Profile;
  /** Takes the world over from another tab. */
  take?: boolean;
  /** Begins again: the world of before is deleted. */
  fresh?: boolean;
}

export interface ExerciseAsk extends Exercise {
  /** Name of the environment. */
  name: string;
  /** Template that it starts from, and the lines that run in it first. */
  template: string;
  setup: readonly string[];
  profile: Profile;
  /** Takes the environment over from another tab. */
  take?: boolean;
  /** Begins again: the environment of before is deleted. */
  fresh?: boolean;
}

/** A request behind a command, and its answer, as plain data. */
export interface WireEntry {
  id: string;
  block: string;
  /** Virtual time. */
  at: number;
  /** Virtual milliseconds until its answer was there. */
  took: number;
  method: string;
  url: string;
  status: number;
  /** Bytes of the bodies, as far as the wire says. */
  requestBytes: number;
  responseBytes: number;
  region?: string;
  who?: string;
  why?: string;
  facts: string[];
  requestHeaders: [string, string][];
  responseHeaders: [string, string][];
  /** Text bodies; long or binary ones are left out and `bodyNote` says so. */
  requestBody?: string;
  responseBody?: string;
  bodyNote?: string;
}

export interface OpenedWorld {
  status: WorldStatus;
  /** The last blocks of the transcript. */
  blocks: Block[];
  /** How many blocks come before these. */
  earlier: number;
  /** Why the template was opened instead of the requested environment, e.g. a damaged link. */
  note?: string;
}

export interface Candidate {
  text: string;
  kind: string;
  detail?: string;
}

export type NameKind = LiveName;

export interface Snapshot {
  id: string;
  name: string;
  /** Virtual time that it shows. */
  at: number;
  /** Real time that it was taken. */
  takenAt: number;
  /** Version of what is stored; absent in snapshots of before there were versions. */
  version?: number;
}

export interface NewWorld {
  template: string;
  profile: Profile;
  name?: string;
  seed?: number;
  /** Commands that are about to be run in it: an earlier world of the same state that saw nothing else makes room. */
  replaces?: string[];
}

/** Requests that the worker answers: argument and result by name. */
export interface Requests extends PanelRequests {
  worlds: { ask: null; answer: WorldEntry[] };
  /** Makes a world from a template and opens it. */
  create: { ask: NewWorld; answer: OpenedWorld };
  /** Opens a world of the list; `take` takes it over from another tab. */
  open: { ask: { id: string; take?: boolean }; answer: OpenedWorld };
  close: { ask: null; answer: null };
  /** Opens the world in which a walkthrough is done at a level, or makes it; every command then shows which steps are done. */
  openLesson: { ask: LessonAsk; answer: OpenedWorld };
  /** Opens the environment in which a question is answered, or makes it; its status then tells which goals are met. */
  openExercise: { ask: ExerciseAsk; answer: OpenedWorld };
  predict: { ask: { step: string; choice: number }; answer: WorldStatus };
  rename: { ask: { id: string; name: string }; answer: null };
  duplicate: { ask: { id: string; name: string }; answer: WorldEntry };
  /** Deletes a world; `restore` brings it back as long as the page lives. */
  remove: { ask: { id: string }; answer: null };
  restore: { ask: { id: string }; answer: null };
  execute: { ask: { line: string }; answer: Block };
  interrupt: { ask: null; answer: null };
  /** Answers the prompt of the running command; null ends its input. */
  reply: { ask: { text: string | null }; answer: null };
  complete: { ask: { line: string; cursor: number }; answer: { from: number; to: number; candidates: Candidate[] } };
  history: { ask: null; answer: string[] };
  /** At most `count` blocks before the one at position `before` of the transcript. */
  earlierBlocks: { ask: { before: number; count: number }; answer: Block[] };
  /** What the world has of a kind, for forms; `registry` narrows what belongs to one. */
  names: { ask: { kind: NameKind; registry?: string }; answer: { text: string; detail: string }[] };
  undo: { ask: null; answer: WorldStatus };
  redo: { ask: null; answer: WorldStatus };
  advance: { ask: { milliseconds: number } | { to: "nextEvent" }; answer: WorldStatus };
  clock: { ask: { running: boolean; speed?: number }; answer: WorldStatus };
  troubles: { ask: null; answer: Trouble[] };
  fault: { ask: FaultState & { on: boolean }; answer: WorldStatus };
  profile: { ask: { profile: Profile }; answer: WorldStatus };
  /** What would change here under the other rules. */
  ruleChanges: { ask: null; answer: RuleChange[] };
  /** Shows the next hint of the mission. */
  hint: { ask: null; answer: WorldStatus };
  places: { ask: null; answer: Place[] };
  place: { ask: { id: string }; answer: WorldStatus };
  snapshot: { ask: { name: string }; answer: Snapshot };
  snapshots: { ask: null; answer: Snapshot[] };
  /** Moves to a snapshot, as one step that can be undone. */
  returnTo: { ask: { id: string }; answer: WorldStatus };
  /** How two moments differ: snapshots by id, or the world as it is now. */
  compare: { ask: { from: string; to: string | "now" }; answer: Comparison };
  removeSnapshot: { ask: { id: string }; answer: null };
  exportWorld: { ask: null; answer: { name: string; text: string } };
  importWorld: { ask: { name: string; text: string }; answer: OpenedWorld };
  share: { ask: null; answer: { payload: string } | { refused: string } };
  openShared: { ask: { payload: string; profile: Profile }; answer: OpenedWorld };
  /**
   * Repeats, in memory, what a learner did in the environment of a walkthrough, as a link describes it, and answers which of its
   * steps that did. The template is the walkthrough's.
   */
  gradeLesson: {
    ask: { walkthrough: string; template: string; payload: string };
    answer: { done: string[]; of: number } | { refused: string };
  };
  /** Requests of one command, of the last so many commands that made any, or of all. */
  wire: { ask: { block?: string; commands?: number }; answer: { entries: WireEntry[]; earlier: boolean } };
  topology: { ask: null; answer: Topology };
  /** Lines of the tree of the world below a place, or its roots; `text` leaves those that hold it. */
  state: { ask: { path?: StatePath; text?: string }; answer: StateLevel };
  /** What a row says, by field; null when it is gone. */
  stateFields: { ask: { path: StatePath }; answer: [string, string][] | null };
  /** Null while there is no registry. */
  access: { ask: { registry?: string; repository?: string }; answer: Access | null };
  events: { ask: null; answer: EventEntry[] };
}

export type RequestName = keyof Requests;

/** What the worker tells by itself. */
export type SandboxEvent =
  | { kind: "output"; block: string; pieces: OutputPiece[] }
  /** A line that is replaced in place while a command runs; no text takes it away. */
  | { kind: "live"; block: string; id: string; text: string }
  | { kind: "prompt"; block: string; question: string; secret: boolean }
  | { kind: "status"; status: WorldStatus }
  /** Undo took a command of the transcript back, or redo brought it again. */
  | { kind: "undone"; block: string; undone: boolean }
  /** How many commands of a new environment, or steps of a link, have run so far. */
  | { kind: "progress"; subject: "environment" | "link"; done: number; of: number }
  /** Another tab took the world over. */
  | { kind: "taken"; id: string };

export type ToWorker = { [N in RequestName]: { id: number; name: N; ask: Requests[N]["ask"] } }[RequestName];

export type FromWorker =
  | { id: number; answer: unknown }
  /** `code` is stable: NoWorld, NoTemplate, OpenElsewhere, BadFile, Busy, StorageFull. */
  | { id: number; failure: { code: string; message: string } }
  | { event: SandboxEvent };
