import type { Outcome } from "../outcome.ts";
import { cmi5Failure, type Cmi5Launch, type Cmi5Problem, type FetchLike } from "./cmi5-launch.ts";
import { xapiVersion, type XapiStatement } from "./statement.ts";

/** The requests to a learning record store that a session makes. */
export interface RecordStore {
  /** Stores a statement under its own id; one that is there already counts as stored. */
  putStatement(statement: XapiStatement): Promise<Outcome<undefined, Cmi5Problem["code"]>>;
  /** Returns a state document, or undefined when there is none. */
  getState(stateId: string): Promise<Outcome<unknown, Cmi5Problem["code"]>>;
  putState(stateId: string, document: unknown): Promise<Outcome<undefined, Cmi5Problem["code"]>>;
  /** Returns a document of the learner's profile, or undefined when there is none. */
  getAgentProfile(profileId: string): Promise<Outcome<unknown, Cmi5Problem["code"]>>;
}

/** Statuses of the 400s that don't depend on the document: the token isn't valid (any more), or the store is busy. */
const notAboutDocument = [401, 403, 408, 429];

/** Returns the record store of a launch. Every request has the session's token. */
export function connectRecordStore(fetch: FetchLike, launch: Cmi5Launch, token: string): RecordStore {
  const agent = JSON.stringify(launch.actor);

  async function request(
    method: "GET" | "PUT",
    resource: string,
    query: Record<string, string>,
    body?: unknown,
  ): Promise<Outcome<Response, Cmi5Problem["code"]>> {
    const url = `${launch.endpoint}${resource}?${new URLSearchParams(query).toString()}`;
    const headers: Record<string, string> = {
      Authorization: `Basic ${token}`,
      "X-Experience-API-Version": xapiVersion,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    };
    try {
      const response = await fetch(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { ok: true, value: response };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return cmi5Failure("request", `The LMS can't be reached (${reason}). Check your connection and try again.`);
    }
  }

  async function rejected(response: Response, what: string): Promise<{ ok: false; error: Cmi5Problem }> {
    const reason = (await response.text().catch(() => "")).slice(0, 200).trim();
    const { status } = response;
    const isFinal = status >= 400 && status < 500 && !notAboutDocument.includes(status);
    return cmi5Failure(
      isFinal ? "rejected" : "request",
      `The LMS rejected ${what} (status ${status}${reason === "" ? "" : `: ${reason}`}). Try again. If it fails again, tell your instructor what this message says.`,
    );
  }

  async function getDocument(
    resource: string,
    query: Record<string, string>,
    what: string,
  ): Promise<Outcome<unknown, Cmi5Problem["code"]>> {
    const sent = await request("GET", resource, query);
    if (!sent.ok) return sent;
    if (sent.value.status === 404) return { ok: true, value: undefined };
    if (!sent.value.ok) return rejected(sent.value, what);
    try {
      const text = await sent.value.text();
      const stored: unknown = text === "" ? undefined : JSON.parse(text);
      return { ok: true, value: stored };
    } catch {
      return cmi5Failure(
        "request",
        `The LMS returned ${what} in a form that can't be read. Open the quiz from the LMS again. If that fails, tell your instructor.`,
      );
    }
  }

  const state = (stateId: string) => ({
    stateId,
    activityId: launch.activityId,
    agent,
    registration: launch.registration,
  });

  return {
    async putStatement(statement) {
      const sent = await request("PUT", "statements", { statementId: statement.id }, statement);
      if (!sent.ok) return sent;
      if (sent.value.ok || sent.value.status === 409) return { ok: true, value: undefined };
      return rejected(sent.value, `the statement "${statement.verb.display["en-US"]}"`);
    },
    getState: (stateId) => getDocument("activities/state", state(stateId), "the saved state"),
    async putState(stateId, document) {
      const sent = await request("PUT", "activities/state", state(stateId), document);
      if (!sent.ok) return sent;
      return sent.value.ok ? { ok: true, value: undefined } : rejected(sent.value, "the saved state");
    },
    getAgentProfile: (profileId) => getDocument("agents/profile", { profileId, agent }, "the learner's preferences"),
  };
}
