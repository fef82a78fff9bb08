import { ExitError } from "../program.ts";
import { partsOf, readManifest } from "../../registry-client/descriptor.ts";
import { fetchBlob, indexTypes } from "../../registry-client/download.ts";
import type { RegistryResult } from "../../registry-client/failure.ts";
import { putManifest, uploadBlob } from "../../registry-client/upload.ts";
import { orThrow } from "../registry/machine-client.ts";
import { registryClient } from "./client.ts";
import type { DockerCall, DockerHandler } from "./docker-call.ts";
import { dockerError } from "./docker-error.ts";
import { listText, ManifestLists, noSuchManifest, type ListedImage, type ListedPlatform } from "./manifest-lists.ts";
import { readRemote } from "./manifest.ts";
import { imageName, type ImageName } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";

/** Systems and architectures that `docker manifest annotate` accepts, as docker 28.2.2 does. */
const architectures: Record<string, string[]> = {
  darwin: ["386", "amd64", "arm", "arm64"],
  dragonfly: ["amd64"],
  freebsd: ["386", "amd64", "arm"],
  linux: ["386", "amd64", "arm", "arm64", "mips64", "mips64le", "ppc64le", "riscv64", "s390x"],
  netbsd: ["386", "amd64", "arm"],
  openbsd: ["386", "amd64", "arm"],
  plan9: ["386", "amd64"],
  solaris: ["amd64"],
  windows: ["386", "amd64"],
};

/** Reads a name; a bad one gets docker's words after `prefix`. */
function nameOf(text: string, prefix = ""): ImageName {
  try {
    return imageName(text);
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    throw new ExitError(error.exitCode, `${prefix}${error.message}`, error.explanation);
  }
}

/** Reads an image of a registry with the platform that its config names. */
async function fetchImage(docker: DockerCall, name: ImageName): Promise<ListedImage> {
  const { machine } = docker.call;
  const { digest, mediaType, bytes } = await readRemote(docker, name, (status, text) =>
    status === 404 ? `no such manifest: ${fullReference(name)}` : text,
  );
  if (indexTypes.includes(mediaType)) throw new ExitError(1, `${fullReference(name)} is a manifest list`);
  const manifest = readManifest(bytes);
  const config = await orThrow(
    fetchBlob(registryClient(machine, name.host), name.repository, manifest.config?.digest ?? ""),
    (failure) => dockerError(machine, name.host, failure, (text) => text),
  );
  const { architecture, os, variant, ...more } = JSON.parse(new TextDecoder().decode(config)) as ListedPlatform;
  return {
    Ref: fullReference(name),
    Descriptor: {
      mediaType,
      digest,
      size: bytes.length,
      platform: {
        architecture,
        os,
        ...(more["os.version"] && { "os.version": more["os.version"] }),
        ...(variant && { variant }),
      },
    },
    Raw: btoa(String.fromCharCode(...bytes)),
    OCIManifest: manifest,
  };
}

/** `docker manifest create`: keeps what each image of the list is; nothing is sent to a registry. */
async function create(docker: DockerCall): Promise<number> {
  const { call, line } = docker;
  const [first = "", ...images] = line.operands;
  const list = nameOf(first, `error parsing name for manifest list ${first}: `);
  const lists = new ManifestLists(call.machine);
  if (lists.images(list) && !line.on("--amend")) {
    throw new ExitError(1, "refusing to amend an existing manifest list with no --amend flag", {
      code: "ManifestListExists",
      text: `This machine already has a manifest list ${fullReference(list)}.`,
      next: `Repeat the command with --amend, or start over with \`docker manifest rm ${fullReference(list)}\`.`,
    });
  }
  for (const text of images) {
    const image = nameOf(text);
    lists.save(list, image, lists.image(list, image) ?? (await fetchImage(docker, image)));
  }
  call.out(`Created manifest list ${fullReference(list)}\n`);
  return 0;
}

