import { ExitError } from "../program.ts";
import type { DockerCall } from "./docker-call.ts";
import type { StoredImage } from "./image-store.ts";
import { imageName, shownReference } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";

/** An image that a command names, or docker's words for one that is not there. */
export function requireImage(
  { store }: DockerCall,
  text: string,
  say = (name: string) => `Error response from daemon: No such image: ${name}`,
): StoredImage {
  const byId = store.find(text);
  if (byId) return byId;
  const name = imageName(text);
  const image = store.find(fullReference(name));
  if (image) return image;
  throw new ExitError(1, say(shownReference(name)), {
    code: "NoLocalImage",
    text: `The docker daemon has no image called ${text}.`,
    next: "`docker images` lists what it has; `docker pull` fetches one.",
  });
}
