import type { TraceCommand, TraceRequest } from "../goal-source.ts";
import { texts, type TermGroup } from "../term.ts";

/** Turns a pattern whose stars stand for any text into a regular expression, from the start of the text. */
const patternOf = (pattern: string, end: string): RegExp =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}${end}`,
    "i",
  );

/** Returns the commands that begin with the words of a pattern. */
const commandsLike = (commands: readonly TraceCommand[] | undefined, pattern: string): TraceCommand[] => {
  const linePattern = patternOf(pattern.trim(), "(?!\\S)");
  return (commands ?? []).filter(({ line }) => linePattern.test(line.trim().replace(/\s+/g, " ")));
};

const requestFields = ["method", "host", "path", "status", "region", "as", "code"] as const;

/** Names of what `http` can ask for, with their types. */
export const httpKeys: Readonly<Record<string, string>> = Object.fromEntries(
  requestFields.map((name) => [name, name === "status" ? "int" : "string"]),
);

function fits(request: TraceRequest, name: string, expected: unknown): boolean {
  const field = requestFields.find((field) => field === name);
  if (field === undefined) throw new Error(`http() knows no \`${name}\`; it knows ${requestFields.join(", ")}`);
  if (field === "status") return request.status === Number(expected);
  return patternOf(String(expected), "$").test(request[field]);
}

/** What was done: commands, requests and answers. */
export const traceTerms: TermGroup = {
  title: "What was done",
  types: {
    Command: {
      says: "A command line that was run.",
      fields: {
        line: { type: "string", says: "the line" },
        exitCode: { type: "int", says: "its exit code; 0 when it succeeded" },
        output: { type: "string", says: "what it printed" },
      },
    },
    Request: {
      says: "A request of the Requests tab.",
      fields: {
        method: { type: "string", says: "`GET`, `PUT` and so on" },
        host: { type: "string", says: "the host" },
        path: { type: "string", says: "the path, without the query" },
        status: { type: "int", says: "the status code" },
        region: { type: "string", says: "the region that answered" },
        as: { type: "string", says: "who asked: a principal, `token NAME`, `admin account` or `anonymous`" },
        code: { type: "string", says: "the error code of the response, such as `MANIFEST_UNKNOWN`" },
      },
    },
  },
  terms: [
    {
      name: "ran",
      params: texts("pattern"),
      returns: "list<Command>",
      says: "The commands that succeeded and begin with these words; `*` stands for any text.",
      example: "count(ran('docker push')) == 1 && count(ran('az acr * create')) == 4",
      atStart: false,
      read: ({ source }, pattern: string) =>
        commandsLike(source.trace?.commands, pattern).filter(({ exitCode }) => exitCode === 0),
    },
    {
      name: "failed",
      params: texts("pattern"),
      returns: "list<Command>",
      says: "The commands that failed and begin with these words; `*` stands for any text.",
      example: "failed('docker pull')[0].output.contains('not found')",
      atStart: false,
      read: ({ source }, pattern: string) =>
        commandsLike(source.trace?.commands, pattern).filter(({ exitCode }) => exitCode !== 0),
    },
    {
      name: "http",
      params: [{ name: "request", type: "map<string, dyn>" }],
      returns: "list<Request>",
      says: `The requests that match every field given: ${requestFields.map((name) => `\`${name}\``).join(", ")}. In texts, \`*\` stands for any text.`,
      example: "count(http({'method': 'PUT', 'path': '/v2/web/manifests/*', 'status': 201})) == 1",
      atStart: false,
      read: ({ source }, fields: Record<string, unknown>) =>
        (source.trace?.requests ?? []).filter((request) =>
          Object.entries(fields).every(([name, value]) => fits(request, name, value)),
        ),
    },
    {
      name: "answer",
      params: texts("key"),
      returns: "string",
      says: "The answer to a question of the lab; empty before there is one.",
      example: "answer('loginServer') == reg('contoso').loginServer",
      atStart: false,
      read: ({ source }, key: string) => source.answers?.[key],
    },
  ],
};
