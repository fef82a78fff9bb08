import type { LmsInteraction } from "../scorm/interactions.ts";
import { isoDuration } from "../scorm/time-format.ts";
import { activityBase, assessmentActivity, questionActivity } from "./activity.ts";
import { answerResult } from "./answer-result.ts";
import {
  adlVerb,
  scaledScore,
  xapiTimestamp,
  type XapiActivity,
  type XapiAgent,
  type XapiResult,
  type XapiStatement,
  type XapiVerb,
} from "./statement.ts";
import { urlNamespace, uuidV5 } from "./uuid-v5.ts";

/** An attempt to report. Times are milliseconds since the epoch. */
export interface ReportedAttempt {
  /** The attempt's own id; statements and registration get their ids from it. */
  id: string;
  assessmentId: string;
  title: string;
  startedAt: number;
  /** Absent while the attempt isn't submitted; then it has no result. */
  submittedAt?: number;
  /** Time spent, without pauses. */
  elapsedSeconds: number;
  /** Share of points needed, 0 to 1; absent for a quiz without a pass mark. */
  passMark?: number;
  answers: readonly LmsInteraction[];
}

export interface ReportContext {
  actor: XapiAgent;
  /** Host and path of the site that activity ids begin with. */
  site: string;
}

/** Builds the statements of one attempt, which share registration and object. */
function statementMaker(id: string, activity: XapiActivity, { actor, site }: ReportContext) {
  const namespace = uuidV5(urlNamespace, `${activityBase(site)}/attempts/${id}`);
  return (verb: XapiVerb, time: number, more: { object?: XapiActivity; name?: string; result?: XapiResult } = {}) => {
    const statement: XapiStatement = {
      id: uuidV5(namespace, `${verb}/${more.name ?? ""}`),
      actor,
      verb: adlVerb(verb),
      object: more.object ?? activity,
      ...(more.result ? { result: more.result } : {}),
      context: {
        registration: namespace,
        platform: "Drydock",
        language: "en-US",
        ...(more.object ? { contextActivities: { parent: [{ objectType: "Activity", id: activity.id }] } } : {}),
      },
      timestamp: xapiTimestamp(time),
    };
    return statement;
  };
}

/**
 * Returns the statements of an attempt in order: initialized, answered for each question, then passed or failed, completed and
 * terminated. The same attempt always gives the same statements with the same ids, so importing them twice changes nothing.
 */
export function attemptStatements(attempt: ReportedAttempt, context: ReportContext): XapiStatement[] {
  const { startedAt, submittedAt, passMark } = attempt;
  const activity = assessmentActivity(attempt.assessmentId, attempt.title, context.site);
  const make = statementMaker(attempt.id, activity, context);
  const answered = attempt.answers
    .toSorted((a, b) => a.answeredAt - b.answeredAt)
    .map((answer) =>
      make("answered", answer.answeredAt, {
        object: questionActivity(answer, context.site),
        name: `${answer.id}/${answer.answeredAt}`,
        result: answerResult(answer),
      }),
    );
  const started = [make("initialized", startedAt), ...answered];
  if (submittedAt === undefined) return started;
  const duration = isoDuration(attempt.elapsedSeconds);
  const earned = attempt.answers.reduce((sum, answer) => sum + answer.earned, 0);
  const maximum = attempt.answers.reduce((sum, answer) => sum + answer.maximum, 0);
  const share = maximum > 0 ? earned / maximum : 0;
  const score = { scaled: scaledScore(share), raw: earned, min: 0, max: maximum };
  const success = passMark === undefined ? undefined : share >= passMark;
  const judged =
    success === undefined
      ? []
      : [make(success ? "passed" : "failed", submittedAt, { result: { score, success, duration } })];
  const completed = make("completed", submittedAt, {
    result: { completion: true, duration, ...(success === undefined ? { score } : {}) },
  });
  return [...started, ...judged, completed, make("terminated", submittedAt, { result: { duration } })];
}

/** Returns statements as the text of a JSON file, the form that learning record stores import. */
export const statementsFile = (statements: readonly XapiStatement[]): string =>
  `${JSON.stringify(statements, undefined, 2)}\n`;
