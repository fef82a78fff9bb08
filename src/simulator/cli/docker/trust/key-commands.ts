import { readPrivateKey, publicKeyPem } from "../../../signing/pem.ts";
import { FileError, resolvePath } from "../../file-system.ts";
import { ExitError } from "../../program.ts";
import type { DockerCall } from "../docker-call.ts";
import { KeyStore } from "./key-store.ts";
import { sealedHeaders } from "./sealed-key.ts";

export const nameForm = /^[a-z0-9][a-z0-9_-]*$/;

const badName = (subject: string, name: string): ExitError =>
  new ExitError(
    1,
    `${subject} name "${name}" must start with lowercase alphanumeric characters and can include "-" or "_" after the first character`,
    { code: "BadName", text: "The name becomes a role of the repository's trust data." },
  );

/** Checks the name of a key or of a signer. */
export function checkName(subject: "key" | "signer", name: string): void {
  if (!nameForm.test(name)) throw badName(subject, name);
}

/** `docker trust key generate`. */
export async function generateKey({ call, line }: DockerCall): Promise<number> {
  const [name = ""] = line.operands;
  const { files, home } = call.machine;
  checkName("key", name);
  const folder = resolvePath(line.text("--dir") ?? ".", call.folder, home);
  if (files.stat(folder)?.kind !== "folder") throw new ExitError(1, `public key path does not exist: "${folder}"`);
  const path = `${folder}/${name}.pub`;
  if (files.stat(path)) {
    throw new ExitError(1, `public key file already exists: "${path}"`, {
      code: "FileExists",
      text: "This machine already has a key of this name.",
      next: `Choose another name, or remove it: \`rm ${path}\``,
    });
  }
  call.out(`Generating key for ${name}...\n`);
  const key = await new KeyStore(call).create(name);
  files.write(path, publicKeyPem(key.publicKey, { role: name }));
  call.out(`Successfully generated and loaded private key. Corresponding public key available: ${path}\n`);
  return 0;
}

/** `docker trust key load`. */
export async function loadKey({ call, line }: DockerCall): Promise<number> {
  const [raw = ""] = line.operands;
  const name = line.text("--name") ?? "signer";
  checkName("key", name);
  call.out(`Loading key from "${raw}"...\n`);
  let text: string;
  try {
    text = call.machine.files.text(resolvePath(raw, call.folder, call.machine.home));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new ExitError(1, `refusing to load key from ${raw}: stat ${raw}: no such file or directory`, {
      code: "FileNotFound",
      text: `There is no file ${raw} here.`,
    });
  }
  if (sealedHeaders(text)) {
    throw new ExitError(
      1,
      `error importing key from ${raw}: cannot load key from provided file ${raw}: could not decrypt key`,
      {
        code: "KeyIsSealed",
        text: "The file is a key of docker's own store, which has it already.",
      },
    );
  }
  const key = readPrivateKey(text);
  if (!key) {
    throw new ExitError(
      1,
      `error importing key from ${raw}: provided file ${raw} is not a supported private key - to add a signer's public key use docker trust signer add`,
      { code: "BadKey", text: "A private key is a PEM file with a key on the curve P-256." },
    );
  }
  await new KeyStore(call).keep(key, name);
  call.out(`Successfully imported key from ${raw}\n`);
  return 0;
}
