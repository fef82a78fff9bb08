import type { Cloud } from "../registry/cloud.ts";
import type { TrustPolicy } from "../signing/trust-policy.ts";
import { verifyImage } from "../signing/verify-image.ts";
import type { Plane } from "../world/cloud.ts";
import { machineOf } from "./cluster-machine.ts";
import { parseImage, type PullingMachine } from "./node-image.ts";
import { nameOf, objectsOf, specOf } from "./objects.ts";
import { answerChallenge, readChallenge } from "./registry-login.ts";
import { asList, asText, type JsonRecord } from "../world/json.ts";

export type AdmissionVerdict = { allowed: true } | { allowed: false; message: string };

/** A token to read an image's repository with, got as a pull gets it; none where the registry asks for none. */
async function authorizationFor(cloud: Cloud, send: Plane, machine: PullingMachine, image: string) {
  const name = parseImage(image);
  if (!name) return undefined;
  const url = `https://${name.host}/v2/${name.repository}/manifests/${name.reference}`;
  const response = await send(new Request(url, { method: "HEAD" }), machine.origin);
  const challenge = response.status === 401 ? readChallenge(response.headers.get("www-authenticate")) : undefined;
  if (!challenge) return undefined;
  const answer = await answerChallenge(cloud, send, machine, name.host, challenge);
  return answer.ok ? answer.header : undefined;
}

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
    (one) => specOf(one)["enabled"] !== false,
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
      const authorization = await authorizationFor(cloud, send, machine, image);
      const verified = await verifyImage(send, machine.origin, parseImage(image)?.full ?? image, trust, {
        hash: cloud.hash,
        ...(authorization !== undefined && { authorization }),
      });
      if (verified.verified) continue;
      const name = nameOf(policy);
      const message = `admission webhook "validation.gatekeeper.sh" denied the request: [${name}] image ${image} of container ${asText(container["name"])} is not trusted: ${verified.reason}`;
      return { allowed: false, message };
    }
  }
  return { allowed: true };
}
