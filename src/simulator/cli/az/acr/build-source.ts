import { gzipSync } from "fflate";
import { createTar } from "nanotar";
import { NetworkError } from "../../../world/network-error.ts";
import { resolvePath } from "../../file-system.ts";
import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { newGuid } from "../resource-path.ts";
import { ignoreCheck, type Ignored } from "./build-ignore.ts";

const hexName = (az: AzCall): string => newGuid(az, "archive").replaceAll("-", "");

/** Absolute path of what was given on the command line. */
export const localPath = ({ call, machine }: AzCall, typedPath: string): string =>
  resolvePath(typedPath, call.folder, machine.home);

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Text of the ignore file of a context; one named after the Dockerfile goes before the common one. */
function ignoreFile(az: AzCall, folder: string, dockerfile: string | undefined): string | undefined {
  const { files } = az.machine;
  const own = dockerfile === undefined ? undefined : `${baseName(dockerfile)}.dockerignore`;
  if (own !== undefined && own !== "Dockerfile.dockerignore" && files.stat(`${folder}/${own}`)?.kind === "file") {
    az.warn(`Overriding .dockerignore with ${folder}/${own}`);
    return `${files.text(`${folder}/${own}`)}\n.dockerignore`;
  }
  const common = `${folder}/.dockerignore`;
  return files.stat(common)?.kind === "file" ? files.text(common) : undefined;
}

interface Entry {
  name: string;
  data?: Uint8Array;
}

/** Files and folders of the context that go along, with the Dockerfile under a name of its own. */
function pack(az: AzCall, folder: string, dockerfile: { path: string; name: string } | undefined): Uint8Array {
  const { files } = az.machine;
  const check = ignoreCheck(ignoreFile(az, folder, dockerfile?.path), (name) =>
    az.warn(`Excluding '${name}' based on default ignore rules`),
  );
  const entries: Entry[] = [];
  const walk = (path: string, name: string, parent: Ignored): void => {
    for (const child of files.list(path)) {
      const [full, short] = [`${path === "/" ? "" : path}/${child}`, name === "" ? child : `${name}/${child}`];
      const decided = check(short, parent);
      const isFolder = files.stat(full)?.kind === "folder";
      if (!decided.ignored) entries.push(isFolder ? { name: short } : { name: short, data: files.bytes(full) });
      // What a line with `!` brings back may be in a folder that is left out.
      if (isFolder) walk(full, short, decided);
    }
  };
  walk(folder, "", { ignored: false, below: Number.POSITIVE_INFINITY });
  if (dockerfile) entries.push({ name: dockerfile.name, data: files.bytes(dockerfile.path) });
  const modified = { mtime: az.machine.now() };
  return gzipSync(createTar(entries.map((entry) => ({ ...entry, attrs: modified }))), { mtime: az.machine.now() });
}

function sizeText(bytes: number): string {
  let size = bytes;
  for (const unit of ["Bytes", "KiB", "MiB"]) {
    if (size < 1024) return `${size.toFixed(3)} ${unit}`;
    size /= 1024;
  }
  return `${size.toFixed(3)} GiB`;
}

interface Upload {
  registry: string;
  folder: string;
  /** `build` or `run`: names the archive. */
  kind: string;
  dockerfile?: string;
}

/** Packs a folder and puts it in the storage of Tasks; gives its path there, and the Dockerfile's name in it. */
export async function uploadSource(az: AzCall, { registry, folder, kind, dockerfile }: Upload) {
  const archive = `/tmp/${kind}_archive_${hexName(az)}.tar.gz`;
  const name = dockerfile === undefined ? "" : `${hexName(az)}_${baseName(dockerfile)}`;
  az.warn("Packing source code into tar to upload...");
  const bytes = pack(az, folder, dockerfile === undefined ? undefined : { path: dockerfile, name });
  az.warn(`Uploading archived source code from '${archive}'...`);
  const { uploadUrl, relativePath } = await az.arm.post<{ uploadUrl: string; relativePath: string }>(
    `${registry}/listBuildSourceUploadUrl`,
  );
  const response = await az.machine.send(
    new Request(uploadUrl, {
      method: "PUT",
      headers: { "x-ms-blob-type": "BlockBlob", "content-type": "application/octet-stream" },
      body: Uint8Array.from(bytes),
    }),
  );
  if (!response.ok) throw azError(`Failed to upload the source code: status ${response.status}`);
  az.warn(`Sending context (${sizeText(bytes.length)}) to registry: ${az.options.required("--registry")}...`);
  return { sourceLocation: relativePath, dockerfile: name };
}

const missing = (location: string) =>
  azError(`'${location}' doesn't exist.`, 1, {
    code: "NoSource",
    text: `${location} is neither a folder on this machine nor the address of a repository or archive.`,
    next: "The source is a folder (`.` means this one), a git address that ends with .git, or an archive's address.",
  });

/** A source that is no folder: a git repository, an artifact, or an archive that has to be there. */
export async function remoteSource(az: AzCall, location: string): Promise<string> {
  const lower = location.toLowerCase();
  if (/^(git@|git:\/\/|oci:\/\/)/.test(lower)) return location;
  if (!/^(https?:\/\/|github\.com\/)/.test(lower)) throw missing(location);
  if (/\.git(?:#.+)?$/.test(lower) || /(visualstudio\.com|dev\.azure\.com)/.test(lower)) return location;
  if (lower.startsWith("github.com/")) throw missing(location);
  try {
    const { status } = await az.machine.send(new Request(location, { method: "HEAD" }));
    if (status < 400) return location;
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
  }
  throw missing(location);
}
