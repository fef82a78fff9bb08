import { parse } from "yaml";
import { ExitError } from "../program.ts";
import type { ApiClient } from "./api.ts";
import { pathOf, resourceName, type Kind } from "./kinds.ts";
import { optional, requireKind, targetOf, targetsOf, type KubectlCall, type KubectlHandler } from "./kubectl-call.ts";
import { readManifests, type Manifest } from "./manifests.ts";
import { asPrintable, merged, metadataOf, nameOf, same, specOf } from "./objects.ts";
import { formatted } from "./output.ts";
import { asList, asRecord, type JsonRecord } from "../../world/json.ts";

const withoutFile = (command: string): ExitError =>
  new ExitError(1, `error: must specify one of -f and -k`, {
    code: "NoFile",
    text: `${command} reads manifests from files.`,
    next: `\`${command} -f deployment.yaml\``,
  });

/** Prints `deployment.apps/web created`, where `done` is the verb, or the object itself with `-o`. */
export function report({ call, line }: KubectlCall, kind: Kind, object: JsonRecord, done: string): void {
  const format = line.text("--output");
  const suffix = line.text("--dry-run") === "client" ? " (dry run)" : "";
  call.out(formatted(format, kind, [object], true) ?? `${resourceName(kind)}/${nameOf(object)} ${done}${suffix}\n`);
}

const namespaceFor = (api: ApiClient, { kind, object }: Manifest): string =>
  kind.namespaced ? asPrintable(metadataOf(object)["namespace"]) || api.namespace : "";

const requireName = ({ kind, object }: Manifest): void => {
  if (nameOf(object) !== "") return;
  throw new ExitError(1, `error: resource name may not be empty`, {
    code: "NoName",
    text: `The ${kind.kind} in the file has no metadata.name.`,
  });
};

/**
 * Creates an object that a command or file describes and prints the result; with `--dry-run=client` it only prints. Throws ExitError for
 * an object without a name, and ApiError for a request that the API server rejects.
 */
export async function createObject(kubectl: KubectlCall, manifest: Manifest): Promise<void> {
  requireName(manifest);
  const { kind, object } = manifest;
  if (kubectl.line.text("--dry-run") === "client") {
    report(kubectl, kind, object, "created");
    return;
  }
  const api = kubectl.api();
  const made = await api.request("POST", pathOf(kind, namespaceFor(api, manifest)), object);
  report(kubectl, kind, made, "created");
}

export const createFromFiles: KubectlHandler = async (kubectl) => {
  const paths = kubectl.line.texts("--filename");
  if (paths.length === 0) throw withoutFile("kubectl create");
  for (const manifest of readManifests(kubectl.call, paths)) await createObject(kubectl, manifest);
  return 0;
};

export const apply: KubectlHandler = async (kubectl) => {
  const { call, line } = kubectl;
  const paths = line.texts("--filename");
  if (paths.length === 0) throw withoutFile("kubectl apply");
  const manifests = readManifests(call, paths);
  for (const manifest of manifests) requireName(manifest);
  const api = kubectl.api();
  for (const manifest of manifests) {
    const { kind, object } = manifest;
    const namespace = namespaceFor(api, manifest);
    const before = await api.find(kind, nameOf(object), namespace);
    if (!before) {
      await createObject(kubectl, manifest);
      continue;
    }
    const unchanged = same(merged(before, object), before);
    const dry = line.text("--dry-run") === "client";
    const path = pathOf(kind, namespace, nameOf(object));
    const after = unchanged || dry ? before : await api.request("PATCH", path, object);
    report(kubectl, kind, after, unchanged ? "unchanged" : "configured");
  }
  return 0;
};

