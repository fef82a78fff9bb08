import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import { ExitError, type Call } from "../program.ts";
import {
  describe,
  emptyBytes,
  emptyType,
  imageManifestType,
  type Descriptor,
  type ManifestContent,
} from "../../registry-client/descriptor.ts";
import { fetchManifest } from "../../registry-client/download.ts";
import { putManifest, uploadBlob } from "../../registry-client/upload.ts";
import {
  loadFile,
  readAnnotationFile,
  readAnnotations,
  readBytes,
  readFileReference,
  type FileContent,
} from "./files.ts";
import { report } from "./status.ts";
import { atRegistry, namedTarget, targetOf, type Target } from "./target.ts";

/** Type of an artifact that nobody named (oras-go, MediaTypeUnknownArtifact). */
const unknownArtifact = "application/vnd.unknown.artifact.v1";
const unknownConfig = "application/vnd.unknown.config.v1+json";
const createdKey = "org.opencontainers.image.created";

interface Packed {
  manifest: Descriptor;
  bytes: Uint8Array;
  content: ManifestContent;
  /** What the manifest names, each with its bytes. */
  contents: FileContent[];
}

interface PackParts {
  artifactType: string | undefined;
  config: FileContent | undefined;
  layers: FileContent[];
  annotations: Record<string, string>;
  subject?: Descriptor;
}

/** Packs files into an image manifest as oras.PackManifest 1.1 does. */
function pack({ machine }: Call, { artifactType, config, layers, annotations, subject }: PackParts): Packed {
  const empty: FileContent = { descriptor: describe(machine.hash, emptyBytes, emptyType), bytes: emptyBytes };
  const chosen = config ?? empty;
  const content: ManifestContent & { schemaVersion: number } = {
    schemaVersion: 2,
    mediaType: imageManifestType,
    ...(artifactType !== undefined && { artifactType }),
    config: chosen.descriptor,
    layers: (layers.length > 0 ? layers : [empty]).map(({ descriptor }) => descriptor),
    ...(subject && { subject }),
    annotations: { [createdKey]: `${new Date(machine.now()).toISOString().slice(0, 19)}Z`, ...annotations },
  };
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  const contents = layers.length > 0 ? [chosen, ...layers] : [chosen];
  return { manifest: { ...describe(machine.hash, bytes, imageManifestType) }, bytes, content, contents };
}

type Pushed = ReturnType<typeof atRegistry>;

async function send(
  call: Call,
  target: Target,
  { contents, manifest, bytes }: Packed,
  quiet: boolean,
  pushed: Pushed,
): Promise<void> {
  const { client, repository } = target;
  const tell = (descriptor: Descriptor, status: Parameters<typeof report>[2]) =>
    quiet || report(call, descriptor, status);
  const sent = new Set<string>();
  for (const { descriptor, bytes: content } of contents) {
    if (sent.has(descriptor.digest)) continue;
    sent.add(descriptor.digest);
    tell(descriptor, "Uploading");
    const result = await pushed(uploadBlob(client, repository, descriptor.digest, () => content));
    tell(descriptor, result === "exists" ? "Exists   " : "Uploaded ");
  }
  tell(manifest, "Uploading");
  const reference = target.reference ?? manifest.digest;
  await pushed(putManifest(client, repository, reference, bytes, manifest.mediaType));
  tell(manifest, "Uploaded ");
}

function filesOf(call: Call, line: GoLine, from: number) {
  const fileAnnotations = readAnnotationFile(call, line.text("--annotation-file"));
  const anyPath = line.on("--disable-path-validation");
  const layers = line.operands
    .slice(from)
    .map((text) => loadFile(call, text, { annotations: fileAnnotations, anyPath }));
  const names = layers.map(({ descriptor }) => Object.values(descriptor.annotations ?? {})[0] ?? "");
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new ExitError(1, `Error: ${twice}: duplicate name`, { code: "SameName", text: `${twice} is given twice.` });
  }
  const annotations = { ...fileAnnotations["$manifest"], ...readAnnotations(line.texts("--annotation")) };
  return { layers, annotations, configAnnotations: fileAnnotations["$config"] };
}

/** Writes what `--export-manifest` asks for. */
function exportManifest(call: Call, line: GoLine, bytes: Uint8Array): void {
  const path = line.text("--export-manifest");
  if (path === undefined) return;
  if (path === "-") call.out(bytes);
  else call.machine.files.write(resolvePath(path, call.folder, call.machine.home), bytes);
}

