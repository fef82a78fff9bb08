import type { Cloud } from "../registry/cloud.ts";
import type { Plane } from "../world/cloud.ts";
import { enqueue, isoTime, nextSerial, now } from "../world/clock.ts";
import { nextGuid } from "../world/ids.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import { readPipeline } from "./pipeline-yaml.ts";
import { asRecord, asText, type JsonRecord } from "../world/json.ts";

export const pipelinesHost = "dev.azure.com";

interface Call {
  cloud: Cloud;
  draft: Draft;
  method: string;
  body: JsonRecord;
  /** Key of the project. */
  project: string;
  rest: string[];
}

type Answer = Result<{ status: number; body?: unknown; text?: string }>;

const missing = (name: string): Answer =>
  fail({ code: "ResourceNotFoundException", status: 404, message: `${name} does not exist.` });
const invalid = (message: string): Answer => fail({ code: "VssServiceException", status: 400, message });
const listed = (value: unknown[]): Answer => ok({ status: 200, body: { count: value.length, value } });

function projects({ cloud, draft, method, body }: Call): Answer {
  if (method === "GET") return listed(Array.from(draft.scan("devopsProject"), ({ row }) => row));
  const name = asText(body["name"]);
  if (!/^[A-Za-z0-9][\w .-]*$/.test(name)) return invalid("The project needs a name.");
  if (draft.has("devopsProject", name.toLowerCase())) return invalid(`The project ${name} already exists.`);
  const project = { id: nextGuid(draft, cloud.hash, `project/${name}`), name, state: "wellFormed" as const };
  draft.put("devopsProject", [name.toLowerCase()], project);
  return ok({ status: 201, body: project });
}

/** A connection as it comes back: without its secrets. */
function connectionView(row: JsonRecord): JsonRecord {
  const authorization = asRecord(row["authorization"]);
  const { password: _password, serviceprincipalkey: _key, ...parameters } = asRecord(authorization["parameters"]);
  return { ...row, authorization: { ...authorization, parameters } };
}

/** Service connections of the types `dockerregistry` and `azurerm`: whom a pipeline is toward a registry or Azure. */
function connections({ cloud, draft, method, body, project, rest }: Call): Answer {
  const [name] = rest;
  if (name !== undefined) {
    const found = Array.from(draft.scan("serviceConnection", [project]), ({ row }) => row).find(
      (row) => row["id"] === name || asText(row["name"]).toLowerCase() === name.toLowerCase(),
    );
    if (!found) return missing(`The service connection ${name}`);
    if (method === "DELETE") {
      draft.remove("serviceConnection", project, asText(found["name"]).toLowerCase());
      return ok({ status: 204 });
    }
    return ok({ status: 200, body: connectionView(found) });
  }
  if (method === "GET")
    return listed(Array.from(draft.scan("serviceConnection", [project]), ({ row }) => connectionView(row)));
  const type = asText(body["type"]).toLowerCase();
  if (type !== "dockerregistry" && type !== "azurerm")
    return invalid(`Service connections of type '${type}' are not simulated.`);
  const typedName = asText(body["name"]);
  if (typedName === "") return invalid("The service connection needs a name.");
  const row = {
    ...body,
    id: nextGuid(draft, cloud.hash, `connection/${typedName}`),
    name: typedName,
    type,
    isReady: true,
  };
  draft.put("serviceConnection", [project, typedName.toLowerCase()], row);
  return ok({ status: 200, body: connectionView(row) });
}

const runView = ({ log: _log, ...row }: JsonRecord): JsonRecord => row;

function startRun({ draft, body, project }: Call, pipeline: JsonRecord): Answer {
  const number = nextSerial(draft);
  const key = String(number).padStart(12, "0");
  const run = {
    id: number,
    name: isoTime(now(draft)).slice(0, 10).replaceAll("-", "") + `.${number}`,
    pipeline: { id: pipeline["id"], name: pipeline["name"] },
    state: "inProgress",
    createdDate: isoTime(now(draft)),
    variables: body["variables"] ?? {},
    log: [],
  };
  draft.put("pipelineRun", [project, key], run);
  enqueue(draft, "pipeline.run", { project, run: key, pipeline: asText(pipeline["name"]).toLowerCase() }, 2000);
  return ok({ status: 200, body: runView(run) });
}

