import { ExitError } from "../program.ts";
import { ApiError } from "./api.ts";
import { description } from "./describe.ts";
import { kindOf, pathOf, type Kind } from "./kinds.ts";
import { optional, targetsOf, type KubectlHandler } from "./kubectl-call.ts";
import { readManifests } from "./manifests.ts";
import { asPrintable, metadataOf, nameOf, namespaceOf, specOf } from "./objects.ts";
import { formatted } from "./output.ts";
import { objectTable } from "./tables.ts";
import { asList, asRecord, type JsonRecord } from "../../world/json.ts";

const podKind = kindOf("pod") as Kind;
const eventKind = kindOf("events") as Kind;

export const get: KubectlHandler = async ({ call, line, api: client }) => {
  const api = client();
  if (line.on("--watch")) {
    throw new ExitError(1, "error: watching is not simulated", {
      code: "NotSimulated",
      text: "Watching is not simulated: nothing changes while a command runs.",
      next: "Let time pass with `sleep 10`, then get again; `kubectl rollout status` and `kubectl wait` do wait.",
    });
  }
  const namespace = line.on("--all-namespaces") ? "" : api.namespace;
  const format = optional(line, "--output");
  const targets = line.wasTyped("--filename")
    ? readManifests(call, line.texts("--filename")).map(({ kind, object }) => ({ kind, name: nameOf(object) }))
    : targetsOf(line.operands);
  const groups = new Map<Kind, { objects: JsonRecord[]; single: boolean }>();
  let exitCode = 0;
  for (const { kind, name } of targets) {
    const group = groups.get(kind) ?? { objects: [], single: false };
    groups.set(kind, group);
    if (name === undefined) {
      const [labels, fields] = [optional(line, "--selector"), optional(line, "--field-selector")];
      group.objects.push(
        ...(await api.list(kind, namespace, { ...(labels && { labels }), ...(fields && { fields }) })),
      );
      continue;
    }
    try {
      group.single = targets.length === 1;
      group.objects.push(await api.get(kind, name));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.reason === "NotFound" && line.on("--ignore-not-found")) continue;
      call.err(`${error.message}\n`);
      if (error.explanation) call.explain(error.explanation);
      exitCode = 1;
    }
  }
  let printed = 0;
  for (const [kind, { objects, single }] of groups) {
    const text = formatted(format, kind, objects, single);
    if (text !== undefined) {
      if (single ? objects.length > 0 : format !== "name" || objects.length > 0) call.out(text);
      printed += 1;
      continue;
    }
    if (objects.length === 0) continue;
    if (printed > 0) call.out("\n");
    printed += 1;
    call.out(
      objectTable(kind, objects, {
        now: call.machine.now(),
        wide: format === "wide",
        withNamespace: line.on("--all-namespaces") && kind.namespaced,
        withoutTitles: line.on("--no-headers"),
        showLabels: line.on("--show-labels"),
      }),
    );
  }
  if (printed === 0 && exitCode === 0 && targets.some(({ name }) => name === undefined)) {
    const where = namespace === "" || !targets[0]?.kind.namespaced ? "" : ` in ${namespace} namespace`;
    call.err(`No resources found${where}${where === "" ? "" : "."}\n`);
  }
  return exitCode;
};

export const describeObjects: KubectlHandler = async ({ call, line, api: client }) => {
  const api = client();
  const texts: string[] = [];
  for (const { kind, name } of targetsOf(line.operands)) {
    const labels = optional(line, "--selector");
    const namespace = line.on("--all-namespaces") ? "" : api.namespace;
    const objects =
      name === undefined ? await api.list(kind, namespace, labels ? { labels } : {}) : [await api.get(kind, name)];
    for (const object of objects) {
      const events = kind.namespaced ? await api.list(eventKind, namespaceOf(object) || api.namespace) : [];
      const own = events.filter((event) => {
        const about = asRecord(event["involvedObject"]);
        return about["name"] === nameOf(object) && about["kind"] === kind.kind;
      });
      texts.push(description(kind, object, own, call.machine.now()));
    }
  }
  if (texts.length === 0) call.err(`No resources found in ${api.namespace} namespace.\n`);
  call.out(texts.join("\n\n"));
  return 0;
};

export const logs: KubectlHandler = async ({ call, line, api: client }) => {
  const api = client();
  if (line.on("--previous")) {
    throw new ExitError(1, "Error from server (BadRequest): previous terminated container not found", {
      code: "NoPrevious",
      text: "Containers here do not restart, so there is no earlier one.",
    });
  }
  const labels = optional(line, "--selector");
  const pods =
    labels === undefined ? [await podOf(api, line.operands)] : await api.list(podKind, api.namespace, { labels });
  for (const pod of pods) {
    const containers = asList(specOf(pod)["containers"]).map((entry) => asPrintable(entry["name"]));
    const container = optional(line, "--container") ?? containers[0] ?? "";
    if (!containers.includes(container)) {
      throw new ExitError(1, `error: container ${container} is not valid for pod ${nameOf(pod)}`, {
        code: "NoContainer",
        text: `The pod has the containers ${containers.join(", ")}.`,
      });
    }
    const path = `${pathOf(podKind, namespaceOf(pod) || api.namespace, nameOf(pod))}/log?container=${encodeURIComponent(container)}`;
    const response = await api.send("GET", path);
    const text = await response.text();
    if (!response.ok) {
      const status = asRecord(JSON.parse(text));
      throw new ApiError(asPrintable(status["reason"]), asPrintable(status["message"]));
    }
    const tail = Number(line.text("--tail") ?? -1);
    const lines = text.split("\n");
    call.out(tail >= 0 ? lines.slice(Math.max(0, lines.length - 1 - tail)).join("\n") : text);
  }
  return 0;
};

/** The pod of `logs POD` or, for `deployment/web`, the first pod that it selects. */
async function podOf(
  api: ReturnType<Parameters<KubectlHandler>[0]["api"]>,
  operands: readonly string[],
): Promise<JsonRecord> {
  const [target] = targetsOf(operands, podKind);
  if (target?.name === undefined)
    throw new ExitError(1, "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.");
  if (target.kind.kind === "Pod") return api.get(podKind, target.name);
  const owner = await api.get(target.kind, target.name);
  const labels = Object.entries(asRecord(asRecord(specOf(owner)["selector"])["matchLabels"]))
    .map(([key, value]) => `${key}=${asPrintable(value)}`)
    .join(",");
  const [pod] = await api.list(podKind, api.namespace, labels === "" ? {} : { labels });
  if (pod && labels !== "") return pod;
  throw new ExitError(1, `error: no pods found for ${target.kind.singular} ${asPrintable(metadataOf(owner)["name"])}`, {
    code: "NoPods",
    text: "The selector finds no pod.",
    next: `\`kubectl describe ${target.kind.singular} ${target.name}\` shows why.`,
  });
}
