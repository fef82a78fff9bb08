import { ageOf } from "./age.ts";
import type { Kind } from "./kinds.ts";
import { asList, asRecord, asText, metadataOf, nameOf, namespaceOf, specOf, statusOf, type Json } from "./objects.ts";
import { podStatus } from "./tables.ts";

const field = (title: string, value: string): string => `${`${title}:`.padEnd(18)}${value}\n`;

const map = (value: unknown): string =>
  Object.entries(asRecord(value))
    .map(([key, one]) => `${key}=${asText(one)}`)
    .join("\n".padEnd(19)) || "<none>";

/** The events of an object as describe ends with. */
function eventLines(events: readonly Json[], now: number): string {
  if (events.length === 0) return field("Events", "<none>");
  const rows = events.map((event) => {
    const count = Number(event["count"] ?? 1);
    const last = ageOf(asText(event["lastTimestamp"]), now);
    const age = count > 1 ? `${last} (x${count} over ${ageOf(asText(event["firstTimestamp"]), now)})` : last;
    return [
      asText(event["type"]),
      asText(event["reason"]),
      age,
      asText(asRecord(event["source"])["component"]),
      asText(event["message"]),
    ];
  });
  const titles = ["Type", "Reason", "Age", "From", "Message"];
  const rule = titles.map((title) => "-".repeat(title.length));
  const widths = titles.map((_, at) => Math.max(...[titles, ...rows].map((row) => (row[at] ?? "").length)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, at) => cell.padEnd((widths[at] ?? 0) + 2)).join("")}`.trimEnd();
  return `Events:\n${[titles, rule, ...rows].map((row) => `${line(row)}\n`).join("")}`;
}

function containerLines(pod: Json): string {
  const statuses = asList(statusOf(pod)["containerStatuses"]);
  const blocks = asList(specOf(pod)["containers"]).map((container) => {
    const name = asText(container["name"]);
    const status = statuses.find((one) => one["name"] === name) ?? {};
    const [state = "waiting", details] = Object.entries(asRecord(status["state"]))[0] ?? [];
    const reason = asText(asRecord(details)["reason"]);
    const title = `${state[0]?.toUpperCase() ?? ""}${state.slice(1)}`;
    return (
      `  ${name}:\n    Image:          ${asText(container["image"])}\n` +
      `    State:          ${title}\n${reason === "" ? "" : `      Reason:       ${reason}\n`}` +
      `    Ready:          ${status["ready"] === true ? "True" : "False"}\n` +
      `    Restart Count:  ${asText(status["restartCount"]) || "0"}\n`
    );
  });
  return `Containers:\n${blocks.join("")}`;
}

const body: Record<string, (object: Json) => string> = {
  Pod: (pod) =>
    field("Service Account", asText(specOf(pod)["serviceAccountName"]) || "default") +
    field("Node", asText(specOf(pod)["nodeName"]) || "<none>") +
    field("Status", podStatus(pod) === "Terminating" ? "Terminating" : asText(statusOf(pod)["phase"])) +
    containerLines(pod),
  Deployment: (one) => {
    const status = statusOf(one);
    const replicas = asText(specOf(one)["replicas"]) || "1";
    const template = specOf(asRecord(specOf(one)["template"]));
    const containers = asList(template["containers"])
      .map((container) => `   ${asText(container["name"])}:\n    Image:  ${asText(container["image"])}\n`)
      .join("");
    return (
      field("Selector", map(asRecord(specOf(one)["selector"])["matchLabels"])) +
      field(
        "Replicas",
        `${replicas} desired | ${asText(status["updatedReplicas"]) || "0"} updated | ${asText(status["replicas"]) || "0"} total | ${asText(status["availableReplicas"]) || "0"} available | ${asText(status["unavailableReplicas"]) || "0"} unavailable`,
      ) +
      `Pod Template:\n  Containers:\n${containers}`
    );
  },
  Secret: (one) =>
    `\nType:  ${asText(one["type"]) || "Opaque"}\n\nData\n====\n` +
    Object.entries(asRecord(one["data"]))
      .map(([key, value]) => `${key}:  ${atob(asText(value)).length} bytes\n`)
      .join(""),
  ServiceAccount: (one) =>
    field("Image pull secrets", asList(one["imagePullSecrets"]).map(referenceName).join(", ") || "<none>"),
  ImagePolicy: (one) => `Spec:\n  ${JSON.stringify(specOf(one), null, 2).replaceAll("\n", "\n  ")}\n`,
};

const referenceName = (reference: Json): string => asText(reference["name"]);

/** `kubectl describe` of one object. */
export function description({ kind, namespaced }: Kind, object: Json, events: readonly Json[], now: number): string {
  return (
    field("Name", nameOf(object)) +
    (namespaced ? field("Namespace", namespaceOf(object)) : "") +
    field("Labels", map(metadataOf(object)["labels"])) +
    field("Annotations", map(metadataOf(object)["annotations"])) +
    (body[kind]?.(object) ?? "") +
    (kind === "Secret" ? "" : eventLines(events, now))
  );
}
