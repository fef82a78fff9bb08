import { resolvePath } from "../file-system.ts";
import type { Call } from "../program.ts";
import {
  parseReference,
  referenceFailureText,
  skopeoPolicy,
  tagOrDigest,
  type Reference,
} from "../../registry-client/reference.ts";
import { ImageError } from "./log.ts";

export type Transport = "docker" | "dir" | "oci" | "docker-archive" | "docker-daemon";

/** An image by its transport and what that makes of the rest (containers/image, transports/alltransports). */
export type ImageName =
  | { transport: "docker"; text: string; host: string; repository: string; reference: string; path: string }
  | { transport: "dir"; text: string; folder: string }
  | { transport: "oci"; text: string; folder: string; name: string }
  | { transport: "docker-archive"; text: string; file: string; name: string }
  | { transport: "docker-daemon"; text: string; name: string };

/** Transports of the real tool that need more of a machine than there is here. */
const notSimulated: Record<string, string> = {
  "containers-storage": "The images of Podman and CRI-O; neither is on this machine.",
  "oci-archive": "An OCI layout in a tar file; the same layout in a folder is `oci:`.",
  "docker-archive-http": "An archive behind an address.",
  tarball: "Images out of plain tar files.",
  ostree: "Images in an OSTree repository.",
  sif: "Images of Singularity.",
};

/** Parses a name as docker does, with Docker Hub and library/ where they are left out; undefined when it is none. */
export function dockerName(text: string): Reference | undefined {
  const parsed = parseReference(text, skopeoPolicy);
  return parsed.ok ? parsed.value : undefined;
}

const badReference = (text: string, why: string) =>
  new ImageError(why, {
    code: "BadName",
    text: `${text} is not the name of an image.`,
    next: "Write it as TRANSPORT:NAME, for example `docker://contoso.azurecr.io/web:v1`, `dir:FOLDER` or `oci:FOLDER:TAG`.",
  });

function inRegistry(text: string, rest: string): ImageName {
  if (!rest.startsWith("//")) throw badReference(text, `docker: image reference ${rest} does not start with //`);
  const parsed = parseReference(rest.slice(2), skopeoPolicy);
  if (!parsed.ok) throw badReference(text, referenceFailureText(parsed.refusal));
  const { host, repository, tag, digest } = parsed.value;
  if (tag !== undefined && digest !== undefined) {
    throw badReference(text, "Docker references with both a tag and digest are currently not supported");
  }
  const reference = tagOrDigest(parsed.value);
  return { transport: "docker", text, host, repository, reference, path: `${host}/${repository}` };
}

/** Reads an image's name. Throws an ImageError. */
export function imageName(call: Call, text: string): ImageName {
  const colon = text.indexOf(":");
  if (colon < 0) throw badReference(text, `Invalid image name "${text}", expected colon-separated transport:reference`);
  const transport = text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const why = notSimulated[transport];
  if (why !== undefined) {
    throw new ImageError(`transport "${transport}" is not simulated`, { code: "NotSimulated", text: why });
  }
  const path = (of: string) => resolvePath(of, call.folder, call.machine.home);
  const [first = "", ...more] = rest.split(":");
  const name = more.join(":");
  switch (transport) {
    case "docker":
      return inRegistry(text, rest);
    case "dir":
      return { transport, text, folder: path(rest) };
    case "oci":
      return { transport, text, folder: path(first), name };
    case "docker-archive":
      return { transport, text, file: path(first), name };
    case "docker-daemon":
      if (!dockerName(rest)) throw badReference(text, "invalid reference format");
      return { transport, text, name: rest };
    default:
      throw badReference(text, `Invalid image name "${text}", unknown transport "${transport}"`);
  }
}
