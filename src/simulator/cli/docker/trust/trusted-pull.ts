import { ExitError, type Call } from "../../program.ts";
import type { ImageStore } from "../image-store.ts";
import { type ImageName } from "../names.ts";
import { fullReference } from "../../../registry-client/reference.ts";
import { pullImage, type PullOptions } from "../pull.ts";
import { releasedTarget } from "./metadata.ts";
import { notaryError, TrustError, TrustServer } from "./trust-server.ts";

/** Pulls what a tag was signed for, by its digest, and gives it the tag. */
export async function trustedPull(call: Call, store: ImageStore, name: ImageName, options: PullOptions): Promise<void> {
  const tag = name.tag ?? "latest";
  const server = new TrustServer(call, name);
  const data = await server.load().catch((error: unknown) => {
    throw error instanceof TrustError ? notaryError(server.gun, error) : error;
  });
  const switchOff = `Whoever publishes the image has to sign it. Without trust it can be pulled: \`docker pull --disable-content-trust ${name.familiar}:${tag}\``;
  if (!data) {
    throw new ExitError(
      1,
      `Error: remote trust data does not exist for ${server.gun}: ${server.host} does not have trust data for ${server.gun}`,
      {
        code: "NotSigned",
        text: `Content trust is on for this client, and no tag of ${server.gun} was ever signed.`,
        next: switchOff,
      },
    );
  }
  const target = releasedTarget(data, tag);
  if (!target) {
    throw new ExitError(1, `No valid trust data for ${tag}`, {
      code: "NotSigned",
      text: `Content trust is on for this client, and the tag ${tag} of ${server.gun} is not signed; others are.`,
      next: switchOff,
    });
  }
  const digest = `sha256:${target.hex}`;
  const tagged = `${name.familiar}:${tag}`;
  if (!options.quiet) call.out(`Pull (1 of 1): ${tagged}@${digest}\n`);
  const { tag: _, ...untagged } = name;
  const image = await pullImage(call, store, { ...untagged, digest }, options);
  call.err(`Tagging ${name.familiar}@${digest} as ${tagged}\n`);
  store.tag(`${name.full}:${tag}`, image.id);
  store.save();
  call.out(`${fullReference({ ...name, tag })}\n`);
}
