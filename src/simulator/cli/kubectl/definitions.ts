import type { CommandDefinition, OptionDefinition } from "../definition.ts";

const common: OptionDefinition[] = [
  { flags: ["--namespace", "-n"], value: "string", help: "Namespace of the request." },
  { flags: ["--context"], value: "string", help: "Kubeconfig context to use." },
];

const output: OptionDefinition = {
  flags: ["--output", "-o"],
  value: "string",
  help: "Output format: json, yaml, name, wide, jsonpath=… or custom-columns=…",
};

const selector: OptionDefinition = {
  flags: ["--selector", "-l"],
  value: "string",
  help: "Label selector to filter by, such as app=web.",
};
const files: OptionDefinition = {
  flags: ["--filename", "-f"],
  value: "strings",
  help: "File or folder with manifests; - reads standard input.",
  repeatable: true,
  live: "file",
};
const everywhere: OptionDefinition = { flags: ["--all-namespaces", "-A"], help: "Include all namespaces." };
const dryRun: OptionDefinition = {
  flags: ["--dry-run"],
  value: "string",
  help: "Dry run mode: client prints the object without sending it; none sends it.",
  default: "none",
};

const define = (
  name: string,
  summary: string,
  operands: string,
  options: OptionDefinition[],
  examples: string[] = [],
): CommandDefinition => ({
  name: `kubectl ${name}`,
  summary,
  operands: operands === "" ? [] : [{ name: operands, required: operands.startsWith("("), many: true }],
  options: [...options, ...common],
  examples,
});

