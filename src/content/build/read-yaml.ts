import { readFileSync } from "node:fs";
import * as v from "valibot";
import { isMap, isNode, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import type { Problems } from "./problems.ts";
import { remembered } from "./remembered.ts";

/** A parsed YAML file that still knows its lines. */
export interface YamlFile<T> {
  file: string;
  value: T;
  /** Line of the value at a path, or of the nearest parent that exists. */
  lineOf(path: readonly (string | number)[]): number;
}

function lineFinder(document: Document, counter: LineCounter) {
  return (path: readonly (string | number)[]): number => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isNode(item.key) && String(item.key) === String(key));
        if (!pair) break;
        if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(key)];
        if (!isNode(node)) break;
        if (node.range) offset = node.range[0];
      } else break;
    }
    return counter.linePos(offset).line;
  };
}

type Parsed = ReturnType<typeof remembered<YamlFile<unknown>>>;
/** Files in order, by schema: most don't change from one compile to the next. */
const parsedBySchema = new WeakMap<v.GenericSchema, Parsed>();

function parsedWith(schema: v.GenericSchema): Parsed {
  const known = parsedBySchema.get(schema) ?? remembered<YamlFile<unknown>>(500);
  parsedBySchema.set(schema, known);
  return known;
}

/**
 * Parses and checks one YAML text. Reports syntax and schema errors by line and returns undefined when there are any.
 * `file` is the name used in messages.
 */
export const parseYaml = <S extends v.GenericSchema>(
  file: string,
  text: string,
  schema: S,
  problems: Problems,
): YamlFile<v.InferOutput<S>> | undefined =>
  parsedWith(schema)(`${file}\n${text}`, () => parse(file, text, schema, problems));

function parse<S extends v.GenericSchema>(
  file: string,
  text: string,
  schema: S,
  problems: Problems,
): YamlFile<v.InferOutput<S>> | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  // One mistake can make the parser report everything that follows it.
  for (const error of document.errors.slice(0, 3)) {
    problems.add(file, counter.linePos(error.pos[0]).line, error.message.split("\n")[0] ?? "not valid YAML");
  }
  if (document.errors.length > 0) return undefined;

  const lineOf = lineFinder(document, counter);
  const result = v.safeParse(schema, document.toJS());
  if (!result.success) {
    for (const issue of result.issues) {
      const path = (issue.path ?? []).map((part) => part.key as string | number);
      problems.add(file, lineOf(path), `${path.join(".") || "file"}: ${issue.message}`);
    }
    return undefined;
  }
  return { file, value: result.output, lineOf };
}

/** Reads a file from disk and parses it; `name` is its path as shown in messages. */
export const readYaml = <S extends v.GenericSchema>(path: string, name: string, schema: S, problems: Problems) =>
  parseYaml(name, readFileSync(path, "utf8"), schema, problems);
