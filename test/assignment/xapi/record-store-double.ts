import type { FetchLike } from "../../../src/assignment/xapi/cmi5-launch.ts";
import type { XapiStatement } from "../../../src/assignment/xapi/statement.ts";
import { statementErrors } from "./statement-errors.ts";

const context = "https://w3id.org/xapi/cmi5/context";

export const launchParameters = {
  endpoint: "https://lms.example/xapi",
  fetch: "https://lms.example/token?session=1",
  actor: JSON.stringify({
    objectType: "Agent",
    name: "Test Learner",
    account: { homePage: "https://lms.example", name: "s1" },
  }),
  registration: "11111111-2222-4333-8444-555555555555",
  activityId: "https://lms.example/activities/7",
};

/** An LMS with a record store in memory that gives a token once and rejects what cmi5 and xAPI don't allow. */
export class RecordStoreDouble {
  statements: XapiStatement[] = [];
  states = new Map<string, unknown>();
  requests: string[] = [];
  tokensGiven = 0;
  /** When set, requests whose line contains it fail as if the network were down. */
  down: string | undefined;
  /** When set, the status with which every statement is rejected. */
  answersWith: number | undefined;
  sessionId: string;
  masteryScore: number | undefined;

  constructor(launchData: Record<string, unknown> & { masteryScore?: number } = {}, sessionId = "session-1") {
    this.sessionId = sessionId;
    this.masteryScore = launchData.masteryScore;
    this.states.set("LMS.LaunchData", {
      contextTemplate: {
        contextActivities: { grouping: [{ objectType: "Activity", id: "https://example.org/acr/xapi/units/1" }] },
        extensions: { [`${context}/extensions/sessionid`]: sessionId },
      },
      launchMode: "Normal",
      moveOn: "CompletedAndPassed",
      ...launchData,
    });
  }

  /** A later launch of the same registration. */
  nextSession(sessionId: string, launchData: Record<string, unknown> = {}): RecordStoreDouble {
    const next = new RecordStoreDouble(launchData, sessionId);
    for (const [id, document] of this.states) if (id !== "LMS.LaunchData") next.states.set(id, document);
    return next;
  }

  verbs(): string[] {
    return this.statements.map(({ verb }) => verb.id.split("/").at(-1) ?? "");
  }

  fetch: FetchLike = async (url, { method, headers, body }) => {
    const { pathname, searchParams } = new URL(url);
    const line = `${method} ${pathname}`;
    this.requests.push(line);
    if (this.down !== undefined && line.includes(this.down)) throw new TypeError("Failed to fetch");
    if (pathname === "/token") {
      this.tokensGiven += 1;
      const answer =
        method === "POST" && this.tokensGiven === 1
          ? { "auth-token": "dG9rZW4=" }
          : { "error-code": "1", "error-text": "The token was already used" };
      return Response.json(answer);
    }
    if (headers["Authorization"] !== "Basic dG9rZW4=") return new Response("no token", { status: 401 });
    if (headers["X-Experience-API-Version"] !== "1.0.3") return new Response("no version", { status: 400 });
    if (pathname === "/xapi/agents/profile") return new Response("", { status: 404 });
    if (pathname === "/xapi/activities/state") {
      const expected = { ...launchParameters, agent: launchParameters.actor };
      for (const name of ["activityId", "registration", "agent"] as const) {
        const given = searchParams.get(name) ?? "";
        const same = name === "agent" ? JSON.stringify(JSON.parse(given)) === expected.agent : given === expected[name];
        if (!same) return new Response(`wrong ${name}`, { status: 400 });
      }
      const id = searchParams.get("stateId") ?? "";
      if (method === "PUT") {
        if (id === "LMS.LaunchData") return new Response("read-only", { status: 403 });
        this.states.set(id, JSON.parse(body ?? ""));
        return new Response(null, { status: 204 });
      }
      const document = this.states.get(id);
      return document === undefined ? new Response("", { status: 404 }) : Response.json(document);
    }
    if (pathname === "/xapi/statements" && method === "PUT") {
      if (this.answersWith !== undefined) return new Response("no", { status: this.answersWith });
      const statement: XapiStatement = JSON.parse(body ?? "");
      if (searchParams.get("statementId") !== statement.id) return new Response("wrong id", { status: 400 });
      const problem = this.problem(statement);
      if (problem !== undefined) return new Response(problem, { status: problem === "exists" ? 409 : 400 });
      this.statements.push(statement);
      return new Response(null, { status: 204 });
    }
    return new Response("unknown", { status: 404 });
  };

  /** What cmi5 (section 9) and xAPI don't allow about the next statement. */
  private problem(statement: XapiStatement): string | undefined {
    if (this.statements.some(({ id }) => id === statement.id)) return "exists";
    const errors = statementErrors(statement);
    if (errors.length > 0) return errors.join();
    const verb = statement.verb.id.split("/").at(-1) ?? "";
    const sent = this.verbs();
    if (sent.length === 0 && verb !== "initialized") return "initialized must be the first";
    if (sent.includes("terminated")) return "terminated must be the last";
    if (verb !== "answered" && sent.includes(verb)) return `${verb} twice in a session`;
    if (/passed|failed/.test(verb) && sent.some((other) => /passed|failed/.test(other))) return "judged twice";
    const { registration, contextActivities, extensions } = statement.context;
    if (registration !== launchParameters.registration) return "wrong registration";
    if (extensions?.[`${context}/extensions/sessionid`] !== this.sessionId) return "no session id";
    if (!JSON.stringify(contextActivities?.["grouping"]).includes("units/1")) return "template left out";
    const categories = JSON.stringify(contextActivities?.["category"] ?? []);
    const [isCmi5, isMoveOn] = [categories.includes('/cmi5"'), categories.includes('/moveon"')];
    if (isCmi5 !== (verb !== "answered")) return "cmi5 category";
    const { success, completion, score, duration } = statement.result ?? {};
    if (isMoveOn !== (isCmi5 && (success !== undefined || completion !== undefined))) return "moveon category";
    if (!isCmi5) return undefined;
    if (statement.object.id !== launchParameters.activityId) return "wrong object";
    if (!statement.timestamp.endsWith("Z")) return "not UTC";
    if ((success !== undefined) !== /passed|failed/.test(verb)) return "success";
    if ((completion !== undefined) !== (verb === "completed")) return "completion";
    if (score !== undefined && !/passed|failed/.test(verb)) return "score";
    if (verb !== "initialized" && duration === undefined) return "duration";
    const mastery = this.masteryScore;
    if (mastery !== undefined && success !== undefined) {
      if (extensions?.[`${context}/extensions/masteryscore`] !== mastery) return "mastery score left out";
      if (score !== undefined && score.scaled >= mastery !== success) return "score against mastery score";
    }
    return undefined;
  }
}
