import type { Cloud } from "../registry/cloud.ts";
import type { TrustPolicy } from "../signing/trust-policy.ts";
import { verifyImage } from "../signing/verify-image.ts";
import type { Plane } from "../world/cloud.ts";
import { machineOf } from "./cluster-machine.ts";
import { parseImage } from "./node-image.ts";
import { nameOf, objectsOf, specOf } from "./objects.ts";
import { registryClient } from "./registry-access.ts";
import { asList, asText, type JsonRecord } from "../world/json.ts";

export type AdmissionVerdict = { allowed: true } | { allowed: false; message: string };

/**
 * Asks every image policy of the cluster about a pod: with an active one, only images with a signature that its trust
 * policies accept come in. Without a policy everything does.
 */
export async function admit(
  cloud: Cloud,
  send: Plane,
  cluster: string,
  namespace: string,
  pod: JsonRecord,
): Promise<AdmissionVerdict> {
  const policies = objectsOf(cloud.world(), cluster, "", "ImagePolicy").filter(
    (policy) => specOf(policy)["enabled"] !== false,
  );
  if (policies.length === 0) return { allowed: true };
  const [first] = objectsOf(cloud.world(), cluster, "", "Node");
  const probe = { ...pod, spec: { ...specOf(pod), nodeName: nameOf(first) } };
  const machine = machineOf(cloud, cluster, namespace, probe);
  if (!machine) return { allowed: false, message: "the cluster has no node from which an image could be verified" };
  for (const policy of policies) {
    const exempt = specOf(policy)["excludedNamespaces"];
    if (Array.isArray(exempt) && exempt.includes(namespace)) continue;
    const trust = asList(specOf(policy)["trustPolicies"]) as unknown as TrustPolicy[];
    for (const container of asList(specOf(pod)["containers"])) {
      const image = asText(container["image"]);
      const clientFor = (host: string) => registryClient(cloud, send, machine, host);
      const verified = await verifyImage(clientFor, parseImage(image)?.full ?? image, trust);
      if (verified.ok) continue;
      const name = nameOf(policy);
      const message = `admission webhook "validation.gatekeeper.sh" denied the request: [${name}] image ${image} of container ${asText(container["name"])} is not trusted: ${verified.refusal.message}`;
      return { allowed: false, message };
    }
  }
  return { allowed: true };
}
