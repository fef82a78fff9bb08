import { parse } from "yaml";
import { fail, ok, type Result } from "../world/result.ts";
import { asList, asRecord, asText, type JsonRecord } from "../world/json.ts";

/** A step of a pipeline: a task with its inputs, or a script. */
export interface PipelineStep {
  displayName: string;
  /** Name of the task with its major version, e.g. `Docker@2`; `script` for a script. */
  task: string;
  inputs: Record<string, string>;
}

export interface Pipeline {
  variables: Record<string, string>;
  steps: PipelineStep[];
}

/** Tasks that the agent knows. */
const known = ["Docker@2", "AzureCLI@2", "script"];

const refuse = (message: string): Result<never> => fail({ code: "PipelineValidationException", status: 400, message });

function variablesOf(value: unknown): Record<string, string> {
  const pairs = Array.isArray(value)
    ? asList(value).map((variable) => [asText(variable["name"]), String(variable["value"] ?? "")] as const)
    : Object.entries(asRecord(value)).map(([name, member]) => [name, String(member)] as const);
  return Object.fromEntries(pairs);
}

/** The steps of a file in order: at the top, in jobs, or in the jobs of stages. */
function stepsOf(file: JsonRecord): JsonRecord[] {
  const stages = asList(file["stages"]);
  const jobs = [file, ...stages].flatMap((stage) => asList(stage["jobs"]));
  return [...asList(file["steps"]), ...jobs.flatMap((job) => asList(job["steps"]))];
}

function stepOf(step: JsonRecord): Result<PipelineStep> {
  const script = asText(step["script"]) || asText(step["bash"]);
  const task = script === "" ? asText(step["task"]) : "script";
  if (task === "") return refuse("A step has to be a task or a script.");
  if (!known.includes(task)) return refuse(`The task '${task}' is not simulated; these are: ${known.join(", ")}.`);
  const inputs = variablesOf(step["inputs"]);
  return ok({
    displayName: asText(step["displayName"]) || (script === "" ? task.replace(/@.*/, "") : "CmdLine"),
    task,
    inputs: script === "" ? inputs : { script },
  });
}

/** Reads azure-pipelines.yml, as far as steps and variables go. */
export function readPipeline(yaml: string): Result<Pipeline> {
  let file: JsonRecord;
  try {
    file = asRecord(parse(yaml));
  } catch (error) {
    return refuse(`/azure-pipelines.yml: ${error instanceof Error ? error.message : "it is not YAML"}`);
  }
  const steps: PipelineStep[] = [];
  for (const step of stepsOf(file)) {
    const read = stepOf(step);
    if (!read.ok) return read;
    steps.push(read.value);
  }
  if (steps.length === 0) return refuse("/azure-pipelines.yml: the pipeline has no steps.");
  return ok({ variables: variablesOf(file["variables"]), steps });
}

/** Fills in `$(name)`; a name that nothing defines stays as it is, as the agent leaves it. */
export const expand = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replace(/\$\(([\w.]+)\)/g, (whole, name: string) => variables[name] ?? whole);
