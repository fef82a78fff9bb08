import type { Cloud } from "../../registry/cloud.ts";
import type { Reader } from "../../world/world.ts";
import { cleanPath, filesOfTar, type FileTree } from "../build/file-tree.ts";
import { failWith, ok, type Failure, type Result } from "../../world/result.ts";

/** Files that a run starts from, and the commit they are of where they came from a repository. */
export interface Source {
  files: FileTree;
  commit?: string;
  branch?: string;
}

/** Whether a run has a source; `/dev/null` is how a client says that it has none. */
export const hasSource = (location: string): boolean => location !== "" && location !== "/dev/null";

/**
 * Files of a run's context: an uploaded archive by its path, or a repository of the git host as `URL#BRANCH:FOLDER`, where
 * the branch may be a commit too. A SourceNotFound failure says what was not found.
 */
export function sourceOf(world: Reader, cloud: Cloud, registry: string, location: string): Result<Source, Failure> {
  if (!hasSource(location)) return ok({ files: new Map() });
  if (!/^https?:\/\//.test(location)) {
    const upload = world.get("sourceUpload", `${registry}/${location}`);
    return upload
      ? ok({ files: filesOfTar(cloud.blobs.bytes(upload.digest)) })
      : failWith("SourceNotFound", `the source ${location} was not found`);
  }
  const [address = "", fragment = ""] = location.split("#");
  const [branch, folder = ""] = fragment.split(":");
  const repository = world.get("git", address.toLowerCase().replace(/\.git$/, ""));
  const branchName = branch || (repository?.branches["master"] === undefined ? "main" : "master");
  const commit = repository?.branches[branchName] ?? branchName;
  const files = repository?.commits[commit]?.files;
  if (!files) {
    return failWith("SourceNotFound", `failed to download the source: ${address} has no '${branch || "master"}'`);
  }
  const below = cleanPath(folder);
  const tree: FileTree = new Map();
  for (const [path, data] of Object.entries(files)) {
    if (below !== "" && !path.startsWith(`${below}/`)) continue;
    const inside = below === "" ? path : path.slice(below.length + 1);
    tree.set(inside, { path: inside, data });
  }
  return ok({ files: tree, commit, branch: branchName });
}

/** A location whose branch is replaced by the commit that it was at, so that later reads give the same files. */
export function pinned(location: string, commit: string | undefined): string {
  if (commit === undefined) return location;
  const [address = "", fragment = ""] = location.split("#");
  const folder = fragment.split(":")[1];
  return `${address}#${commit}${folder === undefined ? "" : `:${folder}`}`;
}
