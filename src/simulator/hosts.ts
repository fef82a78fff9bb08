import { createDirectory, directoryHost } from "./arm/cloud-directory.ts";
import { createMetadataService, metadataHost } from "./arm/cloud-metadata.ts";
import { createSignIn, signInHost } from "./arm/cloud-sign-in.ts";
import { createKubernetesApi } from "./cluster/kubernetes-api.ts";
import { createPipelinesApi, pipelinesHost } from "./cluster/pipelines-api.ts";
import type { Cloud } from "./registry/cloud.ts";
import type { Plane } from "./world/cloud.ts";

/** Hands requests to the part of the cloud that owns their host; every other host is elsewhere. */
export function createOtherHosts(cloud: Cloud, send: Plane, elsewhere: Plane): Plane {
  const byHost = new Map<string, Plane>([
    [directoryHost, createDirectory(cloud)],
    [signInHost, createSignIn(cloud)],
    [metadataHost, createMetadataService(cloud)],
    [pipelinesHost, createPipelinesApi(cloud)],
  ]);
  const kubernetes = createKubernetesApi(cloud, send);
  return (request, origin) => {
    const host = new URL(request.url).hostname;
    const plane = byHost.get(host) ?? (host.endsWith(".azmk8s.io") ? kubernetes : elsewhere);
    return plane(request, origin);
  };
}
