import { digestOf } from "../../world/hash.ts";
import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import { ExitError, type Call } from "../program.ts";
import { imageManifestType, readManifest, type Descriptor } from "../../registry-client/descriptor.ts";
import { fetchBlob, fetchManifest } from "../../registry-client/download.ts";
import { putManifest, uploadBlob } from "../../registry-client/upload.ts";
import { readBytes } from "./files.ts";
import { report } from "./status.ts";
import { atRegistry, namedTarget, targetOf } from "./target.ts";

const inputOf = (call: Call, path: string): Uint8Array =>
  path === "-" ? (call.input ?? new Uint8Array()) : readBytes(call, path);

/** Bytes to a file where `--output` names one, else to standard output. */
function give(call: Call, line: GoLine, bytes: Uint8Array, otherwise: Uint8Array | string = bytes): void {
  const path = line.text("--output");
  if (path === undefined || path === "-") call.out(otherwise);
  else call.machine.files.write(resolvePath(path, call.folder, call.machine.home), bytes);
}

const pretty = (bytes: Uint8Array): string =>
  `${JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), null, 2)}\n`;

const shownDescriptor = (line: GoLine, { mediaType, digest, size }: Descriptor): string => {
  const descriptor = { mediaType, digest, size };
  return line.on("--pretty") ? `${JSON.stringify(descriptor, null, 2)}\n` : JSON.stringify(descriptor);
};

/** `oras manifest fetch`. */
export async function fetchOne(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras manifest fetch");
  const accept = line.text("--media-type");
  const fetched = atRegistry(call, target, `failed to fetch the content of "${target.raw}"`);
  const { bytes, mediaType, digest } = await fetched(
    fetchManifest(target.client, target.repository, target.reference, accept),
  );
  if (line.on("--descriptor")) call.out(shownDescriptor(line, { mediaType, digest, size: bytes.length }));
  else give(call, line, bytes, line.on("--pretty") ? pretty(bytes) : bytes);
  return 0;
}

/** `oras manifest fetch-config`. */
export async function fetchConfig(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras manifest fetch-config");
  const fetched = atRegistry(call, target, `failed to fetch the content of "${target.raw}"`);
  const manifest = await fetched(fetchManifest(target.client, target.repository, target.reference));
  const { config } = readManifest(manifest.bytes);
  if (!config) {
    throw new ExitError(1, `Error: ${target.raw}: not a manifest that has a config`, {
      code: "NoConfig",
      text: "An index lists manifests, and each of them has its own config.",
    });
  }
  const bytes = await fetched(fetchBlob(target.client, target.repository, config.digest));
  if (line.on("--descriptor")) call.out(shownDescriptor(line, config));
  else give(call, line, bytes, line.on("--pretty") ? pretty(bytes) : bytes);
  return 0;
}

/** `oras manifest push`. */
export async function pushManifest(call: Call, line: GoLine): Promise<number> {
  const [raw = "", ...more] = (line.operands[0] ?? "").split(",");
  const target = targetOf(call, raw);
  const { machine } = call;
  const bytes = inputOf(call, line.operands[1] ?? "");
  let declared: string | undefined;
  try {
    declared = readManifest(bytes).mediaType;
  } catch {
    throw new ExitError(1, `Error: failed to parse the manifest ${line.operands[1]}: not a valid JSON file`, {
      code: "BadFile",
      text: "A manifest is a JSON object.",
    });
  }
  const mediaType = line.text("--media-type") ?? declared ?? imageManifestType;
  const digest = digestOf(machine.hash, bytes);
  const descriptor = { mediaType, digest, size: bytes.length };
  const pushed = atRegistry(call, target, "failed to push");
  const put = (reference: string) => pushed(putManifest(target.client, target.repository, reference, bytes, mediaType));
  report(call, descriptor, "Uploading");
  await put(target.reference ?? digest);
  report(call, descriptor, "Uploaded ");
  for (const tag of more) await put(tag);
  call.out(`Pushed [registry] ${raw}\n`);
  for (const tag of more) call.out(`Tagged [registry] ${target.path}:${tag}\n`);
  call.out(`Digest: ${digest}\n`);
  return 0;
}

