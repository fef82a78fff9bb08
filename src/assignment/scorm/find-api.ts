import type { Outcome } from "../outcome.ts";

/** The run-time functions of SCORM 1.2 (RTE book, section 3.3). Some LMSs return booleans instead of "true" and "false". */
export interface Scorm12Api {
  LMSInitialize(parameter: string): unknown;
  LMSFinish(parameter: string): unknown;
  LMSGetValue(element: string): unknown;
  LMSSetValue(element: string, value: string): unknown;
  LMSCommit(parameter: string): unknown;
  LMSGetLastError(): unknown;
  LMSGetErrorString(code: string): unknown;
  LMSGetDiagnostic(code: string): unknown;
}

/** The run-time functions of SCORM 2004 (RTE book, section 3.1). */
export interface Scorm2004Api {
  Initialize(parameter: string): unknown;
  Terminate(parameter: string): unknown;
  GetValue(element: string): unknown;
  SetValue(element: string, value: string): unknown;
  Commit(parameter: string): unknown;
  GetLastError(): unknown;
  GetErrorString(code: string): unknown;
  GetDiagnostic(code: string): unknown;
}

export type ScormVersion = "1.2" | "2004";

export type FoundApi = { version: "1.2"; api: Scorm12Api } | { version: "2004"; api: Scorm2004Api };

/** How many parents are searched, so that an LMS whose frames form a loop can't hang the page. */
export const mostParents = 500;

/** A property of a window; undefined where the browser forbids access because the window has another origin. */
function property(owner: unknown, name: string): unknown {
  if ((typeof owner !== "object" && typeof owner !== "function") || owner === null) return undefined;
  try {
    return Reflect.get(owner, name);
  } catch {
    return undefined;
  }
}

const hasFunctions = (value: unknown, names: readonly string[]): boolean =>
  names.every((name) => typeof property(value, name) === "function");

const isScorm12 = (value: unknown): value is Scorm12Api =>
  hasFunctions(
    value,
    ["Initialize", "Finish", "GetValue", "SetValue", "Commit", "GetLastError"].map((name) => `LMS${name}`),
  );

const isScorm2004 = (value: unknown): value is Scorm2004Api =>
  hasFunctions(value, ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError"]);

function apiIn(page: unknown, version: ScormVersion): FoundApi | undefined {
  if (version === "1.2") {
    const api = property(page, "API");
    return isScorm12(api) ? { version, api } : undefined;
  }
  const api = property(page, "API_1484_11");
  return isScorm2004(api) ? { version, api } : undefined;
}

/** A window and its parents, nearest first. */
function withParents(start: unknown): unknown[] {
  const pages: unknown[] = [];
  let page = start;
  while (page !== undefined && page !== null && pages.length <= mostParents) {
    pages.push(page);
    const parent = property(page, "parent");
    if (parent === page) break;
    page = parent;
  }
  return pages;
}

/**
 * Finds the LMS's run-time: in the page's own window, its parents, then the windows that opened it and the topmost one, and their
 * parents.
 *
 * @param start the page's window
 * @param preferred the version that the package was made for; the other one is the fallback
 */
export function findApi(start: unknown, preferred: ScormVersion): Outcome<FoundApi> {
  const own = withParents(start);
  const openers = [start, own.at(-1)].flatMap((page) => withParents(property(page, "opener")));
  const versions: ScormVersion[] = preferred === "1.2" ? ["1.2", "2004"] : ["2004", "1.2"];
  for (const version of versions) {
    for (const page of [...own, ...openers]) {
      const found = apiIn(page, version);
      if (found) return { ok: true, value: found };
    }
  }
  return {
    ok: false,
    error: {
      code: "no-lms",
      message:
        "No LMS was found, so nothing will be recorded. Open this quiz from its activity in your course, and allow the LMS to open windows.",
    },
  };
}
