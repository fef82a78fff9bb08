import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { copyContent } from "../registry/copy-content.ts";
import { readManifest, type Descriptor } from "../registry/descriptor.ts";
import { fetchManifest, indexTypes } from "../registry/download.ts";
import { listReferrers } from "../registry/referrers.ts";
import { putManifest, type Uploaded } from "../registry/upload.ts";
import { report, type Status } from "./status.ts";
import { atRegistry, namedTarget, targetOf } from "./target.ts";

const statusOf: Record<Uploaded, Status> = { uploaded: "Copied ", exists: "Exists ", mounted: "Mounted" };

/** `oras cp`: an artifact with everything below it, with `-r` also what refers to it. */
export async function copy(call: Call, line: GoLine): Promise<number> {
  const { machine } = call;
  const from = namedTarget(call, line.operands[0] ?? "", "oras cp");
  const [raw = "", ...more] = (line.operands[1] ?? "").split(",");
  const to = targetOf(call, raw);
  const listener = {
    before: (descriptor: Descriptor) => report(call, descriptor, "Copying"),
    after: (descriptor: Descriptor, how: Uploaded) => report(call, descriptor, statusOf[how]),
  };
  const root = await atRegistry(call, from, `failed to resolve ${from.reference}`, async () => {
    let top = await fetchManifest(machine, from.client, from.repository, from.reference);
    const platform = line.text("--platform");
    if (platform !== undefined && indexTypes.includes(top.mediaType)) {
      const found = readManifest(top.bytes).manifests?.find(
        ({ platform: of }) => of && `${of.os}/${of.architecture}` === platform,
      );
      if (found) top = await fetchManifest(machine, from.client, from.repository, found.digest);
    }
    return { mediaType: top.mediaType, digest: top.digest, size: top.bytes.length, bytes: top.bytes };
  });
  // From here on an error usually comes from the target, so the message names it.
  await atRegistry(call, to, "failed to copy", async () => {
    const { bytes, ...descriptor } = root;
    await copyContent(machine, from, to, descriptor, to.reference, listener);
    if (line.on("--recursive")) {
      const copyReferrers = async (digest: string): Promise<void> => {
        for (const one of await listReferrers(machine, from.client, from.repository, digest)) {
          await copyContent(machine, from, to, one, undefined, listener);
          await copyReferrers(one.digest);
        }
      };
      await copyReferrers(root.digest);
      for (const { digest } of readManifest(bytes).manifests ?? []) await copyReferrers(digest);
    }
    for (const tag of more) await putManifest(machine, to.client, to.repository, tag, bytes, root.mediaType);
  });
  call.out(`Copied [registry] ${from.raw} => [registry] ${raw}\n`);
  for (const tag of more) call.out(`Tagged [registry] ${to.path}:${tag}\n`);
  call.out(`Digest: ${root.digest}\n`);
  return 0;
}
