import { asList, asRecord, asText, type JsonRecord } from "../../world/json.ts";
import { metadataOf, nameOf, objectsOf, specOf } from "../../cluster/objects.ts";
import type { ArmResource } from "../../world/cloud-tables.ts";
import type { Run, Task } from "../../world/service-tables.ts";
import type { Reader, World } from "../../world/world.ts";
import { texts, type TermGroup } from "../term.ts";

const clusterType = "microsoft.containerservice/managedclusters";
const groupType = "microsoft.containerinstance/containergroups";

function resourceOf(reader: Reader, type: string, name: string): ArmResource | undefined {
  for (const { row } of reader.scan("resource")) {
    if (row.type.toLowerCase() === type && row.name.toLowerCase() === name.toLowerCase()) return row;
  }
  return undefined;
}

/** Returns why a pod's container waits or ended, e.g. `ErrImagePull`; empty while it runs. */
function reasonOf(pod: JsonRecord): string {
  for (const container of asList(asRecord(pod["status"])["containerStatuses"])) {
    const state = asRecord(container["state"]);
    const reason = asText(asRecord(state["waiting"])["reason"]) || asText(asRecord(state["terminated"])["reason"]);
    if (reason !== "") return reason;
  }
  return asText(asRecord(pod["status"])["reason"]);
}

/** Returns the messages of the events about a pod, as `kubectl describe` shows them. */
const messagesOf = (world: World, server: string, namespace: string, name: string): string[] =>
  objectsOf(world, server, namespace, "Event")
    .filter((event) => asText(asRecord(event["involvedObject"])["name"]) === name)
    .map((event) => asText(event["message"]));

function podView(world: World, server: string, namespace: string, pod: JsonRecord) {
  const [container] = asList(specOf(pod)["containers"]);
  return {
    exists: true,
    name: nameOf(pod),
    namespace,
    phase: asText(asRecord(pod["status"])["phase"]),
    reason: reasonOf(pod),
    image: asText(container?.["image"]),
    messages: messagesOf(world, server, namespace, nameOf(pod)),
  };
}

function podsOf(world: World, cluster: string) {
  const row = resourceOf(world, clusterType, cluster);
  if (!row) return [];
  const server = asText(row.properties["fqdn"]);
  return Array.from(world.scan("clusterObject", [server]))
    .filter(({ rest }) => rest[1] === "Pod")
    .map(({ rest, row: pod }) => ({
      created: asText(metadataOf(pod)["creationTimestamp"]),
      view: podView(world, server, rest[0] ?? "", pod),
    }));
}

/** Returns the pod of a name, else the newest pod of the deployment of that name. */
function podNamed(world: World, cluster: string, name: string) {
  const fits = (pod: string) => pod === name || /^(.+)-[a-z0-9]+-[a-z0-9]+$/.exec(pod)?.[1] === name;
  return podsOf(world, cluster)
    .filter(({ view }) => fits(view.name))
    .sort((a, b) => b.created.localeCompare(a.created))[0]?.view;
}

function clusterView(world: World, name: string) {
  const row = resourceOf(world, clusterType, name);
  if (!row) return undefined;
  const policies = objectsOf(world, asText(row.properties["fqdn"]), "", "ImagePolicy");
  const enforced = policies.some((policy) => specOf(policy)["enabled"] !== false);
  return {
    exists: true,
    name: row.name,
    location: row.location,
    kubelet: asText(asRecord(asRecord(row.properties["identityProfile"])["kubeletidentity"])["objectId"]),
    admission: enforced ? "require-signed" : "open",
  };
}

const kinds: Record<Run["trigger"]["kind"], string> = {
  Manual: "manual",
  Timer: "timer",
  ImageUpdate: "baseImageUpdate",
  Commit: "commit",
  PullRequest: "pullRequest",
};

const runView = (row: Run) => ({
  exists: true,
  id: row.id,
  task: row.task,
  status: row.status,
  reason: kinds[row.trigger.kind],
  images: row.outputImages.map(({ repository, tag }) => `${repository}:${tag}`),
});

