import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { copyContent } from "../../registry-client/copy-content.ts";
import { readManifest, type Descriptor } from "../../registry-client/descriptor.ts";
import { fetchManifest, indexTypes } from "../../registry-client/download.ts";
import { listReferrers } from "../../registry-client/referrers.ts";
import { putManifest, type Uploaded } from "../../registry-client/upload.ts";
import { report, type Status } from "./status.ts";
import { atRegistry, namedTarget, targetOf } from "./target.ts";

const statusOf: Record<Uploaded, Status> = { uploaded: "Copied ", exists: "Exists ", mounted: "Mounted" };

/** `oras cp`: an artifact with everything below it, with `-r` also what refers to it. */
export async function copy(call: Call, line: GoLine): Promise<number> {
  const from = namedTarget(call, line.operands[0] ?? "", "oras cp");
  const [raw = "", ...more] = (line.operands[1] ?? "").split(",");
  const to = targetOf(call, raw);
  const listener = {
    before: (descriptor: Descriptor) => report(call, descriptor, "Copying"),
    after: (descriptor: Descriptor, how: Uploaded) => report(call, descriptor, statusOf[how]),
  };
  const resolved = atRegistry(call, from, `failed to resolve ${from.reference}`);
  let root = await resolved(fetchManifest(from.client, from.repository, from.reference));
  const platform = line.text("--platform");
  if (platform !== undefined && indexTypes.includes(root.mediaType)) {
    const found = readManifest(root.bytes).manifests?.find(
      ({ platform: of }) => of && `${of.os}/${of.architecture}` === platform,
    );
    if (found) root = await resolved(fetchManifest(from.client, from.repository, found.digest));
  }
  const { mediaType, digest, bytes } = root;
  // From here on an error usually comes from the target, so the message names it.
  const copied = atRegistry(call, to, "failed to copy");
  await copied(copyContent(from, to, { mediaType, digest, size: bytes.length }, to.reference, listener));
  if (line.on("--recursive")) {
    const copyReferrers = async (subject: string): Promise<void> => {
      for (const referrer of await copied(listReferrers(from.client, from.repository, subject))) {
        await copied(copyContent(from, to, referrer, undefined, listener));
        await copyReferrers(referrer.digest);
      }
    };
    await copyReferrers(digest);
    for (const child of readManifest(bytes).manifests ?? []) await copyReferrers(child.digest);
  }
  for (const tag of more) await copied(putManifest(to.client, to.repository, tag, bytes, mediaType));
  call.out(`Copied [registry] ${from.raw} => [registry] ${raw}\n`);
  for (const tag of more) call.out(`Tagged [registry] ${to.path}:${tag}\n`);
  call.out(`Digest: ${digest}\n`);
  return 0;
}
