import type { ScormVersion } from "./find-api.ts";
import type { LmsInteraction } from "./interactions.ts";
import type { LmsConnection, LmsProblem, LmsResult } from "./lms-connection.ts";
import type { LmsEntry, LmsMode, LmsSession, OpenedSession } from "./lms-session.ts";
import type { Outcome } from "../outcome.ts";

/** Elements and values in the order in which they must be set. */
export type Fields = readonly (readonly [element: string, value: string])[];

/** The fields of one interaction, without the `cmi.interactions.n.` before them. */
export interface InteractionFields {
  /** The id and the type. Without them the LMS accepts nothing else. */
  identity: Fields;
  /** What a second answer to the same question doesn't change. */
  question: Fields;
  answer: Fields;
}

/** What differs between the versions of SCORM: names of elements, and how values are written. */
export interface Dialect {
  version: ScormVersion;
  stateLimit: number;
  elements: { mode: string; learnerId: string; learnerName: string; entry: string; exit: string; status: string };
  /** Error numbers of an element that has no value yet, which is no problem. */
  emptyCodes: readonly string[];
  /** Error numbers that say that the LMS lacks an element. */
  missingCodes: readonly string[];
  /** Whether an LMS may lack an element; then nothing is lost that the attempt needs. */
  isOptional(element: string): boolean;
  /** The value of `exit` for an attempt that isn't suspended. */
  endedExit: string;
  readPassMark(read: (element: string) => string): number | undefined;
  /** `share` has at most four decimals. */
  scoreFields(share: number): Fields;
  statusFields(status: { completed: boolean; passed?: boolean }): Fields;
  timeFields(seconds: number): Fields;
  interactionFields(interaction: LmsInteraction): InteractionFields;
  /** Whether the ids of interactions from earlier sessions can be read. */
  readsInteractions: boolean;
}

/** How many interactions of earlier sessions are looked at. */
const mostInteractions = 1000;

const modes: readonly LmsMode[] = ["normal", "browse", "review"];

/**
 * Rounds a share to four decimals, which is a percentage with two. A share below the pass mark stays below it, because the LMS
 * compares the rounded number.
 */
export function roundShare(share: number, passMark: number | undefined): number {
  const rounded = Math.round(share * 10_000);
  const lifted = passMark !== undefined && share < passMark && rounded / 10_000 >= passMark;
  return (lifted ? rounded - 1 : rounded) / 10_000;
}

