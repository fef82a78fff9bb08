import { ExitError } from "../program.ts";
import type { Machine } from "../machine.ts";
import type { Descriptor } from "../../registry-client/descriptor.ts";
import { type ImageName } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";

/** Platform of an image in the order in which docker writes it (OCI image-spec, image-index.md). */
export interface ListedPlatform {
  architecture: string;
  os: string;
  "os.version"?: string;
  "os.features"?: string[];
  variant?: string;
}

/** An image of a manifest list as docker keeps it in a file: name, descriptor, and the manifest's bytes in Base64. */
export interface ListedImage {
  Ref: string;
  Descriptor: Pick<Descriptor, "mediaType" | "digest" | "size"> & { platform?: ListedPlatform };
  Raw: string;
  OCIManifest: unknown;
}

const fileSafe = (name: ImageName): string => fullReference(name).replaceAll(":", "-").replaceAll("/", "_");

/** Returns docker's error message for a list, or an image of a list, that isn't on this machine. */
export const noSuchManifest = (name: ImageName): ExitError =>
  new ExitError(1, `No such manifest: ${fullReference(name)}`, {
    code: "NoSuchManifestList",
    text: `This machine has no manifest list ${fullReference(name)}. A list stays local until it is pushed.`,
    next: `\`docker manifest create ${fullReference(name)} IMAGE...\` creates it.`,
  });

/** The manifest lists that somebody is putting together: a folder per list in `~/.docker/manifests`, a file per image. */
export class ManifestLists {
  private readonly root: string;

  constructor(private readonly machine: Machine) {
    this.root = `${machine.home}/.docker/manifests`;
  }

  private folder(list: ImageName): string {
    return `${this.root}/${fileSafe(list)}`;
  }

  /** Returns the images of a list in the order of their file names, or undefined when there is no such list. */
  images(list: ImageName): ListedImage[] | undefined {
    const { files } = this.machine;
    const folder = this.folder(list);
    if (files.stat(folder)?.kind !== "folder") return undefined;
    return files.list(folder).map((name) => JSON.parse(files.text(`${folder}/${name}`)) as ListedImage);
  }

  image(list: ImageName, image: ImageName): ListedImage | undefined {
    const path = `${this.folder(list)}/${fileSafe(image)}`;
    return this.machine.files.stat(path) ? (JSON.parse(this.machine.files.text(path)) as ListedImage) : undefined;
  }

  save(list: ImageName, image: ImageName, entry: ListedImage): void {
    this.machine.files.write(`${this.folder(list)}/${fileSafe(image)}`, JSON.stringify(entry));
  }

  /** Deletes a list; returns false when there is none. */
  remove(list: ImageName): boolean {
    return this.machine.files.remove(this.folder(list));
  }
}

/**
 * Writes a list as docker prints and pushes it: three blanks of indentation, and the type of its first image decides between
 * an OCI index and docker's own format (distribution, manifest/manifestlist).
 */
export function listText(images: readonly Pick<ListedImage, "Descriptor">[]): string {
  const mediaType = images[0]?.Descriptor.mediaType.includes(".oci.")
    ? "application/vnd.oci.image.index.v1+json"
    : "application/vnd.docker.distribution.manifest.list.v2+json";
  const manifests = images.map(({ Descriptor: { mediaType: type, size, digest, platform } }) => ({
    mediaType: type,
    size,
    digest,
    ...(platform && { platform: orderedPlatform(platform) }),
  }));
  return JSON.stringify({ schemaVersion: 2, mediaType, manifests }, null, 3);
}

const orderedPlatform = (platform: ListedPlatform): ListedPlatform => ({
  architecture: platform.architecture,
  os: platform.os,
  ...(platform["os.version"] && { "os.version": platform["os.version"] }),
  ...(platform["os.features"]?.length && { "os.features": platform["os.features"] }),
  ...(platform.variant && { variant: platform.variant }),
});
