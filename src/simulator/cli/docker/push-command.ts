import type { DockerCall } from "./docker-call.ts";
import { imageName } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";
import { noSuchTag, pushTag } from "./push.ts";
import { trustEnabled } from "./trust/enabled.ts";
import { trustedPush } from "./trust/trusted-push.ts";

/** `docker push`: one tag, or all of a repository. */
export async function push(docker: DockerCall): Promise<number> {
  const { call, line, store } = docker;
  const name = imageName(line.operands[0] ?? "");
  const quiet = line.on("--quiet");
  if (line.on("--all-tags")) {
    const names = store.tags.filter(([full]) => full.startsWith(`${name.full}:`));
    if (names.length === 0) throw noSuchTag(name);
    if (!quiet) call.out(`The push refers to repository [${name.full}]\n`);
    for (const [full] of names) {
      const image = store.find(full);
      if (image) await pushTag(call, store, imageName(full), image, quiet);
    }
    if (trustEnabled(call, line)) call.err("No tag specified, skipping trust metadata push\n");
    return 0;
  }
  if (name.tag === undefined && !quiet) call.out("Using default tag: latest\n");
  if (!quiet) call.out(`The push refers to repository [${name.full}]\n`);
  const image = store.find(fullReference(name));
  if (!image) throw noSuchTag(name);
  if (trustEnabled(call, line)) await trustedPush(call, store, name, image, quiet);
  else await pushTag(call, store, name, image, quiet);
  if (quiet) call.out(`${fullReference(name)}\n`);
  return 0;
}
