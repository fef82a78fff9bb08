import { ExitError } from "../program.ts";
import type { DockerCall } from "./docker-call.ts";
import { requireImage } from "./local-image.ts";
import { imageName } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";

/** `docker tag` */
export function tag(docker: DockerCall): number {
  const [source = "", target = ""] = docker.line.operands;
  const image = requireImage(docker, source);
  const name = imageName(target);
  if (name.digest !== undefined)
    throw new ExitError(1, "Error response from daemon: refusing to create a tag with a digest reference");
  docker.store.tag(fullReference(name), image.id);
  docker.store.save();
  return 0;
}
