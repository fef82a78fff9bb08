import { principalsNamed } from "../identity/directory.ts";
import type { BuiltImage } from "../images/build-image.ts";
import type { Actor, Cloud, Service } from "../registry/cloud.ts";
import { isoTime, now } from "../world/clock.ts";
import type { Plane } from "../world/cloud.ts";
import { ok, failWith, type Failure, type Result } from "../world/result.ts";
import { AgentDocker, dockerLogin } from "./agent-docker.ts";
import type { PullingMachine } from "./node-image.ts";
import { expand, readPipeline, type PipelineStep } from "./pipeline-yaml.ts";
import { asRecord, asText, type JsonRecord } from "../world/json.ts";

/** A Microsoft-hosted agent; its address is one of many and in no rule of anybody. */
const agent = { address: "20.190.64.17", region: "westeurope" };

interface Job {
  cloud: Cloud;
  send: Plane;
  project: string;
  variables: Record<string, string>;
  files: Record<string, string>;
  log: string[];
  /** Images that the agent has built, by repository and tag. */
  built: Map<string, BuiltImage>;
  /** Connections that a login left signed in, by registry host. */
  signedIn: Map<string, PullingMachine>;
}

function connection({ cloud, project }: Job, name: string): Result<JsonRecord, Failure> {
  for (const { row } of cloud.world().scan("serviceConnection", [project])) {
    if (row["id"] === name || asText(row["name"]).toLowerCase() === name.toLowerCase()) return ok(row);
  }
  return failWith(
    "ConnectionUnknown",
    `There was a resource authorization issue: "The pipeline is not valid. Service connection ${name} could not be found."`,
  );
}

const parametersOf = (row: JsonRecord): JsonRecord => asRecord(asRecord(row["authorization"])["parameters"]);

