import * as v from "valibot";
import { regionName, registryKey } from "./content-tables.ts";
import { anything, count, object, text, textMap, type Schema } from "./row-schemas.ts";

const podPull = {
  cluster: text,
  namespace: text,
  pod: text,
  /** Tells this pod from a later one of the same name. */
  uid: text,
  /** How often it failed so far. */
  failures: count,
};

const podEvent = object(podPull);

const ofRegistry = object({ key: registryKey });
const ofReplica = object({ key: registryKey, region: regionName });

const completion = v.variant("name", [
  v.looseObject({ name: v.literal("registry.settled"), payload: ofRegistry }),
  v.looseObject({ name: v.literal("registry.removed"), payload: ofRegistry }),
  v.looseObject({ name: v.literal("replication.ready"), payload: ofReplica }),
  v.looseObject({ name: v.literal("replication.gone"), payload: ofReplica }),
  v.looseObject({ name: v.literal("group.removed"), payload: object({ group: text }) }),
  v.looseObject({ name: v.literal("cluster.ready"), payload: object({ id: text }) }),
]);

type AnyCompletion = v.InferOutput<typeof completion>;

/** A pod whose node has to have the images of its containers. */
export type PodEvent = v.InferOutput<typeof podEvent>;

/** Name of a change that is made at the end of a long-running operation. */
export type CompletionName = AnyCompletion["name"];

export type CompletionPayloads = { [Completion in AnyCompletion as Completion["name"]]: Completion["payload"] };

/** What a long-running operation changes at its end, by a name: a world holds plain data only. */
export interface Completion<Name extends CompletionName = CompletionName> {
  name: Name;
  payload: CompletionPayloads[Name];
}

/** Events of ARM resources outside a registry, by kind: operations, container groups, clusters and pipelines. */
export const resourceEvents = {
  "arm.operationDone": object({ id: text, ending: v.optional<Schema<Completion>>(completion) }),
  /** The images of a container group are pulled. */
  "containerGroup.start": object({ id: text }),
  "containerGroup.running": object({ id: text, logs: textMap, events: v.array(anything) }),
  "kubelet.pull": podEvent,
  "kubelet.backOff": object({ ...podPull, image: text, reason: text }),
  /** The images are there. `output` is what each container prints, by its name. */
  "kubelet.start": object({ ...podPull, output: textMap }),
  /** The deployments of a namespace are brought nearer to what they ask for. */
  "cluster.reconcile": object({ cluster: text, namespace: text }),
  "pipeline.run": object({ project: text, run: text, pipeline: text }),
};
