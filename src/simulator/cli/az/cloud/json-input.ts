import { resolvePath } from "../../file-system.ts";
import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import type { JsonObject } from "../../../world/json.ts";

/** A JSON object given as text, as `@FILE`, or as the path of a file. */
export function jsonInput({ machine, call }: AzCall, pathOrJson: string): JsonObject {
  const path = resolvePath(pathOrJson.replace(/^@/, ""), call.folder, machine.home);
  const isFile = !pathOrJson.trimStart().startsWith("{") && machine.files.stat(path)?.kind === "file";
  const text = isFile ? machine.files.text(path) : pathOrJson;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Told below.
  }
  throw azError(`Failed to parse string as JSON:\n${text}`, 1, {
    code: "NotJson",
    text: "The value is neither JSON nor the name of a file with JSON in it.",
    next: "In a shell put the JSON in single quotes, or write it in a file and give `@file.json`.",
  });
}