/** What this kubectl can do. */
export const kubectlCommands: readonly CommandDefinition[] = [
  define(
    "get",
    "Show one or more resources.",
    "(TYPE [NAME ...] | TYPE/NAME ...)",
    [
      output,
      selector,
      everywhere,
      files,
      {
        flags: ["--field-selector"],
        value: "string",
        help: "Field selector to filter by, such as status.phase=Running.",
      },
      { flags: ["--no-headers"], help: "Don't print column headers." },
      { flags: ["--show-labels"], help: "Add a column with the labels." },
      { flags: ["--watch", "-w"], help: "Watch for changes; not simulated, so run the command again." },
      { flags: ["--ignore-not-found"], help: "Don't report missing objects." },
    ],
    ["kubectl get pods", "kubectl get deployment -o wide"],
  ),
  define(
    "describe",
    "Show the details and events of a resource.",
    "(TYPE [NAME] | TYPE/NAME)",
    [selector, everywhere],
    ["kubectl describe pods"],
  ),
  define(
    "logs",
    "Print the logs of a container.",
    "(POD | TYPE/NAME)",
    [
      { flags: ["--container", "-c"], value: "string", help: "Name of the container." },
      { flags: ["--tail"], value: "int", help: "Number of most recent lines to print.", default: "-1" },
      { flags: ["--follow", "-f"], help: "Stream the logs; the simulator prints the existing lines." },
      { flags: ["--previous", "-p"], help: "Print the logs of the container before its last restart." },
      selector,
    ],
    ["kubectl logs deployment/app --tail=20", "kubectl logs --selector app=app"],
  ),
  define(
    "apply",
    "Apply a manifest: create missing resources and update changed ones.",
    "",
    [files, dryRun, output, selector],
    ["kubectl apply -f deployment.yaml"],
  ),
  define(
    "create",
    "Create resources from a file.",
    "",
    [files, dryRun, output],
    ["kubectl create -f deployment.yaml", "kubectl create -f deployment.yaml --dry-run=client -o yaml"],
  ),
  define(
    "create deployment",
    "Create a deployment that runs an image.",
    "NAME",
    [
      {
        flags: ["--image"],
        value: "strings",
        help: "Container image.",
        required: true,
        repeatable: true,
        live: "remoteImage",
      },
      { flags: ["--replicas", "-r"], value: "int", help: "Number of pods.", default: "1" },
      { flags: ["--port"], value: "int", help: "Port that the container listens on." },
      dryRun,
      output,
    ],
    ["kubectl create deployment web --image=mcr.microsoft.com/azuredocs/aks-helloworld:v1"],
  ),
  define("create namespace", "Create a namespace.", "NAME", [dryRun, output], ["kubectl create namespace shop"]),
  define(
    "create secret docker-registry",
    "Create a secret with registry credentials for image pulls.",
    "NAME",
    [
      {
        flags: ["--docker-server"],
        value: "string",
        help: "Login server of the registry.",
        default: "https://index.docker.io/v1/",
        live: "loginServer",
      },
      { flags: ["--docker-username"], value: "string", help: "User name.", required: true },
      { flags: ["--docker-password"], value: "string", help: "Password.", required: true },
      { flags: ["--docker-email"], value: "string", help: "Email address; registries ignore it." },
      dryRun,
      output,
    ],
    [
      'kubectl create secret docker-registry contoso-pull --docker-server=contoso.azurecr.io --docker-username=partner1 --docker-password="$(cat token.txt)"',
    ],
  ),
  define(
    "create secret generic",
    "Create a secret from values.",
    "NAME",
    [
      { flags: ["--from-literal"], value: "strings", help: "Value as key=value.", repeatable: true },
      { flags: ["--from-file"], value: "strings", help: "File as [key=]file.", repeatable: true, live: "file" },
      { flags: ["--type"], value: "string", help: "Type of the secret." },
      dryRun,
      output,
    ],
    [
      "kubectl create secret generic hook --from-literal=key=s3cret",
      "kubectl create secret generic partner --from-file=token=token.txt",
    ],
  ),
  define(
    "run",
    "Run an image in a pod.",
    "NAME",
    [
      { flags: ["--image"], value: "string", help: "Image to run.", required: true, live: "remoteImage" },
      {
        flags: ["--restart"],
        value: "string",
        help: "Restart policy: Always, OnFailure or Never.",
        default: "Always",
        choices: ["Always", "OnFailure", "Never"],
      },
      { flags: ["--image-pull-policy"], value: "string", help: "Image pull policy: Always, IfNotPresent or Never." },
      { flags: ["--overrides"], value: "string", help: "JSON to merge into the pod." },
      dryRun,
      output,
    ],
    ["kubectl run probe --image=mcr.microsoft.com/azuredocs/aks-helloworld:v1"],
  ),
  define(
    "set image",
    "Update the image of a container.",
    "(TYPE/NAME) CONTAINER=IMAGE ...",
    [dryRun, output],
    ["kubectl set image deployment/app app=contoso.azurecr.io/app:v1"],
  ),
  define(
    "scale",
    "Set the number of pods of a deployment.",
    "(TYPE/NAME | TYPE NAME)",
    [{ flags: ["--replicas"], value: "int", help: "Number of pods.", required: true }, dryRun, output],
    ["kubectl scale deployment/app --replicas=3"],
  ),
  define(
    "patch",
    "Update fields of a resource with a patch.",
    "(TYPE/NAME | TYPE NAME)",
    [
      { flags: ["--patch", "-p"], value: "string", help: "Patch as JSON or YAML.", required: true },
      {
        flags: ["--type"],
        value: "string",
        help: "Patch type: merge or strategic; the simulator handles both as merge.",
        default: "strategic",
      },
      dryRun,
      output,
    ],
    [
      `kubectl patch deployment app -p '{"spec":{"replicas":3}}'`,
      `kubectl patch serviceaccount default -p '{"imagePullSecrets":[{"name":"contoso-pull"}]}'`,
    ],
  ),
  define(
    "rollout status",
    "Show the status of a rollout and wait until it finishes.",
    "(TYPE/NAME | TYPE NAME)",
    [
      {
        flags: ["--timeout"],
        value: "duration",
        help: "Maximum time to wait, such as 60s; 0 waits until the deployment's own deadline.",
        default: "0s",
      },
      { flags: ["--watch", "-w"], help: "Wait until the rollout finishes.", default: "true" },
    ],
    ["kubectl rollout status deployment/app --timeout=60s"],
  ),
  define(
    "rollout restart",
    "Restart the pods of a resource.",
    "(TYPE/NAME | TYPE NAME)",
    [],
    ["kubectl rollout restart deployment/app"],
  ),
  define(
    "rollout undo",
    "Roll back to the previous revision.",
    "(TYPE/NAME | TYPE NAME)",
    [],
    ["kubectl rollout undo deployment/app"],
  ),
  define(
    "wait",
    "Wait for a condition on a resource.",
    "(TYPE/NAME)",
    [
      {
        flags: ["--for"],
        value: "string",
        help: "Condition to wait for: condition=Ready, condition=Available or delete.",
        required: true,
      },
      { flags: ["--timeout"], value: "duration", help: "Maximum time to wait.", default: "30s" },
    ],
    ["kubectl wait deployment/app --for=condition=Available --timeout=60s"],
  ),
  define(
    "delete",
    "Delete resources.",
    "(TYPE [NAME ...] | TYPE/NAME ...)",
    [
      files,
      selector,
      { flags: ["--all"], help: "Delete all resources of the type in the namespace." },
      { flags: ["--ignore-not-found"], help: "Treat missing objects as deleted." },
    ],
    ["kubectl delete deployment app", "kubectl delete pods --selector app=app"],
  ),
  define("config get-contexts", "List the contexts of the kubeconfig.", "", [], ["kubectl config get-contexts"]),
  define("config current-context", "Print the current context.", "", [], ["kubectl config current-context"]),
  define("config use-context", "Set the current context.", "CONTEXT_NAME", [], ["kubectl config use-context shop-aks"]),
  define(
    "config view",
    "Print the kubeconfig.",
    "",
    [{ flags: ["--minify"], help: "Show only the current context." }],
    ["kubectl config view --minify"],
  ),
  define(
    "config set-context",
    "Set the namespace of a context.",
    "[NAME]",
    [{ flags: ["--current"], help: "Set the current context." }],
    ["kubectl config set-context --current --namespace=kube-system"],
  ),
  define("cluster-info", "Show the address of the cluster.", "", [], ["kubectl cluster-info"]),
  define("api-resources", "List the resource types that the cluster supports.", "", [], ["kubectl api-resources"]),
  define(
    "version",
    "Show the versions of the client and the server.",
    "",
    [{ flags: ["--client"], help: "Show only the client version." }],
    ["kubectl version", "kubectl version --client"],
  ),
];