export const remove: KubectlHandler = async ({ call, line, api: client }) => {
  const api = client();
  const targets = line.wasTyped("--filename")
    ? readManifests(call, line.texts("--filename")).map((manifest) => ({
        kind: manifest.kind,
        name: nameOf(manifest.object),
        namespace: namespaceFor(api, manifest),
      }))
    : (
        await Promise.all(
          targetsOf(line.operands).map(async ({ kind, name }) => {
            if (name !== undefined) return [{ kind, name, namespace: api.namespace }];
            const labels = optional(line, "--selector");
            if (labels === undefined && !line.on("--all")) {
              throw new ExitError(1, "error: resource(s) were provided, but no name was specified", {
                code: "NoName",
                text: "Say which object, or --all for every one of the namespace.",
              });
            }
            const found = await api.list(kind, api.namespace, labels ? { labels } : {});
            return found.map((object) => ({ kind, name: nameOf(object), namespace: api.namespace }));
          }),
        )
      ).flat();
  for (const { kind, name, namespace } of targets) {
    if (line.on("--ignore-not-found") && !(await api.find(kind, name, namespace))) continue;
    await api.request("DELETE", pathOf(kind, namespace, name));
    call.out(`${resourceName(kind)} "${name}" deleted\n`);
  }
  if (targets.length === 0) call.out("No resources found\n");
  return 0;
};

async function change(
  kubectl: KubectlCall,
  kind: Kind,
  name: string,
  patch: JsonRecord,
  done: string,
): Promise<number> {
  const api = kubectl.api();
  const before = await api.get(kind, name);
  const unchanged = same(merged(before, patch), before);
  const { line } = kubectl;
  const dry = line.text("--dry-run") === "client";
  const sent = unchanged || dry ? undefined : await api.request("PATCH", pathOf(kind, api.namespace, name), patch);
  const silent = unchanged && done === "image updated" && line.text("--output") === undefined;
  const said = done === "patched" && unchanged ? "patched (no change)" : done;
  if (!silent) report(kubectl, kind, sent ?? asRecord(merged(before, patch)), said);
  return 0;
}

export const setImage: KubectlHandler = async (kubectl) => {
  const { operands } = kubectl.line;
  const pairs = operands.filter((word) => word.includes("="));
  const { kind, name } = targetOf(operands.filter((word) => !word.includes("=")));
  if (pairs.length === 0) {
    throw new ExitError(1, "error: at least one image update is required", {
      code: "NoImage",
      text: "The command needs a container and its new image.",
      next: "`kubectl set image deployment/web web=contoso.azurecr.io/web:v2`",
    });
  }
  const object = await kubectl.api().get(kind, name);
  const inTemplate = kind.kind === "Deployment" || kind.kind === "ReplicaSet";
  const spec = inTemplate ? specOf(asRecord(specOf(object)["template"])) : specOf(object);
  const containers = asList(spec["containers"]);
  for (const pair of pairs) {
    const [container = "", image = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    if (container === "*" || containers.some((candidate) => candidate["name"] === container)) {
      for (const entry of containers) if (container === "*" || entry["name"] === container) entry["image"] = image;
      continue;
    }
    throw new ExitError(1, `error: unable to find container named "${container}"`, {
      code: "NoContainer",
      text: `${name} has the containers ${containers.map((entry) => asPrintable(entry["name"])).join(", ")}.`,
    });
  }
  const patch = inTemplate ? { spec: { template: { spec: { containers } } } } : { spec: { containers } };
  return change(kubectl, kind, name, patch, "image updated");
};

export const scale: KubectlHandler = async (kubectl) => {
  const replicas = Number(kubectl.line.text("--replicas"));
  if (!kubectl.line.wasTyped("--replicas") || !Number.isInteger(replicas) || replicas < 0) {
    throw new ExitError(
      1,
      "error: the --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0",
    );
  }
  const { kind, name } = targetOf(kubectl.line.operands, requireKind("deployment"));
  return change(kubectl, kind, name, { spec: { replicas } }, "scaled");
};

export const patch: KubectlHandler = async (kubectl) => {
  const { kind, name } = targetOf(kubectl.line.operands);
  const text = kubectl.line.text("--patch") ?? "";
  let body: JsonRecord;
  try {
    body = asRecord(parse(text));
  } catch {
    throw new ExitError(1, `error: unable to parse "${text}": yaml: did not find expected node content`, {
      code: "BadPatch",
      text: "The patch is neither JSON nor YAML.",
      next: 'Put it in single quotes: -p \'{"spec":{"replicas":2}}\'',
    });
  }
  return change(kubectl, kind, name, body, "patched");
};
