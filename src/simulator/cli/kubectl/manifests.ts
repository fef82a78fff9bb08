import { parseAllDocuments } from "yaml";
import { resolvePath } from "../file-system.ts";
import { ExitError, type Call } from "../program.ts";
import { kinds, type Kind } from "./kinds.ts";
import { asPrintable, nameOf } from "./objects.ts";
import { asList, asRecord, type JsonRecord } from "../../world/json.ts";

/** An object of a file, and its kind. */
export interface Manifest {
  kind: Kind;
  object: JsonRecord;
}

const bad = (path: string, why: string): ExitError =>
  new ExitError(1, `error: error parsing ${path}: ${why}`, {
    code: "BadManifest",
    text: "The file is not a manifest that kubectl can read.",
    next: `\`cat ${path}\` shows it.`,
  });

function filesOf(call: Call, path: string): [string, string][] {
  const { machine, folder, input } = call;
  if (path === "-") return [["STDIN", new TextDecoder().decode(input ?? new Uint8Array())]];
  const full = resolvePath(path, folder, machine.home);
  const stat = machine.files.stat(full);
  if (!stat) {
    throw new ExitError(1, `error: the path "${path}" does not exist`, {
      code: "FileNotFound",
      text: `There is no file ${path} here.`,
      next: "`ls` lists the files.",
    });
  }
  if (stat.kind === "file") return [[path, machine.files.text(full)]];
  return machine.files
    .list(full)
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .map((name) => [`${path}/${name}`, machine.files.text(`${full}/${name}`)]);
}

function manifestOf(path: string, object: JsonRecord): Manifest[] {
  if (Object.keys(object).length === 0) return [];
  const name = asPrintable(object["kind"]);
  const version = asPrintable(object["apiVersion"]);
  if (name === "List") return asList(object["items"]).flatMap((item) => manifestOf(path, item));
  if (name === "" || version === "") {
    const missing = [...(version === "" ? ["apiVersion not set"] : []), ...(name === "" ? ["kind not set"] : [])];
    throw new ExitError(1, `error: error validating "${path}": error validating data: [${missing.join(", ")}]`, {
      code: "BadManifest",
      text: "Every object in a manifest needs apiVersion and kind.",
    });
  }
  const kind = kinds.find(
    (candidate) =>
      candidate.kind === name &&
      (candidate.group === "" ? candidate.version : `${candidate.group}/${candidate.version}`) === version,
  );
  if (!kind) {
    throw new ExitError(
      1,
      `error: resource mapping not found for name: "${nameOf(object)}" namespace: "" from "${path}": no matches for kind "${name}" in version "${version}"\nensure CRDs are installed first`,
      {
        code: "UnknownKind",
        text: `The simulated clusters don't have ${name} of ${version}.`,
        next: "`kubectl api-resources` lists what they have.",
      },
    );
  }
  return [{ kind, object }];
}

/**
 * Returns the objects of all files that `-f` names, in order; a folder stands for its YAML and JSON files. Throws ExitError with kubectl's
 * words for a file that is missing or isn't YAML, for a kind that the clusters don't have, and when there are no objects.
 */
export function readManifests(call: Call, paths: readonly string[]): Manifest[] {
  const all = paths
    .flatMap((path) => filesOf(call, path))
    .flatMap(([path, text]) =>
      parseAllDocuments(text).flatMap((parsed) => {
        const [error] = parsed.errors;
        if (error) throw bad(path, `error converting YAML to JSON: yaml: ${error.message.split("\n")[0] ?? ""}`);
        return manifestOf(path, asRecord(parsed.toJS()));
      }),
    );
  if (all.length === 0) throw new ExitError(1, "error: no objects passed to apply");
  return all;
}
