import type { Scorm12Api, Scorm2004Api } from "../../../src/assignment/scorm/find-api.ts";

/** Values by element, and every call as a line, of an LMS that checks values as Moodle does. */
interface Memory {
  values: Record<string, string>;
  calls: string[];
  commits: number;
}

interface Rules {
  /** Formats by element, with `n` for an index. An element without one is unknown. */
  formats: Record<string, RegExp>;
  readOnly: RegExp;
  writeOnly: RegExp;
  codes: {
    type: string;
    unknown: string;
    readOnly: string;
    writeOnly: string;
    empty: string;
    closed: string;
    order: string;
  };
}

const number12 = /^-?\d{0,3}(\.\d{1,2})?$/;
const rules12: Rules = {
  formats: {
    "cmi.core.lesson_status": /^(passed|completed|failed|incomplete|browsed)$/,
    "cmi.core.exit": /^(time-out|suspend|logout|)$/,
    "cmi.core.session_time": /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/,
    "cmi.core.score.raw": number12,
    "cmi.core.score.min": number12,
    "cmi.core.score.max": number12,
    "cmi.suspend_data": /^[\s\S]{0,4096}$/,
    "cmi.interactions.n.id": /^[!-~]{1,255}$/,
    "cmi.interactions.n.objectives.n.id": /^[!-~]{1,255}$/,
    "cmi.interactions.n.time": /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/,
    "cmi.interactions.n.type": /^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/,
    "cmi.interactions.n.correct_responses.n.pattern": /^.{0,255}$/,
    "cmi.interactions.n.weighting": number12,
    "cmi.interactions.n.student_response": /^.{0,255}$/,
    "cmi.interactions.n.result": /^(correct|wrong|unanticipated|neutral|-?\d{0,3}(\.\d{1,2})?)$/,
    "cmi.interactions.n.latency": /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/,
  },
  readOnly:
    /^cmi\.(core\.(student_id|student_name|lesson_mode|entry)|launch_data|student_data\..*|interactions\._count)$/,
  writeOnly: /^cmi\.(core\.(exit|session_time)|interactions\.\d+\..*)$/,
  codes: { type: "405", unknown: "201", readOnly: "403", writeOnly: "404", empty: "0", closed: "301", order: "201" },
};

const short = String.raw`\w[\w.]{0,249}`;
const number2004 = /^-?\d{1,5}(\.\d{1,18})?$/;
const duration2004 = /^P(T(((\d+H)(\d+M)?(\d+(\.\d{1,2})?S)?)|((\d+M)(\d+(\.\d{1,2})?S)?)|((\d+(\.\d{1,2})?S))))$/;
const urn = /^(?:(?!urn:)\S{1,4000}|urn:[A-Za-z0-9-]{1,31}:\S{1,4000})$/;
const rules2004: Rules = {
  formats: {
    "cmi.completion_status": /^(completed|incomplete|not attempted|unknown)$/,
    "cmi.success_status": /^(passed|failed|unknown)$/,
    "cmi.exit": /^(time-out|suspend|logout|normal|)$/,
    "cmi.session_time": duration2004,
    "cmi.score.scaled": /^(-?0(\.\d+)?|-?1(\.0+)?)$/,
    "cmi.score.raw": number2004,
    "cmi.score.min": number2004,
    "cmi.score.max": number2004,
    "cmi.suspend_data": /^[\s\S]{0,64000}$/,
    "cmi.interactions.n.id": urn,
    "cmi.interactions.n.type":
      /^(true-false|choice|fill-in|long-fill-in|matching|performance|sequencing|likert|numeric|other)$/,
    "cmi.interactions.n.objectives.n.id": urn,
    "cmi.interactions.n.timestamp": /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2}(Z|[+-]\d\d:\d\d)?)?$/,
    "cmi.interactions.n.correct_responses.n.pattern": /^.{0,4000}$/,
    "cmi.interactions.n.weighting": number2004,
    "cmi.interactions.n.learner_response": /^.{0,4000}$/,
    "cmi.interactions.n.result": /^(correct|incorrect|unanticipated|neutral|-?\d{1,4}(\.\d{1,18})?)$/,
    "cmi.interactions.n.latency": duration2004,
    "cmi.interactions.n.description": /^(\{lang=[a-z]{2,3}\}.{0,250}|[^{].{0,249})?$/,
  },
  readOnly: /^cmi\.(learner_id|learner_name|mode|entry|launch_data|scaled_passing_score|interactions\._count)$/,
  writeOnly: /^cmi\.(exit|session_time)$/,
  codes: { type: "406", unknown: "401", readOnly: "404", writeOnly: "405", empty: "403", closed: "132", order: "351" },
};

