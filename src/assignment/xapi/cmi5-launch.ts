import * as v from "valibot";
import type { Outcome, Problem } from "../outcome.ts";

/**
 * `not-launched`: the address has nothing of what an LMS adds, as when somebody opens it by hand. `launch`: it lacks a part of
 * that. `token`: the LMS gave no token. `request`: the record store can't be reached or doesn't accept the request now.
 * `rejected`: it doesn't accept this document and never will, so sending it again is no use. `ended`, `not-recorded`, `order`:
 * nothing was sent, because the session is over, the LMS opened the quiz only to look at it, or the rules of cmi5 don't allow the
 * statement any more.
 */
export type Cmi5Problem = Problem<
  "not-launched" | "launch" | "token" | "request" | "rejected" | "ended" | "not-recorded" | "order"
>;

/** Returns a problem as the outcome of a call. */
export const cmi5Failure = (code: Cmi5Problem["code"], message: string): { ok: false; error: Cmi5Problem } => ({
  ok: false,
  error: { code, message },
});

/** The part of `fetch` that a session uses. */
export type FetchLike = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<Response>;

const webUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i));

const agentSchema = v.looseObject({
  objectType: v.optional(v.literal("Agent"), "Agent"),
  name: v.optional(v.string()),
  account: v.object({ homePage: v.string(), name: v.string() }),
});

const launchSchema = v.object({
  endpoint: webUrl,
  fetch: webUrl,
  registration: v.pipe(v.string(), v.uuid()),
  activityId: v.pipe(v.string(), v.minLength(1)),
  actor: v.pipe(v.string(), v.parseJson(), agentSchema),
});

/** What an LMS adds to the address of an assignable unit (cmi5, section 8.1). */
export type Cmi5Launch = v.InferOutput<typeof launchSchema>;

/**
 * Reads the launch parameters from a query string, in any order.
 *
 * @param search the query string, with or without `?`
 */
export function readCmi5Launch(search: string): Outcome<Cmi5Launch, Cmi5Problem["code"]> {
  const given = Object.fromEntries(new URLSearchParams(search));
  const parsed = v.safeParse(launchSchema, given);
  if (!parsed.success) {
    if (!Object.keys(launchSchema.entries).some((name) => name in given)) {
      return cmi5Failure(
        "not-launched",
        "To have your answers recorded, open the quiz from its activity in your course.",
      );
    }
    const names = [...new Set(parsed.issues.map((issue) => String(issue.path?.[0]?.key)))].toSorted();
    return cmi5Failure(
      "launch",
      `Your LMS opened this page without a usable ${names.join(", ")}. Open the quiz from its activity in your course again. If that doesn’t help, tell your instructor what this page says.`,
    );
  }
  return { ok: true, value: { ...parsed.output, endpoint: parsed.output.endpoint.replace(/\/*$/, "/") } };
}

const tokenSchema = v.looseObject({
  "auth-token": v.optional(v.string()),
  "error-code": v.optional(v.union([v.string(), v.number()])),
  "error-text": v.optional(v.string()),
});

/**
 * Fetches the token of the session (cmi5, section 8.2). An LMS gives it once: keep it for the session and never call this again for
 * the same launch.
 */
export async function fetchToken(fetch: FetchLike, url: string): Promise<Outcome<string, Cmi5Problem["code"]>> {
  const again = "Close this page and open the quiz from your course again.";
  try {
    const response = await fetch(url, { method: "POST", headers: {} });
    const parsed = v.safeParse(tokenSchema, await response.json());
    const token = parsed.success ? parsed.output["auth-token"] : undefined;
    if (token) return { ok: true, value: token };
    const reason = parsed.success ? parsed.output["error-text"] : undefined;
    return cmi5Failure("token", `The LMS gave no access: ${reason ?? `status ${response.status}`}. ${again}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return cmi5Failure("token", `The LMS couldn't be reached for access (${reason}). ${again}`);
  }
}

const activities = v.union([
  v.array(v.unknown()),
  v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((activity) => [activity]),
  ),
]);

const launchDataSchema = v.looseObject({
  contextTemplate: v.looseObject({
    contextActivities: v.optional(v.record(v.string(), activities), {}),
    extensions: v.optional(v.record(v.string(), v.unknown()), {}),
  }),
  launchMode: v.picklist(["Normal", "Browse", "Review"]),
  launchParameters: v.optional(v.string()),
  masteryScore: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  moveOn: v.optional(
    v.picklist(["Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable"]),
    "NotApplicable",
  ),
  returnURL: v.optional(webUrl),
});

/** The state document `LMS.LaunchData` (cmi5, section 10). */
export type Cmi5LaunchData = v.InferOutput<typeof launchDataSchema>;

/** Checks the launch data of an LMS. */
export function readLaunchDocument(document: unknown): Outcome<Cmi5LaunchData, Cmi5Problem["code"]> {
  const parsed = v.safeParse(launchDataSchema, document);
  if (parsed.success) return { ok: true, value: parsed.output };
  const [issue] = parsed.issues;
  return cmi5Failure(
    "launch",
    `The LMS's launch data can't be used (${String(issue.path?.[0]?.key ?? "document")}: ${issue.message}). Tell your instructor.`,
  );
}

/** Returns whether a learner has what the LMS needs to count the unit as done (cmi5, section 10.2.4). */
export function meetsMoveOn(
  moveOn: Cmi5LaunchData["moveOn"],
  { completed, passed }: { completed: boolean; passed: boolean },
): boolean {
  switch (moveOn) {
    case "Passed":
      return passed;
    case "Completed":
      return completed;
    case "CompletedAndPassed":
      return completed && passed;
    case "CompletedOrPassed":
      return completed || passed;
    case "NotApplicable":
      return true;
  }
}
