import type { Problem } from "../outcome.ts";

/**
 * `lms-error`: the LMS rejected the call. `unreachable`: its code threw, for example because its window was closed. `ended`: the
 * connection was closed before. `not-recorded`: the LMS opened the package only to look at it. `invalid`: the value isn't one that
 * SCORM allows, so the LMS wasn't called.
 */
export interface LmsProblem extends Problem<"lms-error" | "unreachable" | "ended" | "not-recorded" | "invalid"> {
  /** The element or function of the call. */
  call: string;
  /** The LMS's own error number. */
  lmsCode?: string;
}

/** What became of something that was sent to the LMS. */
export type LmsResult = { ok: true } | { ok: false; error: LmsProblem };

/** The eight functions that both versions have, under one set of names. */
export interface RunTime {
  initialize(): unknown;
  terminate(): unknown;
  get(element: string): unknown;
  set(element: string, value: string): unknown;
  commit(): unknown;
  lastError(): unknown;
  errorString(code: string): unknown;
  diagnostic(code: string): unknown;
  /** Error numbers that mean that the connection isn't open. */
  closedCodes: readonly string[];
}

export interface LmsConnection {
  initialize(): LmsResult;
  /** Returns an element's value, and the problem if there was one; then the value is empty. */
  read(element: string): { value: string; problem?: LmsProblem };
  write(element: string, value: string): LmsResult;
  commit(): LmsResult;
  /** Closes the connection. When it fails, the connection stays open and can be closed again. */
  terminate(): LmsResult;
}

/** Wraps a run-time so that no call throws, failures say why in the LMS's words, and none is made after the connection's end. */
export function connectLms(runTime: RunTime): LmsConnection {
  let ended = false;

  const attempt = (call: () => unknown): { value: string } | { thrown: string } => {
    try {
      return { value: String(call() ?? "") };
    } catch (error) {
      return { thrown: error instanceof Error ? error.message : String(error) };
    }
  };
  const textOf = (call: () => unknown): string => {
    const result = attempt(call);
    return "value" in result ? result.value.trim() : "";
  };

  const unreachable = (name: string, thrown: string): LmsProblem => ({
    code: "unreachable",
    call: name,
    message: `The LMS can't be reached (${name}: ${thrown}). Keep this page open, check that the LMS is still open, and try again.`,
  });
  const endedProblem = (name: string): LmsProblem => ({
    code: "ended",
    call: name,
    message: "The connection to the LMS is closed. Open the quiz from the LMS again to continue.",
  });

  const problemOf = (name: string, code: string): LmsProblem => {
    if (runTime.closedCodes.includes(code)) ended = true;
    const reason = textOf(() => runTime.errorString(code)) || "it gave no reason";
    const detail = textOf(() => runTime.diagnostic(code));
    const more = detail !== "" && detail !== reason && detail !== code ? ` ${detail}` : "";
    return {
      code: "lms-error",
      call: name,
      lmsCode: code,
      message: `The LMS rejected ${name}: ${reason} (error ${code}).${more}`,
    };
  };

  const act = (name: string, call: () => unknown): LmsResult => {
    if (ended) return { ok: false, error: endedProblem(name) };
    const result = attempt(call);
    if ("thrown" in result) return { ok: false, error: unreachable(name, result.thrown) };
    if (result.value === "true") return { ok: true };
    const code = textOf(() => runTime.lastError());
    // Some LMSs return nothing or 1 for success.
    if (result.value !== "false" && code === "0") return { ok: true };
    return { ok: false, error: problemOf(name, code) };
  };

  const read: LmsConnection["read"] = (element) => {
    if (ended) return { value: "", problem: endedProblem(element) };
    const result = attempt(() => runTime.get(element));
    if ("thrown" in result) return { value: "", problem: unreachable(element, result.thrown) };
    if (result.value !== "") return { value: result.value };
    const code = textOf(() => runTime.lastError());
    return code === "0" || code === "" ? { value: "" } : { value: "", problem: problemOf(element, code) };
  };

  return {
    initialize: () => act("Initialize", () => runTime.initialize()),
    read,
    write: (element, value) => act(element, () => runTime.set(element, value)),
    commit: () => act("Commit", () => runTime.commit()),
    terminate: () => {
      const result = act("Terminate", () => runTime.terminate());
      if (result.ok) ended = true;
      return result;
    },
  };
}