/** `docker manifest annotate`: changes the platform of one image of a local list. */
const annotate: DockerHandler = ({ call, line }) => {
  const [listText = "", imageText = ""] = line.operands;
  const list = nameOf(listText, `annotate: error parsing name for manifest list ${listText}: `);
  const image = nameOf(imageText, `annotate: error parsing name for manifest ${imageText}: `);
  const lists = new ManifestLists(call.machine);
  const entry = lists.image(list, image);
  if (!entry) {
    throw new ExitError(1, `manifest for image ${fullReference(image)} does not exist in ${fullReference(list)}`, {
      code: "NotInManifestList",
      text: "Only an image that the local list contains can be annotated.",
      next: `\`docker manifest create --amend ${fullReference(list)} ${fullReference(image)}\` adds it.`,
    });
  }
  const { platform } = entry.Descriptor;
  const [os, arch] = [line.text("--os"), line.text("--arch")];
  const [variant, version] = [line.text("--variant"), line.text("--os-version")];
  const features = new Set([
    ...(platform?.["os.features"] ?? []),
    ...line.texts("--os-features").flatMap((value) => value.split(",")),
  ]);
  const changed: ListedPlatform = {
    ...platform,
    architecture: arch ?? platform?.architecture ?? "",
    os: os ?? platform?.os ?? "",
    ...(variant !== undefined && { variant }),
    ...(version !== undefined && { "os.version": version }),
    ...(features.size > 0 && { "os.features": [...features] }),
  };
  if (!architectures[changed.os]?.includes(changed.architecture)) {
    throw new ExitError(1, `manifest entry for image has unsupported os/arch combination: ${os ?? ""}/${arch ?? ""}`, {
      code: "UnsupportedPlatform",
      text: `docker doesn't know the platform ${changed.os}/${changed.architecture}.`,
      next: "Use a platform such as linux/amd64, linux/arm64 or windows/amd64.",
    });
  }
  lists.save(list, image, { ...entry, Descriptor: { ...entry.Descriptor, platform: changed } });
  return 0;
};

/** `docker manifest push`: brings images of other repositories along, then puts the list under its tag. */
async function push({ call, line }: DockerCall): Promise<number> {
  const { machine } = call;
  const list = nameOf(line.operands[0] ?? "");
  const lists = new ManifestLists(machine);
  const images = lists.images(list);
  if (!images) throw noSuchManifest(list);
  const client = registryClient(machine, list.host);
  const done = <T>(pending: Promise<RegistryResult<T>>): Promise<T> =>
    orThrow(pending, (failure) => dockerError(machine, list.host, failure, (text) => text));
  for (const { Ref, Raw, Descriptor: image } of images) {
    const source = imageName(Ref);
    if (source.host !== list.host) {
      throw new ExitError(
        1,
        `cannot use source images from a different registry than the target image: ${source.host} != ${list.host}`,
      );
    }
    if (source.repository === list.repository) continue;
    const bytes = Uint8Array.from(atob(Raw), (char) => char.charCodeAt(0));
    for (const { digest } of partsOf(readManifest(bytes))) {
      const read = () => fetchBlob(client, source.repository, digest);
      await done(uploadBlob(client, list.repository, digest, read, { mountFrom: source.repository }));
    }
    const digest = await done(putManifest(client, list.repository, image.digest, bytes, image.mediaType));
    call.out(`Pushed ref ${list.full}@${image.digest} with digest: ${digest}\n`);
  }
  const text = listText(images);
  const { mediaType } = JSON.parse(text) as { mediaType: string };
  const manifest = new TextEncoder().encode(text);
  call.out(`${await done(putManifest(client, list.repository, list.tag ?? "latest", manifest, mediaType))}\n`);
  if (line.on("--purge")) lists.remove(list);
  return 0;
}

/** `docker manifest rm`: deletes local lists, and says at the end which weren't there. */
const remove: DockerHandler = ({ call, line }) => {
  const lists = new ManifestLists(call.machine);
  const missing = line.operands.map((text) => nameOf(text)).filter((list) => !lists.remove(list));
  const [first] = missing;
  if (!first) return 0;
  const { explanation } = noSuchManifest(first);
  throw new ExitError(1, missing.map((list) => `No such manifest: ${fullReference(list)}`).join("\n"), explanation);
};

/** The commands of `docker manifest` that work on local lists. */
export const manifestHandlers: Record<string, DockerHandler> = {
  "manifest create": create,
  "manifest annotate": annotate,
  "manifest push": push,
  "manifest rm": remove,
};
