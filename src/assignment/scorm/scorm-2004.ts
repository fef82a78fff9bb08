import type { Scorm2004Api } from "./find-api.ts";
import { fields2004 } from "./interaction-2004.ts";
import { connectLms, type LmsProblem } from "./lms-connection.ts";
import type { OpenedSession } from "./lms-session.ts";
import { openSession } from "./open-session.ts";
import type { Outcome } from "../outcome.ts";
import { isoDuration } from "./time-format.ts";

/** Opens a session of SCORM 2004 (Run-Time Environment, 4th edition, section 4). */
export function openScorm2004(api: Scorm2004Api): Outcome<OpenedSession, LmsProblem["code"]> {
  const connection = connectLms({
    initialize: () => api.Initialize(""),
    terminate: () => api.Terminate(""),
    get: (element) => api.GetValue(element),
    set: (element, value) => api.SetValue(element, value),
    commit: () => api.Commit(""),
    lastError: () => api.GetLastError(),
    errorString: (code) => api.GetErrorString(code),
    diagnostic: (code) => api.GetDiagnostic(code),
    // Before the start and after the end of terminating, reading, writing and committing.
    closedCodes: ["112", "113", "122", "123", "132", "133", "142", "143"],
  });
  return openSession(connection, {
    version: "2004",
    stateLimit: 64_000,
    elements: {
      mode: "cmi.mode",
      learnerId: "cmi.learner_id",
      learnerName: "cmi.learner_name",
      entry: "cmi.entry",
      exit: "cmi.exit",
      status: "cmi.completion_status",
    },
    // 403 is "not initialized"; 401 and 402 come from LMSs that lack an element.
    emptyCodes: ["401", "402", "403"],
    missingCodes: ["401", "402"],
    isOptional: (element) => /^cmi\.(?:interactions\.|score\.(?:min|max)$)/.test(element),
    endedExit: "normal",
    readPassMark: (read) => {
      const text = read("cmi.scaled_passing_score").trim();
      const share = Number(text);
      return text !== "" && share >= 0 && share <= 1 ? share : undefined;
    },
    scoreFields: (share) => [
      ["cmi.score.scaled", String(share)],
      ["cmi.score.min", "0"],
      ["cmi.score.max", "100"],
      ["cmi.score.raw", String(Math.round(share * 10_000) / 100)],
    ],
    statusFields: ({ completed, passed }) => [
      ["cmi.completion_status", completed ? "completed" : "incomplete"],
      ...(passed === undefined ? [] : [["cmi.success_status", passed ? "passed" : "failed"] as const]),
    ],
    timeFields: (seconds) => [["cmi.session_time", isoDuration(seconds)]],
    interactionFields: fields2004,
    readsInteractions: true,
  });
}
