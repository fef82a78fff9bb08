import { ageOf } from "./age.ts";
import type { Kind } from "./kinds.ts";
import { asPrintable, metadataOf, nameOf, namespaceOf, specOf, statusOf } from "./objects.ts";
import { podStatus } from "./tables.ts";
import { asList, asRecord, type JsonRecord } from "../../world/json.ts";

const field = (title: string, value: string): string => `${`${title}:`.padEnd(18)}${value}\n`;

const map = (value: unknown): string =>
  Object.entries(asRecord(value))
    .map(([key, member]) => `${key}=${asPrintable(member)}`)
    .join("\n".padEnd(19)) || "<none>";

/** The events of an object as describe ends with. */
function eventLines(events: readonly JsonRecord[], now: number): string {
  if (events.length === 0) return field("Events", "<none>");
  const rows = events.map((event) => {
    const count = Number(event["count"] ?? 1);
    const last = ageOf(asPrintable(event["lastTimestamp"]), now);
    const age = count > 1 ? `${last} (x${count} over ${ageOf(asPrintable(event["firstTimestamp"]), now)})` : last;
    return [
      asPrintable(event["type"]),
      asPrintable(event["reason"]),
      age,
      asPrintable(asRecord(event["source"])["component"]),
      asPrintable(event["message"]),
    ];
  });
  const titles = ["Type", "Reason", "Age", "From", "Message"];
  const rule = titles.map((title) => "-".repeat(title.length));
  const widths = titles.map((_, at) => Math.max(...[titles, ...rows].map((row) => (row[at] ?? "").length)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, at) => cell.padEnd((widths[at] ?? 0) + 2)).join("")}`.trimEnd();
  return `Events:\n${[titles, rule, ...rows].map((row) => `${line(row)}\n`).join("")}`;
}

function containerLines(pod: JsonRecord): string {
  const statuses = asList(statusOf(pod)["containerStatuses"]);
  const blocks = asList(specOf(pod)["containers"]).map((container) => {
    const name = asPrintable(container["name"]);
    const status = statuses.find((candidate) => candidate["name"] === name) ?? {};
    const [state = "waiting", details] = Object.entries(asRecord(status["state"]))[0] ?? [];
    const reason = asPrintable(asRecord(details)["reason"]);
    const title = `${state[0]?.toUpperCase() ?? ""}${state.slice(1)}`;
    return (
      `  ${name}:\n    Image:          ${asPrintable(container["image"])}\n` +
      `    State:          ${title}\n${reason === "" ? "" : `      Reason:       ${reason}\n`}` +
      `    Ready:          ${status["ready"] === true ? "True" : "False"}\n` +
      `    Restart Count:  ${asPrintable(status["restartCount"]) || "0"}\n`
    );
  });
  return `Containers:\n${blocks.join("")}`;
}

const body: Record<string, (object: JsonRecord) => string> = {
  Pod: (pod) =>
    field("Service Account", asPrintable(specOf(pod)["serviceAccountName"]) || "default") +
    field("Node", asPrintable(specOf(pod)["nodeName"]) || "<none>") +
    field("Status", podStatus(pod) === "Terminating" ? "Terminating" : asPrintable(statusOf(pod)["phase"])) +
    containerLines(pod),
  Deployment: (deployment) => {
    const status = statusOf(deployment);
    const replicas = asPrintable(specOf(deployment)["replicas"]) || "1";
    const template = specOf(asRecord(specOf(deployment)["template"]));
    const containers = asList(template["containers"])
      .map((container) => `   ${asPrintable(container["name"])}:\n    Image:  ${asPrintable(container["image"])}\n`)
      .join("");
    return (
      field("Selector", map(asRecord(specOf(deployment)["selector"])["matchLabels"])) +
      field(
        "Replicas",
        `${replicas} desired | ${asPrintable(status["updatedReplicas"]) || "0"} updated | ${asPrintable(status["replicas"]) || "0"} total | ${asPrintable(status["availableReplicas"]) || "0"} available | ${asPrintable(status["unavailableReplicas"]) || "0"} unavailable`,
      ) +
      `Pod Template:\n  Containers:\n${containers}`
    );
  },
  Secret: (secret) =>
    `\nType:  ${asPrintable(secret["type"]) || "Opaque"}\n\nData\n====\n` +
    Object.entries(asRecord(secret["data"]))
      .map(([key, value]) => `${key}:  ${atob(asPrintable(value)).length} bytes\n`)
      .join(""),
  ServiceAccount: (account) =>
    field("Image pull secrets", asList(account["imagePullSecrets"]).map(referenceName).join(", ") || "<none>"),
  ImagePolicy: (policy) => `Spec:\n  ${JSON.stringify(specOf(policy), null, 2).replaceAll("\n", "\n  ")}\n`,
};

const referenceName = (reference: JsonRecord): string => asPrintable(reference["name"]);

/** Returns what `kubectl describe` prints for an object, with the events about it. */
export function description(
  { kind, namespaced }: Kind,
  object: JsonRecord,
  events: readonly JsonRecord[],
  now: number,
): string {
  return (
    field("Name", nameOf(object)) +
    (namespaced ? field("Namespace", namespaceOf(object)) : "") +
    field("Labels", map(metadataOf(object)["labels"])) +
    field("Annotations", map(metadataOf(object)["annotations"])) +
    (body[kind]?.(object) ?? "") +
    (kind === "Secret" ? "" : eventLines(events, now))
  );
}
