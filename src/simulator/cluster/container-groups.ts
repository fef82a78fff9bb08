import type { Actor, Cloud, Reaction, Service } from "../registry/cloud.ts";
import { enqueue, isoTime, now } from "../world/clock.ts";
import type { ArmResource } from "../world/cloud-tables.ts";
import { ok } from "../world/result.ts";
import type { Draft, Reader } from "../world/world.ts";
import type { PullingMachine } from "./node-image.ts";
import { processOutput } from "./process-output.ts";
import { pullImage, pullTime } from "./pull-image.ts";
import { asList, asRecord, asText, type JsonRecord } from "../world/json.ts";

/** Object id of the identity that a group pulls from a registry with: the one its credential names, else its own. */
function identityFor(group: ArmResource, server: string): string | undefined {
  const credential = asList(group.properties["imageRegistryCredentials"]).find(
    (entry) => asText(entry["server"]).toLowerCase() === server,
  );
  const id = asText(credential?.["identity"]);
  if (id === "") return undefined;
  const assigned = Object.entries(asRecord(group.identity?.["userAssignedIdentities"]));
  const found = assigned.find(([key]) => key.toLowerCase() === id.toLowerCase());
  return asText(asRecord(found?.[1])["principalId"]) || asText(group.identity?.["principalId"]) || undefined;
}

/** A container group as a machine that pulls from the registry of an image. */
function machineFor(reader: Reader, group: ArmResource, image: string): PullingMachine {
  const server = image.split("/")[0]?.toLowerCase() ?? "";
  const subnetId = asText(asList(group.properties["subnetIds"])[0]?.["id"]);
  const identity = identityFor(group, server);
  const credentials = asList(group.properties["imageRegistryCredentials"])
    .filter((credential) => credential["password"] !== undefined)
    .map((credential) => ({
      server: asText(credential["server"]).toLowerCase(),
      username: asText(credential["username"]),
      password: asText(credential["password"]),
    }));
  return {
    origin: {
      address: asText(group.properties["outboundAddress"]),
      region: group.location,
      ...(reader.has("resource", subnetId.toLowerCase()) && { subnetId }),
    },
    platform: { os: asText(group.properties["osType"]).toLowerCase() || "linux", architecture: "amd64" },
    ...(identity !== undefined && { identity }),
    credentials,
  };
}

function setState(
  draft: Draft,
  id: string,
  provisioningState: string,
  state: string,
  more: JsonRecord = {},
  events: JsonRecord[] = [],
) {
  draft.update("resource", [id], (row) => {
    const view = asRecord(row.properties["instanceView"]);
    const all = [...asList(view["events"]), ...events];
    return {
      ...row,
      properties: { ...row.properties, ...more, provisioningState, instanceView: { state, events: all } },
    };
  });
}

function event(cloud: Cloud, type: string, name: string, message: string): JsonRecord {
  const at = isoTime(now(cloud.world()));
  return { count: 1, firstTimestamp: at, lastTimestamp: at, name, message, type };
}

/** Pulls the images of a group; one that cannot be had makes the deployment fail, as the service does. */
const start: Actor<"containerGroup.start"> = async ({ payload }, { cloud, send }) => {
  const { id } = payload;
  const group = cloud.world().get("resource", id);
  if (!group) return;
  const logs: Record<string, string> = {};
  const events: JsonRecord[] = [];
  let wait = 0;
  for (const container of asList(group.properties["containers"])) {
    const inner = asRecord(container["properties"]);
    const image = asText(inner["image"]);
    events.push(event(cloud, "Normal", "Pulling", `pulling image "${image}"`));
    const result = await pullImage(cloud, send, image, machineFor(cloud.world(), group, image));
    if (!result.ok) {
      const message =
        `The image '${image}' in container group '${group.name}' is not accessible. Please check the image and registry ` +
        "credential.";
      events.push(event(cloud, "Warning", "Failed", `Failed to pull image "${image}": ${result.refusal.message}`));
      const error = { code: "InaccessibleImage", message, detail: result.refusal.message };
      cloud.transact((draft) => ok(setState(draft, id, "Failed", "Failed", { error }, events)));
      return;
    }
    wait += pullTime(result.value);
    logs[asText(container["name"])] = processOutput(result.value, {
      command: inner["command"],
      env: inner["environmentVariables"],
    });
    events.push(event(cloud, "Normal", "Pulled", `Successfully pulled image "${image}"`));
  }
  cloud.transact((draft) => ok(enqueue(draft, "containerGroup.running", { id, logs, events }, wait)));
};

const running: Reaction<"containerGroup.running"> = (draft, { payload }) => {
  const { id, logs, events } = payload;
  const group = draft.get("resource", id);
  if (!group) return;
  const at = isoTime(now(draft));
  const ended = group.properties["restartPolicy"] !== "Always";
  const containers = asList(group.properties["containers"]).map((container) => ({
    ...container,
    properties: {
      ...asRecord(container["properties"]),
      instanceView: {
        restartCount: 0,
        currentState: ended
          ? { state: "Terminated", exitCode: 0, finishTime: at, detailStatus: "Completed" }
          : { state: "Running", startTime: at, detailStatus: "" },
      },
    },
  }));
  const started = asList(group.properties["containers"]).map(({ name }) => ({
    count: 1,
    firstTimestamp: at,
    lastTimestamp: at,
    name: "Started",
    message: `Started container ${asText(name)}`,
    type: "Normal",
  }));
  const state = ended ? "Succeeded" : "Running";
  setState(draft, id, "Succeeded", state, { containers, logs }, [...events, ...started]);
};

/** Container groups: they pull with their own credentials or identity and start. */
export const containerGroupsService: Service = {
  reactions: { "containerGroup.running": running },
  actors: { "containerGroup.start": start },
};