/** Formats of a response by the interaction's type, as both versions of SCORM define them. */
const response12: Record<string, RegExp> = {
  "true-false": /^[01tf]$/,
  choice: /^([a-z0-9](,[a-z0-9])*)?$/,
  sequencing: /^([a-z0-9](,[a-z0-9])*)?$/,
  matching: /^([a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*)?$/,
};
const response2004: Record<string, RegExp> = {
  "true-false": /^(true|false)$/,
  choice: new RegExp(String.raw`^(${short}(\[,\]${short})*)?$`),
  sequencing: new RegExp(String.raw`^(${short}(\[,\]${short})*)?$`),
  matching: new RegExp(String.raw`^(${short}\[\.\]${short}(\[,\]${short}\[\.\]${short})*)?$`),
};

/** A run-time in memory with the rules of one version: formats, order of fields, ranges and states of the connection. */
function strictRunTime(rules: Rules, is2004: boolean, values: Record<string, string>) {
  const memory: Memory = { values: { ...values }, calls: [], commits: 0 };
  let error = "0";
  let open = false;
  const settle = (code: string, value = code === "0" ? "true" : "false"): string => {
    error = code;
    return value;
  };
  const count = (prefix: string): number =>
    new Set(
      Object.keys(memory.values).flatMap((key) =>
        key.startsWith(prefix) ? [key.slice(prefix.length).split(".")[0]] : [],
      ),
    ).size;

  const problem = (element: string, value: string): string => {
    const pattern = element.replaceAll(/\.\d+/g, ".n");
    if (rules.readOnly.test(element)) return rules.codes.readOnly;
    const format = rules.formats[pattern];
    if (!format) return rules.codes.unknown;
    if (!format.test(value)) return rules.codes.type;
    if (/score\.(raw|scaled)$/.test(element)) {
      const [low, high] = element.endsWith("scaled") ? [-1, 1] : [0, 100];
      if (Number(value) < low || Number(value) > high) return is2004 ? "407" : "405";
    }
    const [, index, field = ""] = /^cmi\.interactions\.(\d+)\.(.*)$/.exec(element) ?? [];
    if (index === undefined) return "0";
    const prefix = `cmi.interactions.${index}.`;
    if (Number(index) > count("cmi.interactions.")) return rules.codes.order;
    if (is2004 && field !== "id" && !(`${prefix}id` in memory.values)) return "408";
    const needsType = /^(correct_responses|learner_response|student_response)/.test(field);
    const type = memory.values[`${prefix}type`];
    if (is2004 && needsType && type === undefined) return "408";
    if (is2004 && /^correct_responses\.[1-9]/.test(field) && /^(true-false|other)$/.test(type ?? "")) return "351";
    if (needsType) {
      const wanted = (is2004 ? response2004 : response12)[type ?? ""];
      if (wanted && !wanted.test(value)) return rules.codes.type;
    }
    return "0";
  };

  const runTime = {
    initialize: () => {
      memory.calls.push("Initialize");
      if (open) return settle(is2004 ? "103" : "101");
      open = true;
      return settle("0");
    },
    terminate: () => {
      memory.calls.push("Terminate");
      if (!open) return settle(is2004 ? "112" : "301");
      open = false;
      return settle("0");
    },
    get: (element: string) => {
      memory.calls.push(`Get ${element}`);
      if (!open) return settle(is2004 ? "122" : "301", "");
      if (element === "cmi.interactions._count") return settle("0", String(count("cmi.interactions.")));
      if (rules.writeOnly.test(element)) return settle(rules.codes.writeOnly, "");
      const value = memory.values[element];
      return value === undefined ? settle(rules.codes.empty, "") : settle("0", value);
    },
    set: (element: string, value: string) => {
      memory.calls.push(`Set ${element}=${value}`);
      if (typeof value !== "string") return settle(rules.codes.type);
      if (!open) return settle(rules.codes.closed);
      const code = problem(element, value);
      if (code === "0") memory.values[element] = value;
      return settle(code);
    },
    commit: () => {
      memory.calls.push("Commit");
      if (!open) return settle(is2004 ? "142" : "301");
      memory.commits += 1;
      return settle("0");
    },
    lastError: () => error,
    errorString: (code: string) => (code === "405" || code === "406" ? "Incorrect data type" : `Error text of ${code}`),
    diagnostic: (code: string) => code,
  };
  return { memory, runTime };
}

const start12 = {
  "cmi.core.student_id": "s1",
  "cmi.core.student_name": "Learner, Test",
  "cmi.core.lesson_mode": "normal",
  "cmi.core.lesson_status": "not attempted",
  "cmi.core.entry": "ab-initio",
};

/** A SCORM 1.2 LMS in memory. */
export function strictScorm12(values: Record<string, string> = {}): { api: Scorm12Api; memory: Memory } {
  const { memory, runTime } = strictRunTime(rules12, false, { ...start12, ...values });
  return {
    memory,
    api: {
      LMSInitialize: runTime.initialize,
      LMSFinish: runTime.terminate,
      LMSGetValue: runTime.get,
      LMSSetValue: runTime.set,
      LMSCommit: runTime.commit,
      LMSGetLastError: runTime.lastError,
      LMSGetErrorString: runTime.errorString,
      LMSGetDiagnostic: runTime.diagnostic,
    },
  };
}

const start2004 = {
  "cmi.learner_id": "s1",
  "cmi.learner_name": "Learner, Test",
  "cmi.mode": "normal",
  "cmi.completion_status": "unknown",
  "cmi.entry": "ab-initio",
};

/** A SCORM 2004 LMS in memory. */
export function strictScorm2004(values: Record<string, string> = {}): { api: Scorm2004Api; memory: Memory } {
  const { memory, runTime } = strictRunTime(rules2004, true, { ...start2004, ...values });
  return {
    memory,
    api: {
      Initialize: runTime.initialize,
      Terminate: runTime.terminate,
      GetValue: runTime.get,
      SetValue: runTime.set,
      Commit: runTime.commit,
      GetLastError: runTime.lastError,
      GetErrorString: runTime.errorString,
      GetDiagnostic: runTime.diagnostic,
    },
  };
}