/** Prints a result as `--format json` has it; false when text was asked for. */
function printFormatted(call: Call, line: GoLine, target: Target, { manifest, content }: Packed): boolean {
  const format = line.text("--format") ?? "text";
  if (format === "text") return false;
  if (format !== "json") {
    throw new ExitError(1, `Error: invalid format type: "${format}"\nsupported types: json, text`, {
      code: "BadFormat",
      text: "Here oras prints text or json.",
    });
  }
  const { mediaType, digest, size } = manifest;
  const fields = {
    reference: `${target.path}@${digest}`,
    mediaType,
    digest,
    size,
    ...(content.annotations && { annotations: content.annotations }),
    ...(content.artifactType !== undefined && { artifactType: content.artifactType }),
    referenceAsTags: target.reference === undefined ? [] : [`${target.path}:${target.reference}`],
  };
  call.out(`${JSON.stringify(fields, null, 2)}\n`);
  return true;
}

/** `oras push`: files become the layers of a new manifest. */
export async function push(call: Call, line: GoLine): Promise<number> {
  const [raw = "", ...more] = (line.operands[0] ?? "").split(",");
  const target = targetOf(call, raw);
  const { layers, annotations, configAnnotations } = filesOf(call, line, 1);
  const configPath = line.text("--config");
  const typed = line.text("--artifact-type");
  const artifactType = typed ?? (configPath === undefined ? unknownArtifact : undefined);
  let config: FileContent | undefined;
  if (configPath !== undefined) {
    const { path, mediaType } = readFileReference(configPath, unknownConfig);
    const bytes = readBytes(call, path);
    const descriptor = describe(call.machine.hash, bytes, mediaType);
    config = { descriptor: configAnnotations ? { ...descriptor, annotations: configAnnotations } : descriptor, bytes };
  }
  const packed = pack(call, { artifactType, config, layers, annotations });
  const quiet = (line.text("--format") ?? "text") !== "text";
  const pushed = atRegistry(call, target, "failed to push");
  await send(call, target, packed, quiet, pushed);
  for (const tag of more) {
    await pushed(putManifest(target.client, target.repository, tag, packed.bytes, packed.manifest.mediaType));
  }
  if (!printFormatted(call, line, target, packed)) {
    call.out(`Pushed [registry] ${raw}\n`);
    for (const tag of more) call.out(`Tagged [registry] ${target.path}:${tag}\n`);
    if (artifactType !== undefined) call.out(`ArtifactType: ${artifactType}\n`);
    call.out(`Digest: ${packed.manifest.digest}\n`);
  }
  exportManifest(call, line, packed.bytes);
  return 0;
}

/** `oras attach`: a manifest that has another as its subject, and so is found by it. */
export async function attach(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras attach");
  const artifactType = line.text("--artifact-type");
  if (artifactType === undefined) {
    throw new ExitError(1, `Error: required flag(s) "artifact-type" not set`, {
      code: "NoArtifactType",
      text: "An attached artifact needs a type.",
      next: `Add a type: \`oras attach --artifact-type sbom/example ${target.raw} FILE\``,
    });
  }
  const { layers, annotations } = filesOf(call, line, 1);
  if (layers.length === 0 && Object.keys(annotations).length === 0) {
    throw new ExitError(
      1,
      `Error: neither file nor annotation provided in the command\nUsage: oras attach [flags] --artifact-type=<type> <name>{:<tag>|@<digest>} <file>[:<layer_media_type>] [...]\nTo attach to an existing artifact, please provide files via argument or annotations via flag "--annotation". Run "oras attach -h" for more options and examples`,
      { code: "NothingToAttach", text: "An attachment needs a file or an annotation." },
    );
  }
  const quiet = (line.text("--format") ?? "text") !== "text";
  const resolved = atRegistry(call, target, `failed to resolve ${target.reference}`);
  const found = await resolved(fetchManifest(target.client, target.repository, target.reference));
  const subject = { mediaType: found.mediaType, digest: found.digest, size: found.bytes.length };
  const packed = pack(call, { artifactType, config: undefined, layers, annotations, subject });
  await send(call, { ...target, reference: undefined }, packed, quiet, resolved);
  if (!printFormatted(call, line, { ...target, reference: undefined }, packed)) {
    call.out(`Attached to [registry] ${target.path}@${subject.digest}\nDigest: ${packed.manifest.digest}\n`);
  }
  exportManifest(call, line, packed.bytes);
  return 0;
}
