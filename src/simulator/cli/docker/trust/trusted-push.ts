import type { Call } from "../../program.ts";
import { ExitError } from "../../program.ts";
import type { ImageStore, StoredImage } from "../image-store.ts";
import type { ImageName } from "../names.ts";
import { pushTag } from "../push.ts";
import { notaryError, TrustError } from "./trust-server.ts";
import { TrustRepository, type Target } from "./trust-repository.ts";

/** An error of signing as docker words it: what failed, and why. */
export function signingError(gun: string, tag: string, error: unknown): ExitError {
  const prefix = `failed to sign ${gun}:${tag}: `;
  if (error instanceof TrustError) return new ExitError(1, `${prefix}${error.message}`, error.explanation);
  if (error instanceof ExitError) return new ExitError(error.exitCode, `${prefix}${error.message}`, error.explanation);
  throw error;
}

/** Signs a tag for every role that this machine has a key of, and initializes the repository when it is new. */
export async function signTag(call: Call, name: ImageName, tag: string, target: Target): Promise<void> {
  call.out("Signing and pushing trust metadata\n");
  const repository = new TrustRepository(call, name);
  const { gun } = repository;
  try {
    if (!(await repository.load())) {
      await repository.initialize();
      call.out(`Finished initializing "${gun}"\n`);
      repository.setTarget(["targets"], tag, target);
    } else repository.setTarget(repository.signableRoles(), tag, target);
  } catch (error) {
    if (error instanceof TrustError) throw notaryError(gun, error);
    throw error;
  }
  try {
    await repository.publish();
  } catch (error) {
    throw signingError(gun, tag, error);
  }
  call.out(`Successfully signed ${gun}:${tag}\n`);
}

/** Pushes a tag and signs it. A registry that takes signed images only gets the signature before the tag. */
export async function trustedPush(
  call: Call,
  store: ImageStore,
  name: ImageName,
  image: StoredImage,
  quiet: boolean,
): Promise<void> {
  const tag = name.tag ?? "latest";
  let signed = false;
  const sign = async (target: Target) => {
    signed = true;
    await signTag(call, name, tag, target);
  };
  const digest = await pushTag(call, store, name, image, quiet, sign);
  if (!signed) await sign({ digest, length: new TextEncoder().encode(image.manifest).length });
}
