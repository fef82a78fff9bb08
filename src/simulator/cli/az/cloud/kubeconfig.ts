import { parse, stringify } from "yaml";
import { resolvePath } from "../../file-system.ts";
import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const kinds = ["clusters", "users", "contexts"];

const named = (value: JsonValue | undefined): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);

/** Renames the context and the cluster of a kubeconfig with one of each (`--context`). */
export function withContextName(config: JsonObject, name: string): JsonObject {
  const contexts = named(config["contexts"]).map((context) => ({
    ...context,
    name,
    context: { ...(context["context"] as JsonObject), cluster: name },
  }));
  const clusters = named(config["clusters"]).map((cluster) => ({ ...cluster, name }));
  return { ...config, contexts, clusters, "current-context": name };
}

async function mergeKind(az: AzCall, standing: JsonObject[], added: JsonObject[], kind: string): Promise<JsonObject[]> {
  let rows = standing;
  for (const addition of added) {
    const other = rows.find(({ name }) => name === addition["name"]);
    const differs = other !== undefined && JSON.stringify(other) !== JSON.stringify(addition);
    if (differs && !az.options.on("--overwrite-existing") && !(await mayOverwrite(az, String(addition["name"])))) {
      throw azError(
        `A different object named ${String(addition["name"])} already exists in ${kind} in your kubeconfig file.`,
        1,
        {
          code: "KubeconfigConflict",
          text: "The kubeconfig has an entry of this name for another cluster.",
          next: "Run it again with --overwrite-existing, or with --context NAME.",
        },
      );
    }
    rows = [...rows.filter((row) => row !== other), addition];
  }
  return rows;
}

async function mayOverwrite(az: AzCall, name: string): Promise<boolean> {
  if (!az.call.terminal) return false;
  const question = `A different object named ${name} already exists in your kubeconfig file.\nOverwrite? (y/n): `;
  for (;;) {
    const answer = (await az.ask(question))?.trim().toLowerCase();
    if (answer === undefined || answer === "n") return false;
    if (answer === "y") return true;
  }
}

/** Merges the credentials of a cluster in `--file`, by default ~/.kube/config; `-` prints them. */
export async function mergeKubeconfig(az: AzCall, text: string): Promise<void> {
  const file = az.options.text("--file") ?? "~/.kube/config";
  const context = az.options.text("--context");
  const incoming = parse(text) as JsonObject;
  const added = context === undefined ? incoming : withContextName(incoming, context);
  if (file === "-") {
    az.call.out(`${stringify(added)}\n`);
    return;
  }
  const { files, home } = az.machine;
  const path = resolvePath(file, az.call.folder, home);
  const standing =
    files.stat(path)?.kind === "file" ? ((parse(files.text(path)) as JsonObject | null) ?? {}) : ({} as JsonObject);
  const merged: JsonObject = { apiVersion: "v1", kind: "Config", preferences: {}, ...standing };
  for (const kind of kinds) merged[kind] = await mergeKind(az, named(standing[kind]), named(added[kind]), kind);
  merged["current-context"] = added["current-context"] ?? "UNKNOWN";
  files.write(path, stringify(merged));
  az.warn(`Merged "${String(merged["current-context"])}" as current context in ${path}`);
}
