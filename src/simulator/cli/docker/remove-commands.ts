import { ExitError } from "../program.ts";
import type { DockerCall } from "./docker-call.ts";
import { sizeOf } from "./image-store.ts";
import { requireImage } from "./local-image.ts";
import { familiarName, imageName, shortId } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";
import { sizeText } from "./units.ts";

/** `docker rmi`: takes names away, and with the last one the image. */
export function remove(docker: DockerCall): number {
  const { call, line, store } = docker;
  let exitCode = 0;
  for (const text of line.operands) {
    try {
      const image = requireImage(docker, text);
      const { tags } = store.namesOf(image.id);
      const asId = store.find(text) === image && !tags.includes(text);
      const named = asId ? undefined : fullReference(imageName(text));
      if (asId && tags.length > 1 && !line.on("--force")) {
        throw new ExitError(
          1,
          `Error response from daemon: conflict: unable to delete ${shortId(image.id)} (must be forced) - image is referenced in multiple repositories`,
        );
      }
      const gone = named === undefined ? tags : [named];
      for (const name of gone) {
        store.untag(name);
        call.out(`Untagged: ${familiarName(name)}\n`);
      }
      const names = store.namesOf(image.id);
      if (names.tags.length > 0) continue;
      for (const digest of names.digests) call.out(`Untagged: ${familiarName(digest)}\n`);
      call.out(`Deleted: ${image.id}\n`);
      for (const diffId of store.remove(image)) call.out(`Deleted: ${diffId}\n`);
    } catch (error) {
      if (!(error instanceof ExitError)) throw error;
      call.err(`${error.message}\n`);
      if (error.explanation) call.explain(error.explanation);
      exitCode = 1;
    }
  }
  store.save();
  return exitCode;
}

/** `docker image prune`: images without a name, or all. */
export function prune(docker: DockerCall): number {
  const { call, line, store } = docker;
  const gone = store.images.filter(({ id }) => store.namesOf(id).tags.length === 0);
  if (line.on("--all")) gone.push(...store.images.filter(({ id }) => store.namesOf(id).tags.length > 0));
  let bytes = 0;
  if (gone.length > 0) call.out("Deleted Images:\n");
  for (const image of gone) {
    bytes += sizeOf(image);
    call.out(`deleted: ${image.id}\n`);
    store.remove(image);
  }
  store.save();
  call.out(`${gone.length > 0 ? "\n" : ""}Total reclaimed space: ${sizeText(bytes)}\n`);
  return 0;
}
