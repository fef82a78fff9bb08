import { notation2004 } from "../scorm/interaction-2004.ts";
import type { LmsInteraction } from "../scorm/interactions.ts";
import { isoDuration } from "../scorm/time-format.ts";
import { scaledScore, type XapiResult } from "./statement.ts";

/** Returns the result of an answer: points, whether it earned all of them, the response and the time on screen. */
export function answerResult({ answer, earned, maximum, fullMarks, seconds }: LmsInteraction): XapiResult {
  return {
    score: { scaled: scaledScore(maximum > 0 ? earned / maximum : 0), raw: earned, min: 0, max: maximum },
    success: fullMarks,
    response: answer ? notation2004(answer) : "",
    ...(seconds === undefined ? {} : { duration: isoDuration(seconds) }),
  };
}
