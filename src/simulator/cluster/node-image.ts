import { dockerPolicy, fullReference, parseReference, tagOrDigest } from "../registry-client/reference.ts";
import type { Origin } from "../world/cloud.ts";

/** A machine that pulls: where it is, what it runs, and the managed identity it has. */
export interface PullingMachine {
  origin: Origin;
  platform: { os: string; architecture: string };
  /** Object id of the managed identity that it may use for registries. */
  identity?: string;
  /** User names and passwords by registry host. */
  credentials?: { server: string; username: string; password: string }[];
}

/** An image on a machine, after a pull. */
export interface PulledImage {
  digest: string;
  /** Bytes of the config and all layers. */
  size: number;
  config: ImageConfig;
}

export interface ImageConfig {
  entrypoint: string[];
  command: string[];
  environment: string[];
}

export type PullFailure = {
  /** gRPC code that the container runtime reports. */
  code: "NotFound" | "Unknown" | "InvalidArgument";
  message: string;
  /** HTTP status that decided, if one was received. */
  status?: number;
};

export interface ImageName {
  /** With host and tag or digest, as the runtime writes it. */
  full: string;
  host: string;
  repository: string;
  /** Tag or digest. */
  reference: string;
}

/** Parses an image name as container runtimes do: no host is Docker Hub, no tag is `latest`; undefined when malformed. */
export function parseImage(image: string): ImageName | undefined {
  const parsed = parseReference(image, dockerPolicy);
  if (!parsed.ok) return undefined;
  const { host, repository } = parsed.value;
  return { full: fullReference(parsed.value), host, repository, reference: tagOrDigest(parsed.value) };
}
