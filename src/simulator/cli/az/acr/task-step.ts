import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { base64, pairsOf } from "./run-request.ts";
import { taskFileText } from "./run.ts";
import type { JsonObject } from "../../../world/json.ts";

/** Files that hold the steps of a task; every other one is a Dockerfile. */
export const isTaskFile = (file: string): boolean =>
  /\.(yaml|yml|toml|json|sh|bash|zsh|ps1|ps|cmd|bat|ts|js|php|py|rb|lua)$/.test(file);

/** Members that were given; the client's SDK leaves the others out of a body. */
export const definedMembers = (members: Record<string, JsonObject[string] | undefined>): JsonObject =>
  Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined),
  );

/** The step of a new task: a Dockerfile or a task file in a context, or steps that the body carries. */
export function stepOf(az: AzCall, context: string | undefined): JsonObject {
  const { options } = az;
  const [file, command] = [options.text("--file"), options.text("--cmd")];
  const contextAccessToken = options.text("--git-access-token");
  const values = pairsOf(az, "--set", "--set-secret");
  if (context === undefined || command !== undefined) {
    const text = taskFileText(az, command, file, options.number("--timeout"));
    const encoded = { type: "EncodedTask", encodedTaskContent: base64(text), values };
    return { ...encoded, ...definedMembers({ contextPath: context, contextAccessToken }) };
  }
  if (file === undefined) {
    throw azError("missing --file/-f argument", 1, {
      code: "NoTaskFile",
      text: "A task with a context needs the Dockerfile or task file to use in it.",
      next: "Add `--file Dockerfile`.",
    });
  }
  if (isTaskFile(file)) {
    return {
      type: "FileTask",
      taskFilePath: file,
      contextPath: context,
      values,
      ...definedMembers({ valuesFilePath: options.text("--values"), contextAccessToken }),
    };
  }
  return {
    type: "Docker",
    imageNames: options.texts("--image") ?? [],
    isPushEnabled: !options.on("--no-push"),
    noCache: options.on("--no-cache"),
    dockerFilePath: file,
    arguments: pairsOf(az, "--arg", "--secret-arg"),
    contextPath: context,
    ...definedMembers({ contextAccessToken, target: options.text("--target") }),
  };
}

/** What an update changes of the step that stands. */
export function stepChange(az: AzCall, standing: JsonObject | undefined): JsonObject | undefined {
  const { options } = az;
  const [file, command] = [options.text("--file"), options.text("--cmd")];
  const contextPath = options.text("--context");
  const contextAccessToken = options.text("--git-access-token");
  const context = definedMembers({ contextPath, contextAccessToken });
  const values =
    options.wasTyped("--set") || options.wasTyped("--set-secret") ? pairsOf(az, "--set", "--set-secret") : undefined;
  if (command !== undefined) {
    const text = taskFileText(az, command, undefined, options.number("--timeout"));
    return { type: "EncodedTask", encodedTaskContent: base64(text), ...context, ...definedMembers({ values }) };
  }
  const kind = file === undefined ? standing?.["type"] : isTaskFile(file) ? "FileTask" : "Docker";
  if (kind === "FileTask") {
    const members = definedMembers({ taskFilePath: file, valuesFilePath: options.text("--values"), values });
    return { type: "FileTask", ...members, ...context };
  }
  if (kind !== "Docker") return values === undefined ? undefined : { type: String(kind), ...context, values };
  const withArguments = options.wasTyped("--arg") || options.wasTyped("--secret-arg");
  return {
    type: "Docker",
    ...definedMembers({
      imageNames: options.texts("--image"),
      isPushEnabled: options.wasTyped("--no-push") ? !options.on("--no-push") : undefined,
      noCache: options.state("--no-cache"),
      dockerFilePath: file,
      arguments: withArguments ? pairsOf(az, "--arg", "--secret-arg") : undefined,
      target: options.text("--target"),
    }),
    ...context,
  };
}
