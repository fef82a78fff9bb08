import { formatTemplate } from "./format-template.ts";
import type { DockerCall } from "./docker-call.ts";
import { configOf, sizeOf, type StoredImage } from "./image-store.ts";
import { requireImage } from "./local-image.ts";
import { familiarName } from "./names.ts";

/** `docker inspect` */
export function inspect(docker: DockerCall): number {
  const { call, line } = docker;
  const all = line.operands.map((text) => inspection(docker, requireImage(docker, text)));
  const format = line.text("--format");
  if (format === undefined || format === "json") {
    call.out(`${JSON.stringify(all, null, format === undefined ? 4 : undefined)}\n`);
    return 0;
  }
  for (const inspected of all) call.out(`${formatTemplate(format, inspected)}\n`);
  return 0;
}

function inspection(docker: DockerCall, image: StoredImage): Record<string, unknown> {
  const { store, call } = docker;
  const { tags, digests } = store.namesOf(image.id);
  const config = configOf(call.machine, image);
  return {
    Id: image.id,
    RepoTags: tags.map(familiarName),
    RepoDigests: digests.map(familiarName),
    Parent: "",
    Comment: "",
    Created: image.created,
    DockerVersion: "",
    Author: "",
    Config: config["config"] ?? {},
    Architecture: image.architecture,
    Os: image.os,
    Size: sizeOf(image),
    RootFS: { Type: "layers", Layers: image.layers.map(({ diffId }) => diffId) },
    Metadata: { LastTagTime: "0001-01-01T00:00:00Z" },
  };
}
