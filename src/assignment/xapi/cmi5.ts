import * as v from "valibot";
import type { LmsInteraction } from "../scorm/interactions.ts";
import type { Outcome } from "../outcome.ts";
import { isoDuration } from "../scorm/time-format.ts";
import { questionActivity } from "./activity.ts";
import { answerResult } from "./answer-result.ts";
import {
  cmi5Failure,
  fetchToken,
  readLaunchDocument,
  type Cmi5Launch,
  type Cmi5LaunchData,
  type Cmi5Problem,
  type FetchLike,
} from "./cmi5-launch.ts";
import { makeCmi5Context, type Cmi5StatementKind } from "./cmi5-context.ts";
import { connectRecordStore } from "./record-store.ts";
import { adlVerb, scaledScore, xapiTimestamp, type XapiActivity, type XapiResult, type XapiVerb } from "./statement.ts";
import type { XapiStatement } from "./statement.ts";
import { uuidV5 } from "./uuid-v5.ts";

type Sent = Outcome<undefined, Cmi5Problem["code"]>;

/** What a page keeps of a session while it's open, to continue after a reload: the LMS gives its token only once. */
export interface Cmi5Resume {
  token: string;
  openedAt: number;
  /** Whether the LMS has the first statement. */
  isInitialized: boolean;
}

/** An open cmi5 session. Each statement waits for the one before, so that they arrive in the order that cmi5 demands. */
export interface Cmi5Session {
  readonly mode: "normal" | "browse" | "review";
  readonly learner: { readonly id: string; readonly name: string };
  readonly launchParameters: string;
  readonly moveOn: Cmi5LaunchData["moveOn"];
  /** The share of points, 0 to 1, that the LMS demands to pass. */
  readonly masteryScore?: number;
  /** Where to send the browser after `terminate`. */
  readonly returnUrl?: string;
  /** The learner's languages in order of preference, as the LMS has them. */
  readonly languages: string[];
  /** The text of the last `saveState` in this registration; empty when there is none. */
  readonly resumeState: string;
  /** What the learner has reached in this registration, earlier sessions included. */
  reached(): { completed: boolean; passed: boolean };
  saveState(text: string): Promise<Sent>;
  /** Sends an answer. Sending the same answer again, after a failure, stores it once. */
  recordAnswer(interaction: LmsInteraction): Promise<Sent>;
  /**
   * Sends passed or failed, then completed, and leaves out what this registration already has: passed and completed once, and
   * nothing after passed. The LMS's mastery score decides before `passMark`.
   */
  submit(result: {
    share: number;
    passMark?: number;
    elapsedSeconds: number;
  }): Promise<Outcome<XapiVerb[], Cmi5Problem["code"]>>;
  /** Sends terminated, the last statement. When it fails, it can be called again. */
  terminate(): Promise<Sent>;
}

export interface Cmi5Options {
  fetch: FetchLike;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Host and path of the site that question ids begin with. */
  site: string;
  /** From an earlier page of the same session. */
  resume?: Cmi5Resume;
  /** Called with what to keep for a reload of the page: once with the token, and again when the session is open. */
  keep?(resume: Cmi5Resume): void;
}

/** Characters that a saved attempt may have. Record stores have no limit; reading an attempt has one. */
export const cmi5StateLimit = 500_000;

const stateId = "drydock.attempt";
const savedSchema = v.object({
  text: v.string(),
  completed: v.boolean(),
  passed: v.boolean(),
  /** Id of the last session that sent passed or failed; a session may send one of them. */
  judgedIn: v.string(),
});
const preferencesSchema = v.looseObject({ languagePreference: v.optional(v.string(), "") });
const modes = { Normal: "normal", Browse: "browse", Review: "review" } as const;

