import { ExitError } from "../../program.ts";
import { credentialsFor, tokenUser } from "../../registry/docker-config.ts";
import type { DockerCall } from "../docker-call.ts";
import { requireImage } from "../local-image.ts";
import { imageName } from "../names.ts";
import { releasedTags, releasedTarget, signersOf } from "./metadata.ts";
import { signingError, trustedPush } from "./trusted-push.ts";
import { notaryError, TrustError } from "./trust-server.ts";
import { TrustRepository } from "./trust-repository.ts";

/** `docker trust sign`: signs a tag that is signed already once more, or pushes and signs a local image. */
export async function signImage(docker: DockerCall): Promise<number> {
  const { call, line, store } = docker;
  const [text = ""] = line.operands;
  const name = imageName(text);
  if (name.digest !== undefined) throw new ExitError(1, "cannot use a digest reference for IMAGE:TAG");
  if (name.tag === undefined) {
    throw new ExitError(1, `no tag specified for ${text}`, {
      code: "NoTag",
      text: "A signature covers a tag and the digest it points to, so the name needs a tag.",
      next: `\`docker trust sign ${text}:TAG\``,
    });
  }
  const { tag } = name;
  const trust = new TrustRepository(call, name);
  try {
    if (!(await trust.load())) {
      requireImage(docker, text);
      const kept = credentialsFor(call.machine, name.host);
      const user = kept && "username" in kept ? kept.username : tokenUser;
      await trust.initialize();
      trust.addSigner(user, [(await trust.keys.findOrCreate(user)).publicKey]);
      await trust.publish();
      call.out(`Created signer: ${user}\nFinished initializing signed repository for ${text}\n`);
      await trust.load();
    }
  } catch (error) {
    if (error instanceof TrustError) throw notaryError(trust.gun, error);
    throw error;
  }
  const data = trust.current();
  const released = releasedTarget(data, tag);
  if (!released || line.on("--local")) {
    const image = requireImage(docker, text);
    call.err(`Signing and pushing trust data for local image ${text}, may overwrite remote trust data\n`);
    call.out(`The push refers to repository [${name.full}]\n`);
    await trustedPush(call, store, name, image, false);
    return 0;
  }
  call.out(`Signing and pushing trust metadata for ${text}\n`);
  try {
    trust.setTarget(trust.signableRoles(), tag, { digest: `sha256:${released.hex}`, length: released.length });
    const signers = signersOf(data, tag);
    call.out(`Existing signatures for tag ${tag} digest ${released.hex} from:\n${signers.join(", ")}\n`);
    await trust.publish();
  } catch (error) {
    throw signingError(trust.gun, tag, error);
  }
  call.out(`Successfully signed ${trust.gun}:${tag}\n`);
  return 0;
}

/** `docker trust revoke`: takes signatures back, of one tag or of all. */
export async function revoke({ call, line }: DockerCall): Promise<number> {
  const [text = ""] = line.operands;
  const name = imageName(text);
  if (name.digest !== undefined) throw new ExitError(1, "cannot use a digest reference for IMAGE:TAG");
  if (name.tag === undefined && !line.on("--yes")) {
    const question = `Confirm you would like to delete all signature data for ${text}? [y/N] `;
    const answer = await call.terminal?.ask(question);
    if (!["y", "yes"].includes((answer ?? "").toLowerCase())) throw new ExitError(1, "trust revoke has been cancelled");
  }
  const trust = new TrustRepository(call, name);
  const refused = (why: string, explanation?: ExitError["explanation"]) =>
    new ExitError(1, `could not remove signature for ${text}: ${why}`, explanation);
  try {
    if (!(await trust.load())) {
      throw refused(`${trust.server.host} does not have trust data for ${trust.gun}`, {
        code: "NotSigned",
        text: `${trust.gun} has no signed tags.`,
      });
    }
    const data = trust.current();
    const tags = name.tag === undefined ? releasedTags(data) : [name.tag];
    if (tags.length === 0) throw refused("no signed tags to remove");
    const missing = tags.find((tag) => !releasedTarget(data, tag));
    if (missing !== undefined) {
      throw refused(`No valid trust data for ${missing}`, { code: "NotSigned", text: `${missing} is not signed.` });
    }
    const roles = trust.signableRoles();
    for (const tag of tags) trust.removeTarget(roles, tag);
    await trust.publish();
  } catch (error) {
    if (error instanceof TrustError) throw refused(error.message, error.explanation);
    throw error;
  }
  call.out(`Successfully deleted signature for ${text}\n`);
  return 0;
}
