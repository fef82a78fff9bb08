import type { DockerCall } from "./docker-call.ts";
import { imageName } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";
import { pullImage } from "./pull.ts";
import { trustEnabled } from "./trust/enabled.ts";
import { trustedPull } from "./trust/trusted-pull.ts";

/** `docker pull` */
export async function pull(docker: DockerCall): Promise<number> {
  const { call, line, store } = docker;
  const name = imageName(line.operands[0] ?? "");
  const quiet = line.on("--quiet");
  const options = { platform: line.text("--platform") ?? "linux/amd64", quiet };
  if (name.tag === undefined && name.digest === undefined && !quiet) call.out("Using default tag: latest\n");
  if (name.digest === undefined && trustEnabled(call, line)) {
    await trustedPull(call, store, name, options);
    return 0;
  }
  await pullImage(call, store, name, options);
  call.out(`${fullReference(name)}\n`);
  return 0;
}
