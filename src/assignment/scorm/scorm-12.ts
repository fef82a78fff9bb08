import type { Scorm12Api } from "./find-api.ts";
import { fields12 } from "./interaction-12.ts";
import { connectLms, type LmsProblem } from "./lms-connection.ts";
import type { OpenedSession, SessionOptions } from "./lms-session.ts";
import { openSession } from "./open-session.ts";
import type { Outcome } from "../outcome.ts";
import { timespan12 } from "./time-format.ts";

/** The book allows 4,096 characters; some LMSs count the characters that escaping adds. */
const stateLimit12 = 4000;

function status12({ completed, passed }: { completed: boolean; passed?: boolean }): string {
  if (!completed) return "incomplete";
  return passed === undefined ? "completed" : passed ? "passed" : "failed";
}

/** Opens a session of SCORM 1.2 (Run-Time Environment 1.2, section 3). */
export function openScorm12(api: Scorm12Api, options: SessionOptions): Outcome<OpenedSession, LmsProblem["code"]> {
  const connection = connectLms({
    initialize: () => api.LMSInitialize(""),
    terminate: () => api.LMSFinish(""),
    get: (element) => api.LMSGetValue(element),
    set: (element, value) => api.LMSSetValue(element, value),
    commit: () => api.LMSCommit(""),
    lastError: () => api.LMSGetLastError(),
    errorString: (code) => api.LMSGetErrorString(code),
    diagnostic: (code) => api.LMSGetDiagnostic(code),
    closedCodes: ["301"],
  });
  return openSession(connection, {
    version: "1.2",
    stateLimit: stateLimit12,
    elements: {
      mode: "cmi.core.lesson_mode",
      learnerId: "cmi.core.student_id",
      learnerName: "cmi.core.student_name",
      entry: "cmi.core.entry",
      exit: "cmi.core.exit",
      status: "cmi.core.lesson_status",
    },
    // Launch data, mode and mastery score are optional in 1.2: 401 is "not implemented".
    emptyCodes: ["401"],
    missingCodes: ["401"],
    isOptional: (element) => /^cmi\.(?:interactions\.|core\.score\.(?:min|max)$)/.test(element),
    endedExit: "",
    readPassMark: (read) => {
      const text = read("cmi.student_data.mastery_score").trim();
      const percent = Number(text);
      return text !== "" && percent >= 0 && percent <= 100 ? percent / 100 : undefined;
    },
    scoreFields: (share) => [
      ["cmi.core.score.raw", String(Math.round(share * 10_000) / 100)],
      ["cmi.core.score.min", "0"],
      ["cmi.core.score.max", "100"],
    ],
    statusFields: (status) => [["cmi.core.lesson_status", status12(status)]],
    timeFields: (seconds) => [["cmi.core.session_time", timespan12(seconds)]],
    interactionFields: (interaction) => fields12(interaction, options.utcOffsetMinutes),
    readsInteractions: false,
  });
}
