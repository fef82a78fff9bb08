import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { readPrivateKey } from "../../signing/pem.ts";
import { toHex } from "../../world/ids.ts";
import { addKey, failed, readSigningKeys, table, writeSigningKeys } from "./config.ts";
import { readCertificates } from "./trust-store.ts";

const notFound = (name: string) =>
  failed(`${name}: not found`, {
    code: "NoSuchKey",
    text: `notation has no key called ${name}.`,
    next: "`notation key list` shows the keys.",
  });

/** What is said of plugins: keys in a vault need a program that is not here. */
export const noPlugins = (plugin: string) =>
  failed(`plugin ${plugin} is not simulated`, {
    code: "NotSimulated",
    text: "No plugins run here, so keys of Azure Key Vault or of another store cannot sign; keys in files do.",
    next: "`notation cert generate-test --default NAME` creates one.",
  });

/** `notation key add`: a key and its certificate that are in files already. */
export function add(call: Call, line: GoLine): number {
  const name = line.text("--name") ?? "";
  const plugin = line.text("--plugin");
  if (plugin !== undefined) throw noPlugins(plugin);
  if (name === "") {
    throw failed('required flag(s) "name" not set', { code: "MissingOption", text: "The key needs a name." });
  }
  const [key, certificate] = line.operands;
  if (key === undefined) throw failed("missing key and certificate paths");
  if (certificate === undefined) throw failed("missing certificate path for the corresponding key");
  const { files, home } = call.machine;
  const keyPath = resolvePath(key, call.folder, home);
  const certPath = resolvePath(certificate, call.folder, home);
  for (const path of [certPath, keyPath]) {
    if (files.stat(path)?.kind !== "file") throw failed(`open ${path}: no such file or directory`);
  }
  const secret = readPrivateKey(files.text(keyPath));
  const read = readCertificates(files, certPath);
  if (!secret || typeof read === "string") {
    throw failed("tls: failed to find any PEM data in key or certificate input", {
      code: "BadKey",
      text: "A key here is a PEM file with a key on the curve P-256, and its certificate another.",
    });
  }
  if (!read[0] || toHex(read[0].publicKey) !== toHex(secret.publicKey)) {
    throw failed("tls: private key does not match public key", {
      code: "KeyMismatch",
      text: "The certificate belongs to another key.",
    });
  }
  addKey(call, { name, keyPath, certPath }, line.on("--default"));
  call.out(line.on("--default") ? `${name}: marked as default\n` : `${name}\n`);
  return 0;
}

/** `notation key update`: makes a key the default one. */
export function update(call: Call, line: GoLine): number {
  const name = line.operands[0] ?? "";
  const known = readSigningKeys(call);
  if (!known.keys.some((key) => key.name === name)) throw notFound(name);
  if (!line.on("--default")) {
    call.err("Warning: --default flag is not set, command did not take effect\n");
    return 0;
  }
  writeSigningKeys(call, { ...known, default: name });
  call.out(`${name}: marked as default\n`);
  return 0;
}

/** `notation key list`. */
export function list(call: Call): number {
  const { keys, default: standard } = readSigningKeys(call);
  const rows = keys.map(({ name, keyPath = "", certPath = "" }) => [
    name === standard ? `* ${name}` : name,
    keyPath,
    certPath,
    "",
    "",
  ]);
  call.out(table([["NAME", "KEY PATH", "CERTIFICATE PATH", "ID", "PLUGIN NAME"], ...rows]));
  return 0;
}

/** `notation key delete`: forgets keys; their files stay. */
export function remove(call: Call, line: GoLine): number {
  const known = readSigningKeys(call);
  for (const name of line.operands) if (!known.keys.some((key) => key.name === name)) throw notFound(name);
  const { default: standard, keys } = known;
  const remaining = keys.filter(({ name }) => !line.operands.includes(name));
  const keeps = standard !== undefined && !line.operands.includes(standard);
  writeSigningKeys(call, { keys: remaining, ...(keeps && { default: standard }) });
  call.out("Removed the following keys from signing key list. The keys were not deleted from local file system.\n");
  for (const name of line.operands) {
    call.out(name === standard ? `${name}: unmarked as default\n` : `${name}\n`);
  }
  return 0;
}