function taskView(world: World, registry: string, row: Task) {
  const sources = row.trigger.sources.filter(({ enabled }) => enabled).flatMap(({ events }) => events);
  const own = Array.from(world.scan("run", [registry]), ({ row: run }) => run).filter(
    (run) => run.task?.toLowerCase() === row.name.toLowerCase(),
  );
  const last = own.sort((a, b) => b.createdAt - a.createdAt)[0];
  return {
    exists: true,
    name: row.name,
    enabled: row.enabled,
    triggers: {
      baseImage: row.trigger.baseImage?.enabled === true,
      commit: sources.includes("commit"),
      pullRequest: sources.includes("pullrequest"),
      schedules: row.trigger.timers.filter(({ enabled }) => enabled).map(({ schedule }) => schedule),
    },
    identity: row.identity?.type,
    runs: own.length,
    lastRun: last ? runView(last) : undefined,
  };
}

/** Container groups keep their state in the view of the instance, else in the provisioning state. */
const groupView = (row: ArmResource) => ({
  exists: true,
  name: row.name,
  state: asText(asRecord(row.properties["instanceView"])["state"]) || asText(row.properties["provisioningState"]),
  identity: asText(row.identity?.["type"]),
  passwords: asList(row.properties["imageRegistryCredentials"]).filter(
    (credential) => asText(credential["identity"]) === "",
  ).length,
  usernames: asList(row.properties["imageRegistryCredentials"])
    .map((credential) => asText(credential["username"]))
    .filter((username) => username !== ""),
  error: asText(asRecord(row.properties["error"])["detail"]),
});

