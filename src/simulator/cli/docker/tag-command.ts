import { Stop } from "../program.ts";
import type { DockerCall } from "./docker-call.ts";
import { requireImage } from "./local-image.ts";
import { imageName, withReference } from "./names.ts";

/** `docker tag` */
export function tag(docker: DockerCall): number {
  const [source = "", target = ""] = docker.line.operands;
  const image = requireImage(docker, source);
  const name = imageName(target);
  if (name.digest !== undefined)
    throw new Stop(1, "Error response from daemon: refusing to create a tag with a digest reference");
  docker.store.tag(withReference(name), image.id);
  docker.store.save();
  return 0;
}