/** Opens a cmi5 session: token, launch data, learner preferences, saved state, then the statement initialized. */
export async function openCmi5(
  launch: Cmi5Launch,
  { fetch, now, site, resume, keep }: Cmi5Options,
): Promise<Outcome<Cmi5Session, Cmi5Problem["code"]>> {
  const token = resume ? { ok: true as const, value: resume.token } : await fetchToken(fetch, launch.fetch);
  if (!token.ok) return token;
  const openedAt = resume?.openedAt ?? now();
  if (!resume) keep?.({ token: token.value, openedAt, isInitialized: false });
  const store = connectRecordStore(fetch, launch, token.value);
  const launchDocument = await store.getState("LMS.LaunchData");
  if (!launchDocument.ok) return launchDocument;
  const launchData = readLaunchDocument(launchDocument.value);
  if (!launchData.ok) return launchData;
  const data = launchData.value;
  const profile = await store.getAgentProfile("cmi5LearnerPreferences");
  const preferences = v.safeParse(preferencesSchema, profile.ok ? profile.value : undefined);
  const state = await store.getState(stateId);
  if (!state.ok) return state;
  const parsed = v.safeParse(savedSchema, state.value);
  const saved = parsed.success ? { ...parsed.output } : { text: "", completed: false, passed: false, judgedIn: "" };

  const mode = modes[data.launchMode];
  const context = makeCmi5Context(launch, data);
  const sessionId = context.sessionId || String(openedAt);
  const made = new Map<string, XapiStatement>();
  let ended = false;
  let queue: Promise<unknown> = Promise.resolve();

  /** Runs a step when those before it are done. */
  const inOrder = <T>(step: () => Promise<T>): Promise<T> => {
    const result = queue.then(step);
    queue = result.catch(() => undefined);
    return result;
  };

  /** Sends a statement; after a failure, the same name sends the same statement again, with its first timestamp. */
  const send = (
    verb: XapiVerb,
    kind: Cmi5StatementKind,
    more: { name?: string; object?: XapiActivity; result?: XapiResult; time?: number } = {},
  ): Promise<Sent> => {
    const name = `${sessionId}/${verb}/${more.name ?? ""}`;
    const statement = made.get(name) ?? {
      id: uuidV5(launch.registration, `${launch.activityId} ${name}`),
      actor: launch.actor,
      verb: adlVerb(verb),
      object: more.object ?? { objectType: "Activity", id: launch.activityId },
      ...(more.result ? { result: more.result } : {}),
      context: context.of(kind),
      timestamp: xapiTimestamp(more.time ?? now()),
    };
    made.set(name, statement);
    return store.putStatement(statement);
  };

  const blocked = (): { ok: false; error: Cmi5Problem } | undefined => {
    if (ended) return cmi5Failure("ended", "This session is over. Open the quiz from the LMS again to continue.");
    if (mode === "normal") return undefined;
    return cmi5Failure(
      "not-recorded",
      `The LMS opened this quiz in ${mode} mode, so it records nothing. To have answers recorded, start a new attempt in the LMS.`,
    );
  };

  if (!resume?.isInitialized) {
    const initialized = await send("initialized", "defined", { time: openedAt });
    if (!initialized.ok) return initialized;
    keep?.({ token: token.value, openedAt, isInitialized: true });
  }

  const session: Cmi5Session = {
    mode,
    learner: { id: launch.actor.account.name, name: launch.actor.name ?? "" },
    launchParameters: data.launchParameters ?? "",
    moveOn: data.moveOn,
    ...(data.masteryScore === undefined ? {} : { masteryScore: data.masteryScore }),
    ...(data.returnURL === undefined ? {} : { returnUrl: data.returnURL }),
    languages: preferences.success
      ? preferences.output.languagePreference.split(",").flatMap((tag) => tag.trim() || [])
      : [],
    resumeState: saved.text,
    reached: () => ({ completed: saved.completed, passed: saved.passed }),
    saveState: (text) =>
      inOrder(async () => {
        const problem = blocked();
        if (problem) return problem;
        saved.text = text;
        return store.putState(stateId, saved);
      }),
    recordAnswer: (interaction) =>
      inOrder(async () => {
        const problem = blocked();
        if (problem) return problem;
        const result = answerResult(interaction);
        return send("answered", "allowed", {
          name: `${interaction.id}/${interaction.answeredAt}/${result.response ?? ""}`,
          object: questionActivity(interaction, site),
          result,
          time: interaction.answeredAt,
        });
      }),
    submit: ({ share, passMark, elapsedSeconds }) =>
      inOrder(async () => {
        const problem = blocked();
        if (problem) return problem;
        if (!(share >= 0 && share <= 1)) {
          return cmi5Failure(
            "order",
            "A score must be a share of the points, from 0 to 1, so it wasn't sent. Reload the page and submit again.",
          );
        }
        const duration = isoDuration(elapsedSeconds);
        const sent: XapiVerb[] = [];
        const mark = data.masteryScore ?? passMark;
        if (mark !== undefined && saved.judgedIn !== sessionId && !saved.passed) {
          const success = share >= mark;
          const verb = success ? "passed" : "failed";
          // Rounding must not lift a failing score to the mark, or lower a passing one below it.
          const scaled = scaledScore(share) >= mark === success ? scaledScore(share) : share;
          const result = { score: { scaled }, success, duration };
          const answer = await send(verb, "judged", { result });
          if (!answer.ok) return answer;
          saved.judgedIn = sessionId;
          saved.passed = success;
          sent.push(verb);
        }
        if (!saved.completed) {
          const answer = await send("completed", "moved-on", { result: { completion: true, duration } });
          if (!answer.ok) return answer;
          saved.completed = true;
          sent.push("completed");
        }
        const kept = await store.putState(stateId, saved);
        return kept.ok ? { ok: true, value: sent } : kept;
      }),
    terminate: () =>
      inOrder(async () => {
        if (ended) return cmi5Failure("ended", "This session is over. Open the quiz from the LMS again to continue.");
        const duration = isoDuration((now() - openedAt) / 1000);
        const result = await send("terminated", "defined", { result: { duration } });
        if (result.ok) ended = true;
        return result;
      }),
  };
  return { ok: true, value: session };
}