/** Opens the connection, asks for a suspended attempt at once, and reads what the LMS knows. */
export function openSession(connection: LmsConnection, dialect: Dialect): Outcome<OpenedSession, LmsProblem["code"]> {
  const { elements } = dialect;
  const warnings: LmsProblem[] = [];
  const note = (result: LmsResult): void => {
    if (!result.ok) warnings.push(result.error);
  };
  const readAny = (element: string): { value: string; problem?: LmsProblem } => {
    const { value, problem } = connection.read(element);
    return problem && !dialect.emptyCodes.includes(problem.lmsCode ?? "") ? { value, problem } : { value };
  };
  const read = (element: string): string => {
    const { value, problem } = readAny(element);
    if (problem) warnings.push(problem);
    return value;
  };

  const opened = connection.initialize();
  // After a reload the LMS may still have the connection open and reject a second start.
  if (!opened.ok && connection.read(elements.learnerId).value === "") return opened;

  const modeText = read(elements.mode);
  const mode = modes.find((known) => known === modeText) ?? "normal";
  if (mode === "normal") {
    // Before anything else: an LMS that loses the connection now still lets the learner continue.
    note(connection.write(elements.exit, "suspend"));
    note(connection.commit());
    if (["", "not attempted", "unknown"].includes(read(elements.status))) {
      for (const [element, value] of dialect.statusFields({ completed: false })) note(connection.write(element, value));
      note(connection.commit());
    }
  }
  const resume = readAny("cmi.suspend_data");
  const passMark = dialect.readPassMark(read);
  const entries: Record<string, LmsEntry> = { "ab-initio": "first", resume: "resume" };
  const known = {
    version: dialect.version,
    mode,
    launchData: read("cmi.launch_data"),
    learner: { id: read(elements.learnerId), name: read(elements.learnerName) },
    resumeState: resume.value,
    ...(resume.problem ? { resumeProblem: resume.problem } : {}),
    entry: entries[read(elements.entry)] ?? "unknown",
    ...(passMark === undefined ? {} : { passMark }),
    stateLimit: dialect.stateLimit,
  };

  const indexes = new Map<string, number>();
  let nextIndex = Math.trunc(Number(read("cmi.interactions._count"))) || 0;
  if (dialect.readsInteractions) {
    for (let at = 0; at < Math.min(nextIndex, mostInteractions); at++) {
      indexes.set(connection.read(`cmi.interactions.${at}.id`).value, at);
    }
  }

  return { ok: true, value: { session: { ...known, ...recorder() }, warnings } };

  function recorder(): Omit<LmsSession, keyof typeof known | "resumeProblem" | "passMark"> {
    let seconds = 0;

    const invalid = (call: string, message: string): LmsResult => ({
      ok: false,
      error: { code: "invalid", call, message },
    });
    const notRecorded = (call: string): LmsResult => ({
      ok: false,
      error: {
        code: "not-recorded",
        call,
        message: `The LMS opened this quiz in ${mode} mode, so it records nothing. Start a new attempt to have your answers recorded.`,
      },
    });
    const isMissing = (element: string, result: LmsResult): boolean =>
      !result.ok && dialect.isOptional(element) && dialect.missingCodes.includes(result.error.lmsCode ?? "");
    const writeAll = (fields: Fields): LmsResult => {
      let first: LmsResult = { ok: true };
      for (const [element, value] of fields) {
        const result = mode === "normal" ? connection.write(element, value) : notRecorded(element);
        if (first.ok && !isMissing(element, result)) first = result;
      }
      return first;
    };

    return {
      saveState(text) {
        if (text.length > dialect.stateLimit) {
          return invalid(
            "cmi.suspend_data",
            `The state has ${text.length} characters, and SCORM ${dialect.version} allows ${dialect.stateLimit}. Use a shorter quiz.`,
          );
        }
        return writeAll([["cmi.suspend_data", text]]);
      },
      setScore(share) {
        if (!(share >= 0 && share <= 1)) return invalid("score", "A score must be a share of the points, from 0 to 1.");
        return writeAll(dialect.scoreFields(roundShare(share, passMark)));
      },
      setStatus: (status) => writeAll(dialect.statusFields(status)),
      recordAnswer(interaction, { withoutResult = false } = {}) {
        const { identity, question, answer: whole } = dialect.interactionFields(interaction);
        const answer = withoutResult ? whole.filter(([element]) => element !== "result") : whole;
        const id = identity[0]?.[1] ?? "";
        const known = indexes.get(id);
        const at = known ?? nextIndex;
        const place = (fields: Fields): Fields =>
          fields.map(([element, value]) => [`cmi.interactions.${at}.${element}`, value] as const);
        if (known === undefined) {
          const named = writeAll(place(identity));
          if (!named.ok) return named;
          indexes.set(id, at);
          nextIndex = at + 1;
        }
        return writeAll(place(known === undefined ? [...question, ...answer] : answer));
      },
      addTime(more) {
        if (!(more >= 0 && Number.isFinite(more))) return invalid("session_time", "A time must be 0 seconds or more.");
        seconds += more;
        return writeAll(dialect.timeFields(seconds));
      },
      commit: () => (mode === "normal" ? connection.commit() : notRecorded("Commit")),
      finish({ suspend }) {
        if (mode === "normal") {
          const set = connection.write(elements.exit, suspend ? "suspend" : dialect.endedExit);
          const committed = connection.commit();
          const closed = connection.terminate();
          return [closed, committed, set].find((result) => !result.ok) ?? closed;
        }
        return connection.terminate();
      },
    };
  }
}