/** Asks before something is deleted; without a terminal that is no. */
async function agreed(call: Call, line: GoLine, question: string): Promise<boolean> {
  if (line.on("--force")) return true;
  const answer = await call.terminal?.ask(`${question} [y/N] `);
  if (answer !== undefined && /^y(es)?$/i.test(answer.trim())) return true;
  call.out("Operation cancelled.\n");
  return false;
}

/** `oras manifest delete`. */
export async function removeManifest(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras manifest delete");
  const found = atRegistry(call, target, "failed to find");
  if (!(await found(target.client.has(`/v2/${target.repository}/manifests/${target.reference}`)))) {
    if (line.on("--force")) {
      call.out(`Missing ${target.raw}\n`);
      return 0;
    }
    throw new ExitError(1, `Error response from registry: ${target.raw}: the specified manifest does not exist`, {
      code: "NotFound",
      text: `${target.path} has nothing called ${target.reference}.`,
      next: `\`oras repo tags ${target.path}\` lists its tags.`,
    });
  }
  const { digest } = await found(fetchManifest(target.client, target.repository, target.reference));
  const question = `Are you sure you want to delete the manifest "${digest}" and all tags associated with it?`;
  if (!(await agreed(call, line, question))) return 0;
  await atRegistry(
    call,
    target,
    `failed to delete ${target.raw}`,
  )(target.client.expect("DELETE", `/v2/${target.repository}/manifests/${digest}`));
  call.out(`Deleted [registry] ${target.raw}\n`);
  return 0;
}

/** `oras blob fetch`. */
export async function fetchBytes(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras blob fetch");
  if (line.text("--output") === undefined && !line.on("--descriptor")) {
    throw new ExitError(1, "Error: either `--output` or `--descriptor` must be provided", {
      code: "NoOutput",
      text: "A blob may be large and is no text, so oras wants to know where it goes.",
      next: "`--output FILE`, or `--output -` to print it.",
    });
  }
  const fetched = atRegistry(call, target, `failed to fetch the content of "${target.raw}"`);
  const bytes = await fetched(fetchBlob(target.client, target.repository, target.reference));
  give(call, line, bytes);
  if (line.on("--descriptor"))
    call.out(
      shownDescriptor(line, { mediaType: "application/octet-stream", digest: target.reference, size: bytes.length }),
    );
  return 0;
}

/** `oras blob push`. */
export async function pushBlob(call: Call, line: GoLine): Promise<number> {
  const target = targetOf(call, line.operands[0] ?? "");
  const { machine } = call;
  const bytes = inputOf(call, line.operands[1] ?? "");
  const digest = digestOf(machine.hash, bytes);
  if (target.reference !== undefined && target.reference !== digest) {
    throw new ExitError(1, `Error: mismatched digest: expected ${target.reference}, got ${digest}`, {
      code: "DigestMismatch",
      text: "The digest of the file is not the one on the command line.",
    });
  }
  const descriptor = { mediaType: line.text("--media-type") ?? "application/octet-stream", digest, size: bytes.length };
  report(call, descriptor, "Uploading");
  const pushed = atRegistry(call, target, "failed to push");
  const how = await pushed(uploadBlob(target.client, target.repository, digest, () => bytes));
  report(call, descriptor, how === "exists" ? "Exists   " : "Uploaded ");
  call.out(`Pushed: [registry] ${target.path}\nDigest: ${digest}\n`);
  return 0;
}

/** `oras blob delete`. */
export async function removeBlob(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras blob delete");
  const question = `Are you sure you want to delete the blob "${target.reference}"?`;
  if (!(await agreed(call, line, question))) return 0;
  await atRegistry(
    call,
    target,
    `failed to delete ${target.raw}`,
  )(target.client.expect("DELETE", `/v2/${target.repository}/blobs/${target.reference}`));
  call.out(`Deleted [registry] ${target.raw}\n`);
  return 0;
}
