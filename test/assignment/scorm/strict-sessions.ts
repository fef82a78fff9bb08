import { openScorm12 } from "../../../src/assignment/scorm/scorm-12.ts";
import { openScorm2004 } from "../../../src/assignment/scorm/scorm-2004.ts";
import { strictScorm12, strictScorm2004 } from "./strict-lms.ts";

/** Opens a session of SCORM 1.2 in an LMS that checks values and has these. */
export function openStrict12(values: Record<string, string> = {}, utcOffsetMinutes = 0) {
  const lms = strictScorm12(values);
  const opened = openScorm12(lms.api, { utcOffsetMinutes });
  if (!opened.ok) throw new Error(opened.error.message);
  return { ...lms, session: opened.value.session, warnings: opened.value.warnings };
}

/** Opens a session of SCORM 2004 in an LMS that checks values and has these. */
export function openStrict2004(values: Record<string, string> = {}) {
  const lms = strictScorm2004(values);
  const opened = openScorm2004(lms.api);
  if (!opened.ok) throw new Error(opened.error.message);
  return { ...lms, session: opened.value.session, warnings: opened.value.warnings };
}