function runs(call: Call, pipeline: JsonRecord, rest: string[]): Answer {
  const { draft, method, project } = call;
  const [id, below] = rest;
  if (id === undefined && method === "POST") return startRun(call, pipeline);
  const all = Array.from(draft.scan("pipelineRun", [project]), ({ row }) => row).filter(
    (row) => asRecord(row["pipeline"])["id"] === pipeline["id"],
  );
  if (id === undefined) return listed(all.map(runView));
  const run = draft.get("pipelineRun", project, id.padStart(12, "0"));
  if (!run) return missing(`The run ${id}`);
  if (below === "logs") {
    const lines = Array.isArray(run["log"]) ? run["log"].map(String) : [];
    return ok({ status: 200, text: lines.map((line) => `${line}\n`).join("") });
  }
  return ok({ status: 200, body: runView(run) });
}

function pipelines(call: Call): Answer {
  const { draft, method, body, project, rest } = call;
  const [id, below, ...more] = rest;
  const all = () => Array.from(draft.scan("pipeline", [project]), ({ row }) => row);
  if (id === undefined) {
    if (method === "GET") return listed(all());
    const name = asText(body["name"]);
    const yaml = asText(asRecord(body["configuration"])["yaml"]);
    if (name === "") return invalid("The pipeline needs a name.");
    const read = readPipeline(yaml);
    if (!read.ok) return invalid(read.refusal.message);
    const before = draft.get("pipeline", project, name.toLowerCase());
    const row = { id: before?.["id"] ?? nextSerial(draft), name, configuration: body["configuration"] };
    draft.put("pipeline", [project, name.toLowerCase()], row);
    return ok({ status: 200, body: row });
  }
  const pipeline = all().find((row) => String(row["id"]) === id || row["name"] === id);
  if (!pipeline) return missing(`The pipeline ${id}`);
  if (below === "runs") return runs(call, pipeline, more);
  if (method === "DELETE") {
    draft.remove("pipeline", project, asText(pipeline["name"]).toLowerCase());
    return ok({ status: 204 });
  }
  return ok({ status: 200, body: pipeline });
}

/** `/ORG/_apis/projects` and `/ORG/PROJECT/_apis/…`. */
function serve(cloud: Cloud, draft: Draft, method: string, path: string, body: JsonRecord): Answer {
  const segments = path
    .split("/")
    .filter((segment) => segment !== "")
    .map(decodeURIComponent);
  if (segments[1] === "_apis" && segments[2] === "projects") {
    return projects({ cloud, draft, method, body, project: "", rest: segments.slice(3) });
  }
  const project = (segments[1] ?? "").toLowerCase();
  if (!draft.has("devopsProject", project)) return missing(`The project ${segments[1] ?? ""}`);
  const call = { cloud, draft, method, body, project };
  if (segments[3] === "serviceendpoint") return connections({ ...call, rest: segments.slice(5) });
  if (segments[3] === "pipelines") return pipelines({ ...call, rest: segments.slice(4) });
  return missing(`The resource ${path}`);
}

/** Azure Pipelines: projects, service connections, pipelines from YAML, runs and their logs. */
export const createPipelinesApi =
  (cloud: Cloud): Plane =>
  async (request, origin) => {
    const text = await request.text();
    let body: JsonRecord;
    try {
      body = text === "" ? {} : asRecord(JSON.parse(text));
    } catch {
      return Response.json({ message: "The body is not JSON.", typeKey: "VssServiceException" }, { status: 400 });
    }
    const who = origin.principalId ?? cloud.world().get("settings")?.signedIn;
    if (!who)
      return Response.json({ message: "Access Denied.", typeKey: "UnauthorizedRequestException" }, { status: 401 });
    const result = cloud.transact((draft) => serve(cloud, draft, request.method, new URL(request.url).pathname, body));
    if (!result.ok) {
      const { status, code, message } = result.refusal;
      return cloud.trace(Response.json({ message, typeKey: code }, { status }), { refusal: result.refusal, who });
    }
    const { status, body: answer, text: plain } = result.value;
    if (plain !== undefined) return new Response(plain, { status, headers: { "content-type": "text/plain" } });
    return answer === undefined ? new Response(null, { status }) : Response.json(answer, { status });
  };
