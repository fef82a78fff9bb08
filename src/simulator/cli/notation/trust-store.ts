import { readCertificate, type Certificate } from "../../signing/certificate.ts";
import { readPem } from "../../signing/pem.ts";
import type { FileSystem } from "../file-system.ts";
import type { Call, ExitError } from "../program.ts";
import { configFolder, failed } from "./config.ts";

/** Types of trust stores; certificates of timestamp authorities are kept, and nothing here is stamped by one. */
export const storeTypes = ["ca", "signingAuthority", "tsa"];

/** Folder of one trust store. */
export const storeFolder = (call: Call, type = "", name = ""): string =>
  [configFolder(call), "truststore/x509", type, name].filter((part) => part !== "").join("/");

/** The content of a certificate's file, PEM or DER: the bytes of each certificate, or why there is none. */
export function certificateBytes(files: FileSystem, path: string): Uint8Array[] | string {
  if (files.stat(path)?.kind !== "file") return `open ${path}: no such file or directory`;
  const bytes = files.bytes(path);
  const text = new TextDecoder().decode(bytes);
  if (!text.includes("-----BEGIN ")) return [bytes];
  const blocks = readPem(text);
  if (!blocks || blocks.length === 0) return "x509: malformed certificate";
  const other = blocks.find(({ label }) => label !== "CERTIFICATE");
  if (other) return `unsupported certificate type: ${other.label}`;
  return blocks.map(({ bytes: content }) => content);
}

/** Reads a certificate's file; undefined when a certificate in it is damaged. */
export function readCertificates(files: FileSystem, path: string): Certificate[] | string {
  const found = certificateBytes(files, path);
  if (typeof found === "string") return found;
  const read = found.map(readCertificate).filter((certificate) => certificate !== undefined);
  return read.length === found.length && read.length > 0 ? read : "x509: malformed certificate";
}

const noCertificates = "Use command 'notation cert add' to create and add trusted certificates to the trust store";

/**
 * The certificates of a trust store. Gives the failure that ends a verification instead when the store is missing, empty
 * or holds a file that is no whole certificate (notation-go, verifier/truststore).
 */
export function trustedCertificates(call: Call, type: string, name: string): Certificate[] | ExitError {
  const { files } = call.machine;
  const folder = storeFolder(call, type, name);
  if (files.stat(folder)?.kind !== "folder") {
    return failed(`the trust store "${name}" of type "${type}" does not exist. ${noCertificates}`, {
      code: "NoTrustStore",
      text: `The trust policy trusts the store ${type}:${name}, and there is none in ${folder}.`,
      next: `\`notation cert add --type ${type} --store ${name} CERTIFICATE\``,
    });
  }
  const certificates: Certificate[] = [];
  for (const file of files.list(folder)) {
    const read = readCertificates(files, `${folder}/${file}`);
    if (typeof read === "string") {
      return failed(`failed to read the trusted certificate ${file} in trust store ${name} of type ${type}. ${read}`, {
        code: "BadTrustedCertificate",
        text: `${folder}/${file} was changed: it is no whole certificate, or its signature does not fit any more.`,
        next: `Replace it: \`notation cert delete --type ${type} --store ${name} ${file}\`, then \`notation cert add\`.`,
      });
    }
    certificates.push(...read);
  }
  if (certificates.length > 0) return certificates;
  return failed(`no x509 certificates were found in trust store "${name}" of type "${type}". ${noCertificates}`, {
    code: "EmptyTrustStore",
    text: `The trust store ${type}:${name} is empty.`,
    next: `\`notation cert add --type ${type} --store ${name} CERTIFICATE\``,
  });
}