/** Clusters, container groups, tasks and pipelines. */
export const workloadTerms: TermGroup = {
  title: "Workloads",
  types: {
    Pod: {
      says: "A pod of a cluster.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        name: { type: "string", says: "its name" },
        namespace: { type: "string", says: "its namespace" },
        phase: { type: "string", says: "`Pending`, `Running`, `Succeeded` or `Failed`" },
        reason: { type: "string", says: "why it waits, such as `ImagePullBackOff`; empty when it doesn't" },
        image: { type: "string", says: "the image of its first container" },
        messages: { type: "list<string>", says: "the messages of its events" },
      },
    },
    Cluster: {
      says: "A Kubernetes cluster.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        name: { type: "string", says: "its name" },
        location: { type: "string", says: "its region" },
        kubelet: { type: "string", says: "object id of the kubelet's identity, which pulls images" },
        admission: { type: "string", says: "`require-signed` when an image policy is enforced, else `open`" },
      },
    },
    ContainerGroup: {
      says: "A container group of Azure Container Instances.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        name: { type: "string", says: "its name" },
        state: { type: "string", says: "`Running`, `Succeeded`, `Failed` and so on" },
        identity: { type: "string", says: "the type of its managed identity; empty without one" },
        passwords: { type: "int", says: "how many registry passwords its definition holds" },
        usernames: { type: "list<string>", says: "user names of those passwords" },
        error: { type: "string", says: "why it failed" },
      },
    },
    Triggers: {
      says: "The triggers of a task that are enabled.",
      fields: {
        baseImage: { type: "bool", says: "updates of the base image" },
        commit: { type: "bool", says: "commits to its source" },
        pullRequest: { type: "bool", says: "pull requests" },
        schedules: { type: "list<string>", says: "its schedules in cron format" },
      },
    },
    Run: {
      says: "A run of a task or a quick build.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        id: { type: "string", says: "its id" },
        task: { type: "string", says: "the task; empty for a quick build" },
        status: { type: "string", says: "`Queued`, `Running`, `Succeeded`, `Failed` and so on" },
        reason: { type: "string", says: "`manual`, `timer`, `baseImageUpdate`, `commit` or `pullRequest`" },
        images: { type: "list<string>", says: "the images that it pushed, as `repository:tag`" },
      },
    },
    Task: {
      says: "A task of a registry.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        name: { type: "string", says: "its name" },
        enabled: { type: "bool", says: "whether it is enabled" },
        triggers: { type: "Triggers", says: "its triggers that are enabled" },
        identity: { type: "string", says: "the type of its managed identity; empty without one" },
        runs: { type: "int", says: "how often it has run" },
        lastRun: { type: "Run", says: "its last run" },
      },
    },
    Pipeline: {
      says: "A pipeline of Azure DevOps.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        name: { type: "string", says: "its name" },
        lastResult: { type: "string", says: "`succeeded` or `failed`; empty while it runs or never ran" },
      },
    },
    Connection: {
      says: "A service connection of Azure DevOps.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        name: { type: "string", says: "its name" },
        type: { type: "string", says: "`dockerregistry` or `azurerm`" },
        username: { type: "string", says: "the user name that it signs in with; empty for an identity" },
      },
    },
  },
  terms: [
    {
      name: "cluster",
      params: texts("name"),
      returns: "Cluster",
      says: "A cluster by its name.",
      example: "cluster('shop-aks').admission == 'open'",
      atStart: true,
      read: ({ world }, name: string) => clusterView(world, name),
    },
    {
      name: "kubelet",
      params: texts("cluster"),
      returns: "string",
      says: "The identity that pulls images for a cluster, as `role` and `can` take it.",
      example: "role(kubelet('shop-aks'), 'AcrPull', 'contoso')",
      atStart: true,
      read: ({ world }, name: string) => clusterView(world, name)?.kubelet,
    },
    {
      name: "pod",
      params: texts("cluster", "name"),
      returns: "Pod",
      says: "A pod by its name, or the newest pod of a deployment by the deployment's name.",
      example: "pod('shop-aks', 'web').phase == 'Running'",
      atStart: true,
      read: ({ world }, cluster: string, name: string) => podNamed(world, cluster, name),
    },
    {
      name: "pods",
      params: texts("cluster"),
      returns: "list<Pod>",
      says: "Every pod of a cluster.",
      example: "pods('shop-aks').all(p, p.phase == 'Running')",
      atStart: true,
      read: ({ world }, cluster: string) => podsOf(world, cluster).map(({ view }) => view),
    },
    {
      name: "aci",
      params: texts("name"),
      returns: "ContainerGroup",
      says: "A container group by its name.",
      example: "!aci('report').exists",
      atStart: true,
      read: ({ world }, name: string) => {
        const row = resourceOf(world, groupType, name);
        return row && groupView(row);
      },
    },
    {
      name: "task",
      params: texts("registry", "name"),
      returns: "Task",
      says: "A task of a registry.",
      example: "task('contoso', 'nightly').triggers.schedules == ['0 2 * * *']",
      atStart: true,
      read: ({ world }, registry: string, name: string) => {
        const row = world.get("task", registry.toLowerCase(), name.toLowerCase());
        return row && taskView(world, registry.toLowerCase(), row);
      },
    },
    {
      name: "runs",
      params: texts("registry"),
      returns: "list<Run>",
      says: "Every run of a registry's tasks and quick builds.",
      example: "count(runs('contoso')) == 0",
      atStart: true,
      read: ({ world }, registry: string) =>
        Array.from(world.scan("run", [registry.toLowerCase()]), ({ row }) => runView(row)),
    },
    {
      name: "pipeline",
      params: texts("name"),
      returns: "Pipeline",
      says: "A pipeline of any project by its name.",
      example: "!pipeline('release').exists",
      atStart: true,
      read: ({ world }, name: string) => {
        for (const { rest, row } of world.scan("pipeline")) {
          if (rest[1] !== name.toLowerCase()) continue;
          const last = Array.from(world.scan("pipelineRun", [rest[0] ?? ""]), ({ row: run }) => run)
            .filter((run) => asRecord(run["pipeline"])["id"] === row["id"])
            .at(-1);
          return { exists: true, name: asText(row["name"]), lastResult: asText(last?.["result"]) };
        }
        return undefined;
      },
    },
    {
      name: "connection",
      params: texts("name"),
      returns: "Connection",
      says: "A service connection of any project by its name.",
      example: "!connection('acr').exists",
      atStart: true,
      read: ({ world }, name: string) => {
        for (const { rest, row } of world.scan("serviceConnection")) {
          if (rest[1] !== name.toLowerCase()) continue;
          const parameters = asRecord(asRecord(row["authorization"])["parameters"]);
          const username = asText(parameters["username"]) || asText(parameters["serviceprincipalid"]);
          return { exists: true, name: asText(row["name"]), type: asText(row["type"]), username };
        }
        return undefined;
      },
    },
    {
      name: "defender",
      params: texts("plan"),
      returns: "bool",
      says: "Whether a plan of Microsoft Defender for Cloud is on.",
      example: "!defender('Containers')",
      atStart: true,
      read: ({ world }, plan: string) => world.get("defenderPlan", plan.toLowerCase())?.tier === "Standard",
    },
  ],
};
