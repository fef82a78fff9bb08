import { createArm, type ArmOptions } from "./arm/create-arm.ts";
import { operationsService } from "./arm/operations.ts";
import { containerGroupsService } from "./cluster/container-groups.ts";
import { kubeletService } from "./cluster/kubelet.ts";
import { pipelinesService } from "./cluster/pipelines.ts";
import type { CloudParts } from "./simulator.ts";
import { createInternet } from "./internet/create-internet.ts";
import { createOtherHosts } from "./internet/create-other-hosts.ts";
import { createOci } from "./oci/create-oci.ts";
import { createThrottle } from "./oci/throttle.ts";
import { runCredentials } from "./services/tasks/run-credentials.ts";
import { cacheService } from "./services/cache.ts";
import { collectionService } from "./services/collection.ts";
import { quarantineService } from "./services/quarantine.ts";
import { replicationService } from "./services/replication.ts";
import { retentionService } from "./services/retention.ts";
import { scanningService } from "./services/scanning.ts";
import { createTaskRuns } from "./services/tasks/runs.ts";
import { webhookDeliveryService } from "./services/webhook-delivery.ts";

export { syntheticBlobs } from "./images/bulk-layers.ts";

export interface StartOptions extends ArmOptions {
  /** Switches off the limits on requests at once and per minute, for benchmarks; they hold when left out. */
  limits?: boolean;
}

/** Every plane and service of the simulated cloud. */
export const cloudParts = (options: StartOptions = {}): CloudParts => ({
  planes: (cloud, send) => ({
    arm: createArm(cloud, options),
    oci: createOci(cloud, createThrottle(cloud, { limits: options.limits ?? true })),
    internet: createOtherHosts(cloud, send, createInternet(cloud)),
  }),
  services: [
    operationsService,
    replicationService,
    collectionService,
    quarantineService,
    webhookDeliveryService,
    retentionService,
    cacheService,
    scanningService,
    createTaskRuns(runCredentials),
    kubeletService,
    containerGroupsService,
    pipelinesService,
  ],
});
