import { createDirectory, directoryHost } from "../directory/graph.ts";
import { createMetadataService, metadataHost } from "../directory/instance-metadata.ts";
import { createSignIn, signInHost } from "../directory/sign-in.ts";
import { createKubernetesApi } from "../cluster/kubernetes-api.ts";
import { createPipelinesApi, pipelinesHost } from "../cluster/pipelines-api.ts";
import type { Cloud } from "../registry/cloud.ts";
import type { Plane } from "../world/cloud.ts";

/** Hands requests to the part of the cloud that owns their host; every other host is one on the internet. */
export function createOtherHosts(cloud: Cloud, send: Plane, internet: Plane): Plane {
  const byHost = new Map<string, Plane>([
    [directoryHost, createDirectory(cloud)],
    [signInHost, createSignIn(cloud)],
    [metadataHost, createMetadataService(cloud)],
    [pipelinesHost, createPipelinesApi(cloud)],
  ]);
  const kubernetes = createKubernetesApi(cloud, send);
  return (request, origin) => {
    const host = new URL(request.url).hostname;
    const plane = byHost.get(host) ?? (host.endsWith(".azmk8s.io") ? kubernetes : internet);
    return plane(request, origin);
  };
}
