import { ageOf } from "./age.ts";
import type { Kind } from "./kinds.ts";
import { asPrintable, metadataOf, nameOf, namespaceOf, specOf, statusOf } from "./objects.ts";
import { asList, asRecord, type JsonRecord } from "../../world/json.ts";

interface Column {
  title: string;
  value(object: JsonRecord, now: number): string;
  wide?: boolean;
}

const age: Column = {
  title: "AGE",
  value: (object, now) => ageOf(asPrintable(metadataOf(object)["creationTimestamp"]), now),
};
const name: Column = { title: "NAME", value: nameOf };

const containersOf = (object: JsonRecord): JsonRecord[] => {
  const spec = specOf(object);
  return asList(
    asRecord(spec["template"])["spec"] === undefined
      ? spec["containers"]
      : specOf(asRecord(spec["template"]))["containers"],
  );
};

const joined = (objects: JsonRecord[], key: string): string =>
  objects.map((object) => asPrintable(object[key])).join(",");

/** Returns what the STATUS column of a pod says: why a container waits or ended, else the phase. */
export function podStatus(pod: JsonRecord): string {
  const status = statusOf(pod);
  for (const container of asList(status["containerStatuses"])) {
    const state = asRecord(container["state"]);
    const reason =
      asPrintable(asRecord(state["waiting"])["reason"]) || asPrintable(asRecord(state["terminated"])["reason"]);
    if (reason !== "") return reason;
  }
  return asPrintable(status["phase"]) || "Unknown";
}

const containerStatuses = (pod: JsonRecord) => asList(statusOf(pod)["containerStatuses"]);

const readyOf = (pod: JsonRecord): string => {
  const ready = containerStatuses(pod).filter((container) => container["ready"] === true).length;
  return `${ready}/${asList(specOf(pod)["containers"]).length}`;
};

const count = (value: unknown): string => asPrintable(value) || "0";

const columns: Record<string, Column[]> = {
  Pod: [
    name,
    { title: "READY", value: readyOf },
    { title: "STATUS", value: podStatus },
    {
      title: "RESTARTS",
      value: (pod) =>
        String(containerStatuses(pod).reduce((sum, container) => sum + Number(container["restartCount"] ?? 0), 0)),
    },
    age,
    { title: "NODE", value: (pod) => asPrintable(specOf(pod)["nodeName"]) || "<none>", wide: true },
  ],
  Deployment: [
    name,
    {
      title: "READY",
      value: (deployment) =>
        `${count(statusOf(deployment)["readyReplicas"])}/${asPrintable(specOf(deployment)["replicas"]) || "1"}`,
    },
    { title: "UP-TO-DATE", value: (deployment) => count(statusOf(deployment)["updatedReplicas"]) },
    { title: "AVAILABLE", value: (deployment) => count(statusOf(deployment)["availableReplicas"]) },
    age,
    { title: "CONTAINERS", value: (deployment) => joined(containersOf(deployment), "name"), wide: true },
    { title: "IMAGES", value: (deployment) => joined(containersOf(deployment), "image"), wide: true },
  ],
  ReplicaSet: [
    name,
    { title: "DESIRED", value: (replicaSet) => count(specOf(replicaSet)["replicas"]) },
    age,
    { title: "CONTAINERS", value: (replicaSet) => joined(containersOf(replicaSet), "name"), wide: true },
    { title: "IMAGES", value: (replicaSet) => joined(containersOf(replicaSet), "image"), wide: true },
  ],
  Secret: [
    name,
    { title: "TYPE", value: (secret) => asPrintable(secret["type"]) || "Opaque" },
    { title: "DATA", value: (secret) => String(Object.keys(asRecord(secret["data"])).length) },
    age,
  ],
  ConfigMap: [
    name,
    { title: "DATA", value: (configMap) => String(Object.keys(asRecord(configMap["data"])).length) },
    age,
  ],
  Node: [
    name,
    {
      title: "STATUS",
      value: (node) =>
        asList(statusOf(node)["conditions"]).some(({ type, status }) => type === "Ready" && status === "True") ||
        asList(statusOf(node)["conditions"]).length === 0
          ? "Ready"
          : "NotReady",
    },
    age,
    {
      title: "VERSION",
      value: (node) => asPrintable(asRecord(statusOf(node)["nodeInfo"])["kubeletVersion"]) || "v1.33.4",
    },
  ],
  Namespace: [
    name,
    { title: "STATUS", value: (namespace) => asPrintable(statusOf(namespace)["phase"]) || "Active" },
    age,
  ],
  Event: [
    { title: "LAST SEEN", value: (event, now) => ageOf(asPrintable(event["lastTimestamp"]), now) },
    { title: "TYPE", value: (event) => asPrintable(event["type"]) },
    { title: "REASON", value: (event) => asPrintable(event["reason"]) },
    {
      title: "OBJECT",
      value: (event) => {
        const about = asRecord(event["involvedObject"]);
        return `${asPrintable(about["kind"]).toLowerCase()}/${asPrintable(about["name"])}`;
      },
    },
    { title: "MESSAGE", value: (event) => asPrintable(event["message"]) },
  ],
};

/** Returns rows under titles, with three blanks between columns, as kubectl's tab writer lays them out. */
export function layOut(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === cells.length - 1 ? cell : cell.padEnd((widths[at] ?? 0) + 3)))
      .join("")
      .trimEnd();
  return [titles, ...rows].map((cells) => `${line(cells)}\n`).join("");
}

export interface TableOptions {
  now: number;
  wide?: boolean;
  withNamespace?: boolean;
  withoutTitles?: boolean;
  showLabels?: boolean;
}

/** Returns objects of a kind in the table of `kubectl get`. `options.now` is in milliseconds of the epoch, for their ages. */
export function objectTable({ kind }: Kind, objects: readonly JsonRecord[], options: TableOptions): string {
  const visible = (columns[kind] ?? [name, age]).filter(({ wide }) => !wide || options.wide);
  const labels = (object: JsonRecord) =>
    Object.entries(asRecord(metadataOf(object)["labels"]))
      .map(([key, value]) => `${key}=${asPrintable(value)}`)
      .join(",") || "<none>";
  const titles = [
    ...(options.withNamespace ? ["NAMESPACE"] : []),
    ...visible.map(({ title }) => title),
    ...(options.showLabels ? ["LABELS"] : []),
  ];
  const rows = objects.map((object) => [
    ...(options.withNamespace ? [namespaceOf(object)] : []),
    ...visible.map(({ value }) => value(object, options.now)),
    ...(options.showLabels ? [labels(object)] : []),
  ]);
  const text = layOut(titles, rows);
  return options.withoutTitles ? text.slice(text.indexOf("\n") + 1) : text;
}
