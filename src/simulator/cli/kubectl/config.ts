import { stringify } from "yaml";
import { ExitError } from "../program.ts";
import { apiVersion, kinds } from "./kinds.ts";
import { contexts, readConfig, serverOf, writeConfig } from "./kube-config.ts";
import { optional, type KubectlHandler } from "./kubectl-call.ts";
import { asPrintable } from "./objects.ts";
import { layOut } from "./tables.ts";
import { asList, asRecord } from "../../world/json.ts";

export const getContexts: KubectlHandler = ({ call }) => {
  const config = readConfig(call);
  const rows = contexts(config).map(({ name, cluster, user, namespace }) => [
    name === config["current-context"] ? "*" : "",
    name,
    cluster,
    user,
    namespace,
  ]);
  call.out(layOut(["CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE"], rows));
  return 0;
};

export const currentContext: KubectlHandler = ({ call }) => {
  const name = asPrintable(readConfig(call)["current-context"]);
  if (name === "")
    throw new ExitError(1, "error: current-context is not set", {
      code: "NoContext",
      text: "The kubeconfig has no current cluster.",
      next: "`az aks get-credentials --resource-group GROUP --name CLUSTER`",
    });
  call.out(`${name}\n`);
  return 0;
};

export const useContext: KubectlHandler = ({ call, line }) => {
  const [name = ""] = line.operands;
  const config = readConfig(call);
  if (!contexts(config).some((context) => context.name === name)) {
    throw new ExitError(1, `error: no context exists with the name: "${name}"`, {
      code: "NoContext",
      text: "The kubeconfig has no such context.",
      next: "`kubectl config get-contexts`",
    });
  }
  writeConfig(call, { ...config, "current-context": name });
  call.out(`Switched to context "${name}".\n`);
  return 0;
};

export const setContext: KubectlHandler = ({ call, line }) => {
  const config = readConfig(call);
  const name = line.on("--current") ? asPrintable(config["current-context"]) : (line.operands[0] ?? "");
  const namespace = optional(line, "--namespace");
  if (!contexts(config).some((context) => context.name === name))
    throw new ExitError(1, `error: no context exists with the name: "${name}"`);
  const changed = asList(config["contexts"]).map((context) =>
    context["name"] === name
      ? { ...context, context: { ...asRecord(context["context"]), ...(namespace !== undefined && { namespace }) } }
      : context,
  );
  writeConfig(call, { ...config, contexts: changed });
  call.out(`Context "${name}" modified.\n`);
  return 0;
};

export const viewConfig: KubectlHandler = ({ call, line }) => {
  const config = readConfig(call);
  const [current] = contexts(config).filter(({ name }) => name === config["current-context"]);
  const only = (key: string, name: string | undefined) => asList(config[key]).filter((entry) => entry["name"] === name);
  const visible = line.on("--minify")
    ? {
        ...config,
        clusters: only("clusters", current?.cluster),
        contexts: only("contexts", current?.name),
        users: only("users", current?.user),
      }
    : config;
  call.out(stringify({ apiVersion: "v1", kind: "Config", ...visible }));
  return 0;
};

export const clusterInfo: KubectlHandler = async ({ call, line, api }) => {
  await api().request("GET", "/version");
  const { url } = serverOf(call, optional(line, "--context"));
  call.out(`Kubernetes control plane is running at ${url}\n`);
  return 0;
};

export const apiResources: KubectlHandler = ({ call }) => {
  const rows = [...kinds]
    .sort((a, b) => a.group.localeCompare(b.group) || a.plural.localeCompare(b.plural))
    .map((kind) => [kind.plural, kind.short.join(","), apiVersion(kind), String(kind.namespaced), kind.kind]);
  call.out(layOut(["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND"], rows));
  return 0;
};

export const version: KubectlHandler = async ({ call, line, api }) => {
  call.out("Client Version: v1.33.4\nKustomize Version: v5.6.0\n");
  if (line.on("--client")) return 0;
  const answer = await api().request("GET", "/version");
  call.out(`Server Version: ${asPrintable(answer["gitVersion"])}\n`);
  return 0;
};