/** The agent as a machine that holds what a Docker registry connection holds: a principal's secret, or a user name. */
function machineWith(row: JsonRecord): { host: string; machine: PullingMachine } {
  const parameters = parametersOf(row);
  const server = asText(parameters["loginServer"]) || asText(parameters["registry"]);
  const host = server.replace(/^https?:\/\//, "").split("/")[0] ?? "";
  const username = asText(parameters["serviceprincipalid"]) || asText(parameters["username"]);
  const password = asText(parameters["serviceprincipalkey"]) || asText(parameters["password"]);
  const identity = asText(parameters["principalId"]);
  return {
    host,
    machine: {
      origin: agent,
      platform: { os: "linux", architecture: "amd64" },
      ...(username !== "" && { credentials: [{ server: host, username, password }] }),
      ...(identity !== "" && { identity }),
    },
  };
}

const nobody: PullingMachine = { origin: agent, platform: { os: "linux", architecture: "amd64" } };

const machineFor = (job: Job, host: string): PullingMachine => job.signedIn.get(host) ?? nobody;

/** Docker@2: login, build, push, or the last two in one. */
async function docker(job: Job, step: PipelineStep): Promise<Result<true, Failure>> {
  const input = (name: string): string => expand(step.inputs[name] ?? "", job.variables);
  const command = (input("command") || "buildAndPush").toLowerCase();
  const registry = input("containerRegistry");
  let host = "";
  if (registry !== "") {
    const row = connection(job, registry);
    if (!row.ok) return row;
    const found = machineWith(row.value);
    host = found.host;
    job.signedIn.set(host, found.machine);
  }
  if (command === "login") return login(job, host);
  if (command === "logout") {
    job.signedIn.delete(host);
    return ok(true);
  }
  const repository = input("repository");
  const tags = (input("tags") || job.variables["Build.BuildId"] || "latest")
    .split(/[\s,]+/)
    .filter((tag) => tag !== "");
  const agentDocker = new AgentDocker(job.cloud, job.send, (name) => machineFor(job, name));
  const log = (line: string) => void job.log.push(line);
  if (command === "build" || command === "buildandpush") {
    const buildContext = input("buildContext");
    const image = await agentDocker.build(
      {
        files: job.files,
        dockerfile: input("Dockerfile") || "**/Dockerfile",
        ...(buildContext !== "" && buildContext !== "**" && { buildContext }),
        flags: input("arguments"),
      },
      log,
    );
    if (!image.ok) return image;
    job.built.set(repository, image.value);
  }
  if (command === "push" || command === "buildandpush") {
    const image = job.built.get(repository);
    if (!image) return failWith("ImageUnknown", `An image does not exist locally with the tag: ${host}/${repository}`);
    return agentDocker.push(image, `${host}/${repository}`, tags, log);
  }
  return ok(true);
}

async function login(job: Job, host: string): Promise<Result<true, Failure>> {
  const result = await dockerLogin(job.cloud, job.send, machineFor(job, host), host);
  if (result.ok) job.log.push("Login Succeeded");
  return result;
}

/** AzureCLI@2: the lines of the script that name the registry's own commands, as the connection's principal. */
async function azureCli(job: Job, step: PipelineStep): Promise<Result<true, Failure>> {
  const row = connection(job, expand(step.inputs["azureSubscription"] ?? "", job.variables));
  if (!row.ok) return row;
  const parameters = parametersOf(row.value);
  const { cloud, send } = job;
  const appId = asText(parameters["serviceprincipalid"]);
  const principal =
    principalsNamed(cloud.world(), appId)[0] ?? cloud.world().get("principal", asText(parameters["principalId"]));
  if (!principal) {
    const message = `AADSTS700016: Application with identifier '${appId}' was not found in the directory.`;
    return failWith("PrincipalUnknown", message);
  }
  const origin = { ...agent, principalId: principal.id };
  const script = expand(step.inputs["inlineScript"] ?? "", job.variables);
  for (const line of script.split("\n").map((text) => text.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    job.log.push(line);
    const option = (...flags: string[]) => {
      const words = line.split(/\s+/);
      const at = words.findIndex((word) => flags.includes(word));
      return at < 0 ? "" : (words[at + 1] ?? "");
    };
    const name = option("--name", "-n").toLowerCase();
    if (line.startsWith("az acr login")) {
      const host = `${name}.azurecr.io`;
      job.signedIn.set(host, { ...nobody, identity: principal.id });
      const result = await login(job, host);
      if (!result.ok) return result;
    } else if (line.startsWith("az acr import")) {
      const result = await importImage(name, option("--source"), option("--image", "-t"));
      if (!result.ok) return result;
    } else if (line.startsWith("echo ")) {
      job.log.push(line.slice(5));
    } else {
      return failWith("NotSimulated", `The agent does not simulate '${line}'.`);
    }
  }
  return ok(true);

  async function importImage(name: string, source: string, image: string): Promise<Result<true, Failure>> {
    const world = cloud.world();
    const registry = world.get("registry", name);
    if (!registry) {
      return failWith("RegistryUnknown", `The resource with name '${name}' and type of registry could not be found.`);
    }
    const [host = "", ...path] = source.split("/");
    const id = [
      `https://management.azure.com/subscriptions/${world.get("settings")?.subscription.id ?? ""}/resourceGroups`,
      `${registry.resourceGroup}/providers/Microsoft.ContainerRegistry`,
      "registries",
      registry.name,
    ].join("/");
    const body = {
      source: { registryUri: host, sourceImage: path.join("/") },
      targetTags: [image === "" ? path.join("/") : image],
      mode: "NoForce",
    };
    const request = new Request(`${id}/importImage?api-version=2023-07-01`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const response = await send(request, origin);
    if (response.ok) return ok(true);
    const { error } = (await response.json()) as { error?: { code: string; message: string } };
    return failWith("ImportFailed", `(${error?.code ?? response.status}) ${error?.message ?? ""}`);
  }
}

/** Scripts run nothing; `echo` prints, so that a log can be followed. */
function runScript(job: Job, step: PipelineStep): Result<true, Failure> {
  for (const line of expand(step.inputs["script"] ?? "", job.variables).split("\n")) {
    if (line.trim() === "") continue;
    const echoed = /^\s*echo\s+(.*)$/.exec(line)?.[1];
    if (echoed !== undefined) job.log.push(echoed.replace(/^(["'])(.*)\1$/, "$2"));
    else if (/^\s*exit\s+[1-9]/.test(line)) return failWith("ScriptFailed", "Bash exited with code '1'.");
    else return failWith("NotSimulated", `The agent does not simulate '${line.trim()}'.`);
  }
  return ok(true);
}

async function runStep(job: Job, step: PipelineStep): Promise<Result<true, Failure>> {
  if (step.task === "Docker@2") return docker(job, step);
  if (step.task === "AzureCLI@2") return azureCli(job, step);
  return runScript(job, step);
}

const textMap = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(asRecord(value)).map(([name, variable]) => [
      name,
      asText(asRecord(variable)["value"]) || String(variable),
    ]),
  );

/** Runs the steps of a pipeline in order; the first that fails ends the run. */
const run: Actor<"pipeline.run"> = async ({ payload }, { cloud, send }) => {
  const { project, run: key, pipeline } = payload;
  const row = cloud.world().get("pipelineRun", project, key);
  const configuration = asRecord(cloud.world().get("pipeline", project, pipeline)?.["configuration"]);
  const read = readPipeline(asText(configuration["yaml"]));
  if (!row || !read.ok) return;
  const job: Job = {
    cloud,
    send,
    project,
    variables: { "Build.BuildId": String(row["id"]), ...read.value.variables, ...textMap(row["variables"]) },
    files: textMap(configuration["files"]),
    log: [],
    built: new Map(),
    signedIn: new Map(),
  };
  let result = "succeeded";
  for (const step of read.value.steps) {
    job.log.push(`Starting: ${step.displayName}`);
    const done = await runStep(job, step);
    if (!done.ok) {
      job.log.push(`##[error]${done.refusal.message}`);
      result = "failed";
    }
    job.log.push(`Finishing: ${step.displayName}`);
    if (result === "failed") break;
  }
  cloud.transact((draft) => {
    const finishedDate = isoTime(now(draft));
    draft.update("pipelineRun", [project, key], (current) => ({
      ...current,
      state: "completed",
      result,
      finishedDate,
      log: job.log,
    }));
    return ok(null);
  });
};

/** Azure Pipelines: agents that build and push with service connections. */
export const pipelinesService: Service = { actors: { "pipeline.run": run } };
