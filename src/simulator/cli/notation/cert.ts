import { sha1Thumbprint, selfSignedCertificate, type Certificate } from "../../signing/certificate.ts";
import { keyOf, type SigningKey } from "../../signing/keys.ts";
import { privateKeyPem, toPem } from "../../signing/pem.ts";
import type { Machine } from "../machine.ts";
import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import type { Call, ExitError } from "../program.ts";
import { addKey, configFolder, confirmed, failed, isFileName, readSigningKeys, table } from "./config.ts";
import { certificateBytes, readCertificates, storeFolder, storeTypes } from "./trust-store.ts";

/** A test certificate holds for a day (notation-core-go, testhelper). */
const testLifetime = 86_400_000;

const second = 1000;

function freshKey(machine: Machine): SigningKey {
  for (;;) {
    const key = keyOf(machine.random("notation key", 32));
    if (key) return key;
  }
}

const badName = (problem: string): ExitError =>
  failed(`${problem} needs to follow [a-zA-Z0-9_.-]+ format`, {
    code: "BadName",
    text: "The name becomes the name of a file, so it has letters, digits, dots, dashes and underscores only.",
  });

/** `notation cert generate-test`: a key and a certificate that it signs for itself, trusted at once. */
export function generateTest(call: Call, line: GoLine): number {
  const { machine } = call;
  const name = line.operands[0] ?? "";
  if (!isFileName(name)) throw badName("name");
  if (line.wasTyped("--bits")) {
    throw failed("--bits is not simulated", {
      code: "NotSimulated",
      text: "Keys here are on the elliptic curve P-256, which notation signs with as well as with RSA; they have no choice of bits.",
      next: `\`notation cert generate-test ${name}\``,
    });
  }
  if (readSigningKeys(call).keys.some((key) => key.name === name)) {
    throw failed(`signing key with name "${name}" already exists`, {
      code: "KeyExists",
      text: "The name already belongs to a key.",
      next: `\`notation key delete ${name}\``,
    });
  }
  call.out("generating EC key on curve P-256\n");
  const key = freshKey(machine);
  const from = Math.floor(machine.now() / second) * second;
  const until = from + testLifetime;
  const subject = `CN=${name},O=Notary,L=Seattle,ST=WA,C=US`;
  const certificate = toPem("CERTIFICATE", selfSignedCertificate(machine.hash, key, subject, from, until));
  call.out(`generated certificate expiring on ${new Date(until).toISOString().slice(0, 19)}Z\n`);
  const keyPath = `${configFolder(call)}/localkeys/${name}.key`;
  const certPath = `${configFolder(call)}/localkeys/${name}.crt`;
  machine.files.write(keyPath, privateKeyPem(key));
  call.out(`wrote key: ${keyPath}\n`);
  machine.files.write(certPath, certificate);
  call.out(`wrote certificate: ${certPath}\n`);
  machine.files.write(`${storeFolder(call, "ca", name)}/${name}.crt`, certificate);
  call.out(`Successfully added ${name}.crt to named store ${name} of type ca\n`);
  const asDefault = line.on("--default");
  addKey(call, { name, keyPath, certPath }, asDefault);
  call.out(`${name}: added to the key list\n`);
  if (asDefault) call.out(`${name}: mark as default signing key\n`);
  return 0;
}

function storeOf(line: GoLine): { type: string; store: string } {
  const missing = ["type", "store"].filter((name) => !line.wasTyped(`--${name}`));
  if (missing.length > 0) {
    throw failed(`required flag(s) ${missing.map((name) => `"${name}"`).join(", ")} not set`, {
      code: "MissingOption",
      text: "A certificate needs a trust store: its type and its name.",
      next: "`--type ca --store NAME`",
    });
  }
  const type = line.text("--type") ?? "";
  const store = line.text("--store") ?? "";
  if (!storeTypes.includes(type)) {
    throw failed(`unsupported store type: ${type}`, {
      code: "BadStoreType",
      text: `Trust stores are of type ${storeTypes.join(", ")}.`,
    });
  }
  if (!isFileName(store)) throw badName("named store name");
  return { type, store };
}

