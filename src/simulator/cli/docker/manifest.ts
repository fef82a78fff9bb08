import type { Descriptor } from "../../registry-client/descriptor.ts";
import { fetchManifest, indexTypes } from "../../registry-client/download.ts";
import { tagOrDigest } from "../../registry-client/reference.ts";
import { orThrow } from "../registry/machine-client.ts";
import { registryClient } from "./client.ts";
import type { DockerCall } from "./docker-call.ts";
import { dockerError } from "./docker-error.ts";
import { listText, ManifestLists, noSuchManifest } from "./manifest-lists.ts";
import { imageName, type ImageName } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";

/** Reads a manifest of a registry; `words` completes the text of a rejection. */
export function readRemote({ call }: DockerCall, name: ImageName, words: (status: number, text: string) => string) {
  const client = registryClient(call.machine, name.host);
  return orThrow(fetchManifest(client, name.repository, tagOrDigest(name)), (failure) =>
    dockerError(call.machine, name.host, failure, (text, status) => words(status, text)),
  );
}

/** `docker manifest inspect`: an image of a local list, a local list, or what the registry has. */
export async function inspectManifest(docker: DockerCall): Promise<number> {
  const { call, line } = docker;
  const lists = new ManifestLists(call.machine);
  const [first = "", second] = line.operands;
  const name = imageName(second ?? first);
  if (second !== undefined) {
    const image = lists.image(imageName(first), name);
    if (!image) throw noSuchManifest(name);
    call.out(`${JSON.stringify(line.on("--verbose") ? image : image.OCIManifest, null, "\t")}\n`);
    return 0;
  }
  const local = lists.images(name);
  if (local) {
    call.out(`${line.on("--verbose") ? JSON.stringify(local, null, "\t") : listText(local)}\n`);
    return 0;
  }
  const missing = (status: number, text: string) =>
    status === 404 ? `no such manifest: ${fullReference(name)}` : text;
  const top = await readRemote(docker, name, missing);
  const body = JSON.parse(new TextDecoder().decode(top.bytes)) as Record<string, unknown> & {
    manifests?: Descriptor[];
  };
  if (!line.on("--verbose")) {
    const listed = body.manifests?.map((Descriptor) => ({ Descriptor }));
    call.out(`${listed ? listText(listed) : JSON.stringify(body, null, "\t")}\n`);
    return 0;
  }
  const inspectedManifest = (
    digest: string,
    mediaType: string,
    bytes: Uint8Array,
    platform?: Descriptor["platform"],
  ) => ({
    Ref: `${name.full}${platform ? `@${digest}` : `:${name.tag ?? "latest"}`}`,
    Descriptor: { mediaType, digest, size: bytes.length, ...(platform && { platform }) },
    Raw: btoa(String.fromCharCode(...bytes)),
    OCIManifest: JSON.parse(new TextDecoder().decode(bytes)) as unknown,
  });
  if (!indexTypes.includes(top.mediaType)) {
    call.out(`${JSON.stringify(inspectedManifest(top.digest, top.mediaType, top.bytes), null, "\t")}\n`);
    return 0;
  }
  const all = [];
  for (const { digest, mediaType, platform } of body.manifests ?? []) {
    const { tag: _tag, ...untagged } = name;
    const child = await readRemote(docker, { ...untagged, digest }, missing);
    all.push(inspectedManifest(digest, mediaType, child.bytes, platform));
  }
  call.out(`${JSON.stringify(all, null, "\t")}\n`);
  return 0;
}

/** `docker buildx imagetools inspect`. */
export async function imagetoolsInspect(docker: DockerCall): Promise<number> {
  const { call, line } = docker;
  const name = imageName(line.operands[0] ?? "");
  const top = await readRemote(docker, name, (status, text) =>
    status === 404 ? `ERROR: ${fullReference(name)}: not found` : `ERROR: failed to authorize: ${text}`,
  );
  const text = new TextDecoder().decode(top.bytes);
  if (line.on("--raw")) {
    call.out(text);
    return 0;
  }
  const { manifests = [] } = JSON.parse(text) as { manifests?: Descriptor[] };
  const lines = [`Name:      ${fullReference(name)}`, `MediaType: ${top.mediaType}`, `Digest:    ${top.digest}`];
  if (indexTypes.includes(top.mediaType)) {
    lines.push("           ", "Manifests: ");
    for (const { digest, mediaType, platform } of manifests) {
      const where = platform
        ? [platform.os, platform.architecture, platform.variant].filter(Boolean).join("/")
        : "unknown/unknown";
      lines.push(
        `  Name:      ${name.full}@${digest}`,
        `  MediaType: ${mediaType}`,
        `  Platform:  ${where}`,
        "             ",
      );
    }
  }
  call.out(`${lines.join("\n").trimEnd()}\n`);
  return 0;
}
