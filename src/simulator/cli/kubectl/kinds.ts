/** A kind of object as kubectl names it. */
export interface Kind {
  kind: string;
  plural: string;
  singular: string;
  short: readonly string[];
  /** Group of the API; empty for the core. */
  group: string;
  version: string;
  namespaced: boolean;
}

const kind = (
  name: string,
  plural: string,
  short: string[] = [],
  group = "",
  namespaced = true,
  version = "v1",
): Kind => ({
  kind: name,
  plural,
  singular: name.toLowerCase(),
  short,
  group,
  version,
  namespaced,
});

/** Kinds that the clusters serve. */
export const kinds: readonly Kind[] = [
  kind("ConfigMap", "configmaps", ["cm"]),
  kind("Event", "events", ["ev"]),
  kind("Namespace", "namespaces", ["ns"], "", false),
  kind("Node", "nodes", ["no"], "", false),
  kind("Pod", "pods", ["po"]),
  kind("Secret", "secrets"),
  kind("ServiceAccount", "serviceaccounts", ["sa"]),
  kind("Service", "services", ["svc"]),
  kind("Deployment", "deployments", ["deploy"], "apps"),
  kind("ReplicaSet", "replicasets", ["rs"], "apps"),
  kind("ImagePolicy", "imagepolicies", [], "policy.drydock.dev", false),
];

/**
 * Returns the kind that a word on the command line means, in any case: `po`, `pod`, `pods`, `deployments.apps`, `Deployment`.
 * Undefined for one that the clusters don't serve.
 */
export function kindOf(word: string): Kind | undefined {
  const typedKind = word.toLowerCase();
  return kinds.find(({ plural, singular, short, group }) =>
    [plural, singular, ...short].some(
      (name) => typedKind === name || (group !== "" && typedKind === `${name}.${group}`),
    ),
  );
}

/** Returns how kubectl names an object's kind in its messages: `pod`, `deployment.apps`. */
export const resourceName = ({ singular, group }: Kind): string => (group === "" ? singular : `${singular}.${group}`);

/** Returns the `apiVersion` of a kind's objects: `v1`, `apps/v1`. */
export const apiVersion = ({ group, version }: Kind): string => (group === "" ? version : `${group}/${version}`);

/** Returns the API server's path of the objects of a kind, or of the one called `name`. The namespace counts only for namespaced kinds. */
export function pathOf({ plural, group, version, namespaced }: Kind, namespace: string, name?: string): string {
  const base = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const within = namespaced && namespace !== "" ? `/namespaces/${namespace}` : "";
  return `${base}${within}/${plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
}