/** `notation cert add`. */
export function add(call: Call, line: GoLine): number {
  const { type, store } = storeOf(line);
  const { files, home } = call.machine;
  const added: string[] = [];
  const refused: string[] = [];
  for (const raw of line.operands) {
    const path = resolvePath(raw, call.folder, home);
    const base = path.split("/").at(-1) ?? path;
    const target = `${storeFolder(call, type, store)}/${base}`;
    const read = readCertificates(files, path);
    const why =
      typeof read === "string"
        ? read
        : files.stat(target)
          ? "certificate already exists in the Trust Store"
          : undefined;
    if (why === undefined) {
      files.write(target, files.bytes(path));
      added.push(raw);
    } else refused.push(`${raw}, with error ${JSON.stringify(why)}\n`);
  }
  if (added.length > 0) {
    call.out(`Successfully added following certificates to named store ${store} of type ${type}:\n`);
    for (const raw of added) call.out(`${raw}\n`);
  }
  if (refused.length > 0) {
    throw failed(
      `Failed to add following certificates to named store ${store} of type ${type}:\n${refused.join("")}`.trimEnd(),
      {
        code: "BadCertificate",
        text: "A trust store takes whole certificates, each file once.",
        next: "`notation cert list` shows what is in it.",
      },
    );
  }
  return 0;
}

interface StoredCertificate {
  type: string;
  store: string;
  file: string;
}

function stored(call: Call, type?: string, store?: string): StoredCertificate[] {
  const { files } = call.machine;
  return storeTypes
    .filter((storeType) => type === undefined || storeType === type)
    .flatMap((storeType) =>
      files
        .list(storeFolder(call, storeType))
        .filter((name) => store === undefined || name === store)
        .flatMap((name) =>
          files.list(storeFolder(call, storeType, name)).map((file) => ({ type: storeType, store: name, file })),
        ),
    );
}

/** `notation cert list`. */
export function list(call: Call, line: GoLine): number {
  const found = stored(call, line.text("--type"), line.text("--store"));
  call.out(
    table([["STORE TYPE", "STORE NAME", "CERTIFICATE"], ...found.map(({ type, store, file }) => [type, store, file])]),
  );
  return 0;
}

const goTime = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;

const details = ({ subject, notBefore, notAfter, bytes }: Certificate): string =>
  `Issuer: ${subject}\nSubject: ${subject}\nValid from: ${goTime(notBefore)}\nValid to: ${goTime(notAfter)}\nIsCA: false\nSHA1 Thumbprint: ${sha1Thumbprint(bytes)}\n`;

const missing = (call: Call, type: string, store: string, file: string): ExitError =>
  failed(`open ${storeFolder(call, type, store)}/${file}: no such file or directory`, {
    code: "NoCertificate",
    text: `The trust store ${type}:${store} has no ${file}.`,
    next: "`notation cert list` lists them.",
  });

/** `notation cert show`. */
export function show(call: Call, line: GoLine): number {
  const { type, store } = storeOf(line);
  const file = line.operands[0] ?? "";
  const path = `${storeFolder(call, type, store)}/${file}`;
  if (typeof certificateBytes(call.machine.files, path) === "string" && !call.machine.files.stat(path)) {
    throw missing(call, type, store, file);
  }
  const read = readCertificates(call.machine.files, path);
  if (typeof read === "string") {
    throw failed(`failed to show details of certificate ${file}, with error: ${read}`, {
      code: "BadTrustedCertificate",
      text: `${path} was changed: it is no longer a valid certificate.`,
    });
  }
  const rule = "-".repeat(80);
  call.out(`Certificate details\n${rule}\n${read.map(details).join(`${rule}\n`)}`);
  return 0;
}

/** `notation cert delete`. */
export async function remove(call: Call, line: GoLine): Promise<number> {
  const { type, store } = storeOf(line);
  const all = line.on("--all");
  const file = line.operands[0] ?? "";
  if (!all && file === "") {
    throw failed(
      "delete requires either the certificate file name that needs to be deleted or --all flag to delete all certificates in the given named trust store",
      { code: "WrongArguments", text: "Name one certificate, or take --all." },
    );
  }
  const path = all ? storeFolder(call, type, store) : `${storeFolder(call, type, store)}/${file}`;
  const question = all
    ? `Are you sure you want to delete all certificate in "${store}" of type "${type}"?`
    : `Are you sure you want to delete "${file}" in "${store}" of type "${type}"?`;
  if (!call.machine.files.stat(path)) throw missing(call, type, store, file);
  if (!line.on("--yes") && !(await confirmed(call, question))) return 0;
  call.machine.files.remove(path);
  call.out(`Successfully deleted ${path}\n`);
  return 0;
}
