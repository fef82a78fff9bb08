import * as v from "valibot";
import { instructorKeysSchema, type InstructorKeys } from "./keys.ts";
import { reject, succeed, type Outcome } from "./outcome.ts";
import { fromCode, toCode } from "./packing.ts";

/** Rounds of PBKDF2-SHA-256 for new files, as OWASP recommends since 2023. */
const rounds = 600_000;
/** Fewest characters of a passphrase. */
export const passphraseLength = 12;

const fileSchema = v.object({
  format: v.literal("drydock-keys"),
  version: v.number(),
  rounds: v.pipe(v.number(), v.integer(), v.minValue(100_000), v.maxValue(5_000_000)),
  salt: v.pipe(v.string(), v.maxLength(100)),
  nonce: v.pipe(v.string(), v.maxLength(100)),
  keys: v.pipe(v.string(), v.maxLength(10_000)),
});

const algorithm = (nonce: Uint8Array<ArrayBuffer>) => ({
  name: "AES-GCM",
  iv: nonce,
  additionalData: new TextEncoder().encode("drydock-keys 1"),
});

async function wrappingKey(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const secret = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const material = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Returns the text of a file from which a passphrase restores the keys on any device. */
export async function backUpKeys(keys: InstructorKeys, passphrase: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const key = await wrappingKey(passphrase, salt, rounds);
  const plain = new TextEncoder().encode(JSON.stringify(keys));
  const wrapped = await crypto.subtle.encrypt(algorithm(nonce), key, plain);
  const file = {
    format: "drydock-keys",
    version: 1,
    rounds,
    salt: toCode(salt),
    nonce: toCode(nonce),
    keys: toCode(new Uint8Array(wrapped)),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export type KeyFileProblem = "notKeys" | "newerVersion" | "passphrase";

/** Reads the keys back from the text of such a file. */
export async function restoreKeys(text: string, passphrase: string): Promise<Outcome<InstructorKeys, KeyFileProblem>> {
  const notKeys = reject(
    "notKeys",
    "This file contains no keys. Choose the file that was saved as a backup of your keys.",
  );
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return notKeys;
  }
  const file = v.safeParse(fileSchema, data);
  if (!file.success) return notKeys;
  const { version, salt, nonce, keys, rounds: iterations } = file.output;
  if (version !== 1) {
    return reject("newerVersion", `This file has format ${version}. Update Drydock, then open it again.`);
  }
  try {
    const bytes = [salt, nonce, keys].map((part) => Uint8Array.from(fromCode(part) ?? []));
    const [saltBytes, nonceBytes, wrapped] = bytes as [
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
    ];
    const key = await wrappingKey(passphrase, saltBytes, iterations);
    const plain = await crypto.subtle.decrypt(algorithm(nonceBytes), key, wrapped);
    return succeed(v.parse(instructorKeysSchema, JSON.parse(new TextDecoder().decode(plain))));
  } catch {
    return reject("passphrase", "The passphrase is wrong, or the file was changed. Try again.");
  }
}
