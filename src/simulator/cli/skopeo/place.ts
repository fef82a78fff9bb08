import type { Descriptor } from "../../registry-client/descriptor.ts";
import type { ImageName } from "./image-name.ts";
import type { Format } from "./manifest-types.ts";

export interface RawManifest {
  bytes: Uint8Array;
  mediaType: string;
}

/** Where an image is read. */
export interface Source {
  name: ImageName;
  /** The image's manifest, or that of one instance of its list. */
  manifest(instance?: string): Promise<RawManifest>;
  blob(descriptor: Descriptor): Promise<Uint8Array>;
}

/** Where an image is written: blobs, then manifests of instances, then the image's own manifest, then the end. */
export interface Destination {
  name: ImageName;
  /** The only format that it takes, if it takes but one. */
  format?: Format;
  /** Whether a list can be written. */
  lists: boolean;
  /** Takes a blob over without reading it, or finds it there; false when it has to be put. */
  reuse(descriptor: Descriptor, from: Source): Promise<boolean>;
  put(descriptor: Descriptor, bytes: Uint8Array): Promise<void>;
  putManifest(manifest: RawManifest, digest: string, isInstance: boolean): Promise<void>;
  /** Finishes what has to be written at once, e.g. an archive. */
  commit(): Promise<void>;
}
