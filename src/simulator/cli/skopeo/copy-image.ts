import { digestOf } from "../../world/hash.ts";
import type { Call } from "../program.ts";
import { readManifest, type Descriptor } from "../../registry-client/descriptor.ts";
import { ImageError, imageError } from "./log.ts";
import { convertList, convertManifest, formatOf, isList, manifestTypeIn, type Format } from "./manifest-types.ts";
import type { Destination, RawManifest, Source } from "./place.ts";

/** The machine that images are chosen for when a list is not copied as a whole. */
export interface Platform {
  os: string;
  architecture: string;
  variant: string;
}

export interface CopyOptions {
  /** Which images of a list: the one for this machine, all of them, or only the list itself. */
  select: "system" | "all" | "index-only";
  platform: Platform;
  /** Format of the copy; that of the source without it, as far as the destination takes it. */
  format?: Format | undefined;
  preserveDigests: boolean;
  quiet: boolean;
}

/** How many hex digits a line of progress shows on a terminal. */
const shortLength = { blob: 12, config: 10 };

/** Chooses the instance of a list for a platform (containers/image, internal/manifest). */
export function chooseInstance(list: Uint8Array, { os, architecture, variant }: Platform): string {
  const { manifests = [] } = readManifest(list);
  const fits = manifests.filter(({ platform }) => platform?.os === os && platform.architecture === architecture);
  const found = variant === "" ? fits[0] : fits.find(({ platform }) => platform?.variant === variant);
  if (found) return found.digest;
  const has = manifests
    .map(({ platform }) => (platform ? `${platform.os}/${platform.architecture}` : ""))
    .filter((text) => text !== "");
  throw new ImageError(
    `no image found in image index for architecture ${JSON.stringify(architecture)}, variant ${JSON.stringify(variant)}, OS ${JSON.stringify(os)}`,
    {
      code: "NoPlatform",
      text: `The image is built for ${has.join(", ")}, not for ${os}/${architecture}.`,
      next: "`--all` copies every one, `--override-os` and `--override-arch` choose another.",
    },
  );
}

/** Copies an image from one place to another and gives the manifest as it was written. Throws an ImageError. */
export async function copyImage(
  call: Call,
  from: Source,
  to: Destination,
  options: CopyOptions,
): Promise<RawManifest & { digest: string }> {
  const { select, platform, preserveDigests, quiet } = options;
  const { hash } = call.machine;
  const format = options.format ?? to.format;
  const say = (text: string) => !quiet && call.out(`${text}\n`);
  const progress = (kind: "blob" | "config", digest: string, done?: string) => {
    if (quiet) return;
    if (!call.live) {
      if (done === undefined) call.out(`Copying ${kind} ${digest}\n`);
      return;
    }
    const short = digest.replace(/^[a-z0-9]+:/, "").slice(0, shortLength[kind]);
    call.live(digest, `Copying ${kind} ${short} ${done ?? ""}`.trimEnd());
  };

  const copyBlob = async (kind: "blob" | "config", descriptor: Descriptor) => {
    progress(kind, descriptor.digest);
    if (await to.reuse(descriptor, from)) {
      progress(kind, descriptor.digest, "skipped: already exists");
      return;
    }
    await to.put(descriptor, await from.blob(descriptor));
    progress(kind, descriptor.digest, "done   |");
  };

  const convert = (manifest: RawManifest, subject: string, make: (to: Format) => Uint8Array): RawManifest => {
    if (format === undefined || formatOf(manifest.mediaType) === format) return manifest;
    const mediaType = manifestTypeIn(format, isList(manifest.mediaType));
    if (preserveDigests) {
      throw new ImageError(
        `${subject} must be converted to type ${JSON.stringify(mediaType)} to be written to destination, but we cannot modify it: "Instructed to preserve digests"`,
        {
          code: "CannotConvert",
          text: "A manifest in another format is other bytes, so it has another digest.",
          next: "Leave out --preserve-digests, or choose the format that the image has.",
        },
      );
    }
    return { bytes: make(format), mediaType };
  };

  const copyOne = async (manifest: RawManifest, isInstance: boolean): Promise<RawManifest & { digest: string }> => {
    say("Getting image source signatures");
    const { config, layers = [] } = readManifest(manifest.bytes);
    const written = convert(manifest, "Manifest", (target) => convertManifest(manifest.bytes, target));
    const seen = new Set<string>();
    for (const layer of layers) {
      if (seen.has(layer.digest)) continue;
      seen.add(layer.digest);
      await copyBlob("blob", layer);
    }
    if (config) await copyBlob("config", config);
    say("Writing manifest to image destination");
    const digest = digestOf(hash, written.bytes);
    await to.putManifest(written, digest, isInstance);
    return { ...written, digest };
  };

  const copyList = async (list: RawManifest) => {
    say("Getting image list signatures");
    const { manifests = [] } = readManifest(list.bytes);
    const chosen = select === "all" ? manifests : [];
    say(`Copying ${chosen.length} images generated from ${manifests.length} images in list`);
    const instances: Descriptor[] = select === "all" ? [] : manifests;
    for (const [at, instance] of chosen.entries()) {
      say(`Copying image ${instance.digest} (${at + 1}/${chosen.length})`);
      try {
        const copied = await copyOne(await from.manifest(instance.digest), true);
        const { mediaType, digest, bytes } = copied;
        instances.push({ ...instance, mediaType, digest, size: bytes.length });
      } catch (error) {
        throw imageError(error).within(`copying image ${at + 1}/${chosen.length} from manifest list`);
      }
    }
    const written = convert(list, "Manifest list", (target) => convertList(list.bytes, target, instances));
    say("Writing manifest list to image destination");
    const digest = digestOf(hash, written.bytes);
    await to.putManifest(written, digest, false);
    return { ...written, digest };
  };

  try {
    const top = await from.manifest();
    let done: RawManifest & { digest: string };
    if (!isList(top.mediaType)) done = await copyOne(top, false);
    else if (select === "system") {
      done = await copyOne(await from.manifest(chooseInstance(top.bytes, platform)), false);
    } else if (to.lists) done = await copyList(top);
    else {
      throw new ImageError(
        `copying multiple images: destination transport "${to.name.transport}" does not support copying multiple images as a group`,
        {
          code: "NoLists",
          text: "This kind of place keeps one image, not one for each platform.",
          next: "Leave out --all.",
        },
      );
    }
    await to.commit();
    return done;
  } catch (error) {
    throw imageError(error);
  }
}
