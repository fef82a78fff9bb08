import { failWith, ok, type Failure, type Result } from "../../world/result.ts";
/** One instruction of a Dockerfile; `text` is what follows its name, continuation lines joined. */
export interface Instruction {
  name: string;
  text: string;
}

export interface Stage {
  base: string;
  platform?: string;
  name?: string;
  instructions: Instruction[];
}

export interface Dockerfile {
  /** ARG lines before the first FROM. */
  globals: Instruction[];
  stages: Stage[];
}

const known = new Set(
  "FROM ARG ENV WORKDIR COPY ADD RUN CMD ENTRYPOINT EXPOSE LABEL USER HEALTHCHECK VOLUME STOPSIGNAL SHELL MAINTAINER".split(
    " ",
  ),
);

/** Joins lines that end in a backslash and leaves out comments. */
function logicalLines(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*#/.test(line));
  const joined: string[] = [];
  let open = "";
  for (const line of lines) {
    if (line.trimEnd().endsWith("\\")) open += `${line.trimEnd().slice(0, -1)} `;
    else {
      joined.push(`${open}${line}`.trim());
      open = "";
    }
  }
  return [...joined, open.trim()].filter((line) => line !== "");
}

const invalid = (message: string) => failWith("InvalidDockerfile", message);

/** Reads the subset of the Dockerfile language that the builder carries out (docs.docker.com, Dockerfile reference). */
export function parseDockerfile(text: string): Result<Dockerfile, Failure> {
  const file: Dockerfile = { globals: [], stages: [] };
  for (const line of logicalLines(text)) {
    const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
    const instruction: Instruction = { name: word.toUpperCase(), text: rest.trim() };
    if (!known.has(instruction.name)) {
      return invalid(`dockerfile parse error: unknown instruction: ${instruction.name}`);
    }
    const stage = file.stages.at(-1);
    if (instruction.name === "FROM") {
      const from = /^(?:--platform=(\S+)\s+)?(\S+)(?:\s+as\s+(\S+))?$/i.exec(instruction.text);
      if (!from) return invalid("FROM requires either one or three arguments");
      const [, platform, base = "", name] = from;
      file.stages.push({ base, instructions: [], ...(platform && { platform }), ...(name && { name }) });
    } else if (stage) stage.instructions.push(instruction);
    else if (instruction.name === "ARG") file.globals.push(instruction);
    else return invalid("no build stage in current context");
  }
  return file.stages.length > 0 ? ok(file) : invalid("the Dockerfile (Dockerfile) cannot be empty");
}

/** Puts values in place of `$NAME`, `${NAME}` and `${NAME:-default}`. */
export const substitute = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(/\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g, (_, braced?: string, fallback?: string, plain?: string) => {
    const value = values.get(braced ?? plain ?? "");
    return value === undefined || value === "" ? (fallback ?? value ?? "") : value;
  });

/** Words of a line; quotes hold words together. */
export const wordsOf = (text: string): string[] =>
  [...text.matchAll(/(?:[^\s"']+|"(?:\\.|[^"\\])*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_, double?: string, single?: string) =>
      double !== undefined ? double.replace(/\\(.)/g, "$1") : (single ?? ""),
    ),
  );

/** A command in exec form (a JSON array), or in shell form wrapped in the shell. */
export function commandOf(text: string): string[] {
  if (text.startsWith("[")) {
    try {
      const value: unknown = JSON.parse(text);
      if (Array.isArray(value)) return value.map(String);
    } catch {
      // Not JSON: Docker takes it as shell form too.
    }
  }
  return ["/bin/sh", "-c", text];
}

/** `KEY=value KEY2="a b"`, or the old form `KEY value`. */
export function pairsOf(text: string): [string, string][] {
  const words = wordsOf(text);
  if (words[0] !== undefined && !words[0].includes("=")) return [[words[0], words.slice(1).join(" ")]];
  return words.map((word) => [word.split("=")[0] ?? "", word.slice(word.indexOf("=") + 1)]);
}
