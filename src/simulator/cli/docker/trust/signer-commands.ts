import { readPublicKey } from "../../../signing/pem.ts";
import { resolvePath } from "../../file-system.ts";
import { ExitError } from "../../program.ts";
import type { DockerCall } from "../docker-call.ts";
import { imageName } from "../names.ts";
import { checkName } from "./key-commands.ts";
import { delegationsOf, releases, versionOf } from "./metadata.ts";
import { notaryError, TrustError } from "./trust-server.ts";
import { TrustRepository } from "./trust-repository.ts";

/** Does something to each repository of the line; those that it fails for are named at the end. */
async function forEachRepository(
  { call, line }: DockerCall,
  failed: string,
  work: (repository: string) => Promise<void>,
): Promise<number> {
  const bad: string[] = [];
  for (const repository of line.operands.slice(1)) {
    try {
      await work(repository);
    } catch (error) {
      if (!(error instanceof ExitError) && !(error instanceof TrustError)) throw error;
      const stop = error instanceof ExitError ? error : notaryError(imageName(repository).full, error);
      call.err(`${stop.message}\n\n`);
      if (stop.explanation) call.explain(stop.explanation);
      bad.push(repository);
    }
  }
  if (bad.length > 0) throw new ExitError(1, `${failed}: ${bad.join(", ")}`);
  return 0;
}

/** `docker trust signer add`. */
export async function addSigner(docker: DockerCall): Promise<number> {
  const { call, line } = docker;
  const [signer = ""] = line.operands;
  checkName("signer", signer);
  if (signer === "releases") throw new ExitError(1, "releases is a reserved keyword, use a different signer name");
  const paths = line.texts("--key");
  if (paths.length === 0) {
    throw new ExitError(1, "path to a public key must be provided using the `--key` flag", {
      code: "MissingOption",
      text: "A signer is identified by their public key.",
      next: "The signer creates one with `docker trust key generate NAME` and gives you NAME.pub.",
    });
  }
  const { files, home } = call.machine;
  const keys = paths.map((raw) => {
    const path = resolvePath(raw, call.folder, home);
    if (files.stat(path)?.kind !== "file") {
      throw new ExitError(1, `unable to read public key from file: open ${raw}: no such file or directory`);
    }
    const key = readPublicKey(files.text(path));
    if (key) return key;
    throw new ExitError(1, `could not parse public key from file: ${raw}: no valid public key found`, {
      code: "BadKey",
      text: "A public key is a PEM file with a key on the curve P-256, as `docker trust key generate` writes it.",
    });
  });
  return forEachRepository(docker, "failed to add signer to", async (repository) => {
    call.out(`Adding signer "${signer}" to ${repository}...\n`);
    const trust = new TrustRepository(call, imageName(repository));
    if (!(await trust.load())) {
      call.out(`Initializing signed repository for ${repository}...\n`);
      await trust.initialize();
      call.out(`Successfully initialized "${repository}"\n`);
    }
    trust.addSigner(signer, keys);
    await trust.publish();
    call.out(`Successfully added signer: ${signer} to ${repository}\n\n`);
  });
}

/** `docker trust signer remove`. */
export async function removeSigner(docker: DockerCall): Promise<number> {
  const { call, line } = docker;
  const [signer = ""] = line.operands;
  return forEachRepository(docker, "error removing signer from", async (repository) => {
    call.out(`Removing signer "${signer}" from ${repository}...\n`);
    if (signer === "releases") throw new ExitError(1, "releases is a reserved keyword and cannot be removed");
    const trust = new TrustRepository(call, imageName(repository));
    if (!(await trust.load())) {
      throw new ExitError(
        1,
        `error retrieving signers for ${repository}: ${trust.server.host} does not have trust data for ${trust.gun}`,
        { code: "NotSigned", text: `${repository} has no signed tags.` },
      );
    }
    const data = trust.current();
    const role = delegationsOf(data).find(({ name }) => name === `targets/${signer}`);
    if (!role) {
      throw new ExitError(1, `no signer ${signer} for repository ${repository}`, {
        code: "NoSuchSigner",
        text: `${signer} is not among the signers of ${repository}.`,
        next: `\`docker trust inspect --pretty ${repository}\``,
      });
    }
    const signatures = data[releases]?.signatures ?? [];
    if (
      versionOf(data[releases]) > 0 &&
      signatures.every(({ keyid }) => role.keyids.includes(keyid)) &&
      !line.on("--force")
    ) {
      const answer = await call.terminal?.ask(
        `The signer "${signer}" signed the last released version of ${repository}. Removing this signer will make ${repository} unpullable. Are you sure you want to continue? [y/N] `,
      );
      if (!["y", "yes"].includes((answer ?? "").toLowerCase())) {
        call.out("\nAborting action.\n");
        return;
      }
    }
    trust.removeSigner(signer);
    await trust.publish();
    call.out(`Successfully removed ${signer} from ${repository}\n\n`);
  });
}
