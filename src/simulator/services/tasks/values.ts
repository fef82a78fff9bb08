import * as v from "valibot";
import { parse } from "yaml";
import { failWith, ok, type Failure, type Result } from "../../world/result.ts";

/** What a run knows about itself: `Run.ID`, `Run.Registry`, … by the name behind the dot. */
export type RunValues = ReadonlyMap<string, string>;

/** Puts values in place of `{{.Run.ID}}` and `{{.Values.name}}`; one that is not known becomes nothing. */
export const renderTemplate = (text: string, run: RunValues, values: ReadonlyMap<string, string>): string =>
  text.replace(
    /\{\{\s*\.(Run|Values)\.(\w+)\s*\}\}/g,
    (_, group: string, name: string) => (group === "Run" ? run.get(name) : values.get(name)) ?? "",
  );

/** Names that stand for an image at the start of `cmd`, and their images (container-registry-tasks-reference-yaml.md). */
const imageAliases: ReadonlyMap<string, string> = new Map([
  ["acr", "mcr.microsoft.com/acr/acr-cli:0.14"],
  ["az", "mcr.microsoft.com/acr/azure-cli:9fb281c"],
  ["bash", "mcr.microsoft.com/acr/bash:9fb281c"],
  ["curl", "mcr.microsoft.com/acr/curl:9fb281c"],
  ["cssc", "mcr.microsoft.com/acr/cssc:9fb281c"],
]);

/** Run values that have an alias of the same name, e.g. `$Registry`. */
const runAliases = ["ID", "SharedVolume", "Registry", "RegistryName", "Date", "OS", "Architecture", "Commit", "Branch"];

export interface Aliases {
  directive: string;
  values: ReadonlyMap<string, string>;
}

const aliasSchema = v.looseObject({
  src: v.optional(v.unknown()),
  values: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), {}),
  directive: v.optional(v.string(), "$"),
});

/** Whether a task file is of a version that has aliases: `v1.1.0`; without a version it is `v1.0.0`. */
export const hasAliases = (file: string): boolean => /^version\s*:\s*["']?v1\.1\.0["']?\s*$/im.test(file);

const invalid = (message: string) => failWith("InvalidTask", message);

/** Aliases of a task file: those of every run, images by name, and the file's own `alias` section over them. */
export function aliasesOf(file: string, run: RunValues): Result<Aliases, Failure> {
  const section = /^alias\s*:.*(?:\n(?:[ \t#].*|[ \t]*))*/m.exec(file)?.[0] ?? "";
  let aliasSection: unknown;
  try {
    aliasSection = section === "" ? {} : (parse(section) as { alias?: unknown } | null)?.alias;
  } catch (error) {
    return invalid((error as Error).message);
  }
  const own = v.safeParse(aliasSchema, aliasSection ?? {});
  if (!own.success) return invalid("yaml: unmarshal errors: the section alias is not a map of names");
  const { directive, values, src } = own.output;
  if (src !== undefined) {
    return failWith("NotSimulated", "not simulated: aliases that are read from another file (alias.src)");
  }
  if (directive.length !== 1) return invalid("$ directive can only be overwritten by a single character");
  if (/[a-z0-9]/i.test(directive)) return invalid("overwritten directives may not be alphanumeric characters");
  if (!Object.keys(values).every((name) => /^[a-z0-9]+$/i.test(name))) {
    return invalid("alias key names only support alphanumeric characters");
  }
  const all = new Map([
    ...imageAliases,
    ...runAliases.flatMap((name) => (run.has(name) ? [[name, run.get(name) ?? ""] as const] : [])),
    ...Object.entries(values).map(([name, value]) => [name, String(value)] as const),
  ]);
  return ok({ directive, values: all });
}

/** Puts aliases in place of `$name`; `$$` is a dollar sign, and a name that is no alias stays as it is. */
export function expandAliases(file: string, { directive, values }: Aliases): string {
  const sign = directive.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return file.replace(new RegExp(`${sign}(${sign}|[a-zA-Z0-9]+)`, "g"), (found, name: string) =>
    name === directive ? directive : (values.get(name) ?? found),
  );
}

/** `cmd` with its first word replaced by the image that it is an alias of. */
export function expandImage(cmd: string, { values }: Aliases): string {
  const [image = "", ...rest] = cmd.trim().split(" ");
  return [values.get(image) ?? image, ...rest].join(" ");
}
