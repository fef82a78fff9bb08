import { parse, stringify } from "yaml";
import { resolvePath } from "../file-system.ts";
import { ExitError, type Call } from "../program.ts";
import { asPrintable } from "./objects.ts";
import { asList, asRecord, type JsonRecord } from "../../world/json.ts";

/** The file that kubectl reads: `KUBECONFIG`, else ~/.kube/config. */
const configPath = ({ environment, machine, folder }: Call): string =>
  resolvePath(environment.get("KUBECONFIG") || "~/.kube/config", folder, machine.home);

/** Returns the kubeconfig; empty without a file. Throws ExitError with kubectl's words for a file that isn't YAML. */
export function readConfig(call: Call): JsonRecord {
  const path = configPath(call);
  if (call.machine.files.stat(path)?.kind !== "file") return {};
  try {
    return asRecord(parse(call.machine.files.text(path)));
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    throw new ExitError(1, `error: error loading config file "${path}": yaml: ${why}`, {
      code: "BadKubeconfig",
      text: "The kubeconfig is not valid YAML.",
      next: "`az aks get-credentials --overwrite-existing` writes a new one; remove the damaged file first.",
    });
  }
}

/** Writes the kubeconfig to the file that kubectl reads. */
export const writeConfig = (call: Call, config: JsonRecord): void =>
  call.machine.files.write(configPath(call), stringify(config));

/** A context of a kubeconfig. A member that the file lacks is empty. */
export interface Context {
  name: string;
  cluster: string;
  user: string;
  namespace: string;
}

/** Returns the contexts of a kubeconfig, in its order. */
export const contexts = (config: JsonRecord): Context[] =>
  asList(config["contexts"]).map((entry) => {
    const context = asRecord(entry["context"]);
    return {
      name: asPrintable(entry["name"]),
      cluster: asPrintable(context["cluster"]),
      user: asPrintable(context["user"]),
      namespace: asPrintable(context["namespace"]),
    };
  });

/** Where a call's requests go. */
export interface Server {
  /** Address without a path, `https://HOST`. */
  url: string;
  namespace: string;
}

/**
 * Returns the API server and the namespace of a context, by default the current one. Throws ExitError with kubectl's words for a
 * context that doesn't exist, and without one.
 */
export function serverOf(call: Call, contextName?: string): Server {
  const config = readConfig(call);
  const name = contextName ?? asPrintable(config["current-context"]);
  const context = contexts(config).find((candidate) => candidate.name === name);
  if (contextName !== undefined && !context) {
    throw new ExitError(1, `error: context "${contextName}" does not exist`, {
      code: "NoContext",
      text: `The kubeconfig has no context ${contextName}.`,
    });
  }
  const cluster = asList(config["clusters"]).find((entry) => asPrintable(entry["name"]) === context?.cluster);
  const url = asPrintable(asRecord(cluster?.["cluster"])["server"]);
  if (!context || url === "") {
    throw new ExitError(
      1,
      "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
      {
        code: "NoCluster",
        text: "The kubeconfig has no cluster yet, so kubectl tried this machine.",
        next: "`az aks get-credentials --resource-group GROUP --name CLUSTER`",
      },
    );
  }
  return { url, namespace: context.namespace || "default" };
}
