import type { CommandDefinition, OptionDefinition } from "../definition.ts";

const common: OptionDefinition[] = [
  { flags: ["--namespace", "-n"], value: "string", help: "Namespace of the request." },
  { flags: ["--context"], value: "string", help: "Context of the kubeconfig to use." },
];

const output: OptionDefinition = {
  flags: ["--output", "-o"],
  value: "string",
  help: "json, yaml, name, wide, jsonpath=… or custom-columns=…",
};

const selector: OptionDefinition = {
  flags: ["--selector", "-l"],
  value: "string",
  help: "Labels to filter by: app=web.",
};
const files: OptionDefinition = {
  flags: ["--filename", "-f"],
  value: "strings",
  help: "File or folder with manifests; - is standard input.",
  repeatable: true,
  live: "file",
};
const everywhere: OptionDefinition = { flags: ["--all-namespaces", "-A"], help: "In every namespace." };
const dryRun: OptionDefinition = {
  flags: ["--dry-run"],
  value: "string",
  help: "client prints without sending; none sends.",
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
    "Display one or many resources.",
    "(TYPE [NAME ...] | TYPE/NAME ...)",
    [
      output,
      selector,
      everywhere,
      files,
      { flags: ["--field-selector"], value: "string", help: "Fields to filter by: status.phase=Running." },
      { flags: ["--no-headers"], help: "Leave the titles out." },
      { flags: ["--show-labels"], help: "Add a column with the labels." },
      { flags: ["--watch", "-w"], help: "Follow changes; not simulated, wait and get again." },
      { flags: ["--ignore-not-found"], help: "Print nothing when an object is missing." },
    ],
    ["kubectl get pods", "kubectl get deployment -o wide"],
  ),
  define(
    "describe",
    "Show details of a resource, with its events.",
    "(TYPE [NAME] | TYPE/NAME)",
    [selector, everywhere],
    ["kubectl describe pods"],
  ),
  define(
    "logs",
    "Print what a container wrote.",
    "(POD | TYPE/NAME)",
    [
      { flags: ["--container", "-c"], value: "string", help: "Name of the container." },
      { flags: ["--tail"], value: "int", help: "Only the last lines.", default: "-1" },
      { flags: ["--follow", "-f"], help: "Go on as long as it writes; what it wrote is all there is." },
      { flags: ["--previous", "-p"], help: "Of the container before the last restart." },
      selector,
    ],
    ["kubectl logs deployment/app --tail=20", "kubectl logs --selector app=app"],
  ),
  define(
    "apply",
    "Apply a manifest: create what is missing, change what differs.",
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
    "Create a deployment of an image.",
    "NAME",
    [
      {
        flags: ["--image"],
        value: "strings",
        help: "Image of a container.",
        required: true,
        repeatable: true,
        live: "remoteImage",
      },
      { flags: ["--replicas", "-r"], value: "int", help: "How many pods.", default: "1" },
      { flags: ["--port"], value: "int", help: "Port that the container listens on." },
      dryRun,
      output,
    ],
    ["kubectl create deployment web --image=mcr.microsoft.com/azuredocs/aks-helloworld:v1"],
  ),
  define("create namespace", "Create a namespace.", "NAME", [dryRun, output], ["kubectl create namespace shop"]),
  define(
    "create secret docker-registry",
    "Create a secret to pull images with.",
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
      { flags: ["--docker-email"], value: "string", help: "Address; registries do not use it." },
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
      { flags: ["--from-literal"], value: "strings", help: "key=value", repeatable: true },
      { flags: ["--from-file"], value: "strings", help: "[key=]file", repeatable: true, live: "file" },
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
    "Start one pod of an image.",
    "NAME",
    [
      { flags: ["--image"], value: "string", help: "Image to run.", required: true, live: "remoteImage" },
      {
        flags: ["--restart"],
        value: "string",
        help: "Always, OnFailure or Never.",
        default: "Always",
        choices: ["Always", "OnFailure", "Never"],
      },
      { flags: ["--image-pull-policy"], value: "string", help: "Always, IfNotPresent or Never." },
      { flags: ["--overrides"], value: "string", help: "JSON merged into the pod." },
      dryRun,
      output,
    ],
    ["kubectl run probe --image=mcr.microsoft.com/azuredocs/aks-helloworld:v1"],
  ),
  define(
    "set image",
    "Change the image of a container.",
    "(TYPE/NAME) CONTAINER=IMAGE ...",
    [dryRun, output],
    ["kubectl set image deployment/app app=contoso.azurecr.io/app:v1"],
  ),
  define(
    "scale",
    "Change how many pods a deployment has.",
    "(TYPE/NAME | TYPE NAME)",
    [{ flags: ["--replicas"], value: "int", help: "How many pods.", required: true }, dryRun, output],
    ["kubectl scale deployment/app --replicas=3"],
  ),
  define(
    "patch",
    "Merge a change into a resource.",
    "(TYPE/NAME | TYPE NAME)",
    [
      { flags: ["--patch", "-p"], value: "string", help: "The change as JSON or YAML.", required: true },
      { flags: ["--type"], value: "string", help: "merge or strategic; both merge here.", default: "strategic" },
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
    "Wait until a rollout is finished.",
    "(TYPE/NAME | TYPE NAME)",
    [
      {
        flags: ["--timeout"],
        value: "duration",
        help: "Longest time to wait, e.g. 60s; 0 is the deployment's own deadline.",
        default: "0s",
      },
      { flags: ["--watch", "-w"], help: "Wait for the end.", default: "true" },
    ],
    ["kubectl rollout status deployment/app --timeout=60s"],
  ),
  define(
    "rollout restart",
    "Make the pods anew.",
    "(TYPE/NAME | TYPE NAME)",
    [],
    ["kubectl rollout restart deployment/app"],
  ),
  define(
    "rollout undo",
    "Go back to the template before.",
    "(TYPE/NAME | TYPE NAME)",
    [],
    ["kubectl rollout undo deployment/app"],
  ),
  define(
    "wait",
    "Wait for a condition.",
    "(TYPE/NAME)",
    [
      { flags: ["--for"], value: "string", help: "condition=Ready, condition=Available or delete.", required: true },
      { flags: ["--timeout"], value: "duration", help: "Longest time to wait.", default: "30s" },
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
      { flags: ["--all"], help: "Everything of the type in the namespace." },
      { flags: ["--ignore-not-found"], help: "Missing objects are fine." },
    ],
    ["kubectl delete deployment app", "kubectl delete pods --selector app=app"],
  ),
  define("config get-contexts", "List the contexts of the kubeconfig.", "", [], ["kubectl config get-contexts"]),
  define("config current-context", "Print the current context.", "", [], ["kubectl config current-context"]),
  define(
    "config use-context",
    "Change the current context.",
    "CONTEXT_NAME",
    [],
    ["kubectl config use-context shop-aks"],
  ),
  define(
    "config view",
    "Print the kubeconfig.",
    "",
    [{ flags: ["--minify"], help: "Only the current context." }],
    ["kubectl config view --minify"],
  ),
  define(
    "config set-context",
    "Set the namespace of a context.",
    "[NAME]",
    [{ flags: ["--current"], help: "Of the current context." }],
    ["kubectl config set-context --current --namespace=kube-system"],
  ),
  define("cluster-info", "Print the address of the cluster.", "", [], ["kubectl cluster-info"]),
  define("api-resources", "List the kinds that the cluster serves.", "", [], ["kubectl api-resources"]),
  define(
    "version",
    "Print the versions of client and server.",
    "",
    [{ flags: ["--client"], help: "Only the client." }],
    ["kubectl version", "kubectl version --client"],
  ),
];
