import { digestOf } from "../../world/hash.ts";
import type { GoLine } from "../go-options.ts";
import { badTemplate, renderTemplate } from "../output/go-template.ts";
import type { Call } from "../program.ts";
import { readManifest } from "../../registry-client/descriptor.ts";
import { fetchTags } from "../../registry-client/list-pages.ts";
import { chooseInstance } from "./copy-image.ts";
import { platformOf } from "./copy.ts";
import { imageName, type ImageName } from "./image-name.ts";
import { orThrow } from "../registry/machine-client.ts";
import { ImageError, imageError, registryError } from "./log.ts";
import { isList } from "./manifest-types.ts";
import { credentialsOf, openSource } from "./open.ts";
import { registryClient } from "./registry-place.ts";

interface ImageConfig {
  created?: string;
  docker_version?: string;
  architecture?: string;
  os?: string;
  config?: { Labels?: Record<string, string>; Env?: string[] };
}

/** The tags of a repository, as the registry lists them. Throws an ImageError. */
export async function tagsOf(
  call: Call,
  line: GoLine,
  side: "" | "src-",
  { host, repository }: Pick<Extract<ImageName, { transport: "docker" }>, "host" | "repository">,
): Promise<string[]> {
  const credentials = credentialsOf(call, line, side, host);
  return orThrow(fetchTags(registryClient(call, host, credentials), repository), (failure) =>
    registryError(call, failure, credentials !== undefined).within("fetching tags list"),
  );
}

/**
 * Renders the template of `--format` as skopeo does, inside a range and with a line break (containers/common, pkg/report). Throws
 * an ImageError with its words (recorded with skopeo 1.9.3).
 */
const formatTemplate = (format: string, value: object): string =>
  renderTemplate(
    `{{range . }}${format}\n{{end -}}`,
    [value],
    "skopeo inspect",
    (why) => new ImageError(why, badTemplate(format)),
  );

/** `skopeo inspect`: what an image is, without pulling it. */
export async function inspect(call: Call, line: GoLine): Promise<number> {
  const [text = ""] = line.operands;
  const format = line.text("--format");
  const raw = line.on("--raw");
  if (raw && format !== undefined) throw new ImageError("raw output does not support format option");
  let source;
  let top;
  try {
    source = openSource(call, line, "", imageName(call, text));
    top = await source.manifest();
  } catch (error) {
    throw imageError(error).within(`Error parsing image name ${JSON.stringify(text)}`);
  }
  if (raw && !line.on("--config")) {
    call.out(top.bytes);
    return 0;
  }
  const print = (value: object) =>
    call.out(
      format === undefined || format === "json" ? `${JSON.stringify(value, null, 4)}\n` : formatTemplate(format, value),
    );
  let manifest = top;
  try {
    if (isList(top.mediaType)) manifest = await source.manifest(chooseInstance(top.bytes, platformOf(line)));
  } catch (error) {
    throw imageError(error).within("Error parsing manifest for image");
  }
  const { config, layers = [] } = readManifest(manifest.bytes);
  let bytes = new TextEncoder().encode("{}");
  if (config) {
    try {
      bytes = (await source.blob(config)).slice();
    } catch (error) {
      throw imageError(error).within("Error reading OCI-formatted configuration data");
    }
  }
  if (raw) {
    call.out(bytes);
    return 0;
  }
  const read = JSON.parse(new TextDecoder().decode(bytes)) as ImageConfig;
  if (line.on("--config")) {
    print(read);
    return 0;
  }
  const { name } = source;
  const listed = name.transport === "docker" && !line.on("--no-tags");
  let tags: string[] = [];
  try {
    if (listed) tags = await tagsOf(call, line, "", name);
  } catch (error) {
    throw imageError(error).within("Error determining repository tags");
  }
  print({
    ...(name.transport === "docker" && { Name: name.path }),
    Digest: digestOf(call.machine.hash, top.bytes),
    RepoTags: tags,
    Created: read.created ?? null,
    DockerVersion: read.docker_version ?? "",
    Labels: read.config?.Labels ?? null,
    Architecture: read.architecture ?? "",
    Os: read.os ?? "",
    Layers: layers.map(({ digest }) => digest),
    LayersData: layers.map(({ mediaType, digest, size, annotations }) => ({
      MIMEType: mediaType,
      Digest: digest,
      Size: size,
      Annotations: annotations ?? null,
    })),
    Env: read.config?.Env ?? null,
  });
  return 0;
}

/** `skopeo list-tags`. */
export async function listTags(call: Call, line: GoLine): Promise<number> {
  const [text = ""] = line.operands;
  const transport = text.split(":")[0] ?? "";
  if (text.includes(":") && transport !== "docker") {
    throw new ImageError(
      `Unsupported transport '${transport}' for tag listing. Only supported: docker, docker-archive`,
      { code: "BadName", text: "Here skopeo lists only the tags of repositories in registries." },
    );
  }
  const name = imageName(call, text);
  if (name.transport !== "docker") throw new ImageError("Invalid transport");
  if (/[:@]/.test(text.replace(/^docker:\/\/[^/]*/, ""))) {
    throw new ImageError(`No tag or digest allowed in reference`, {
      code: "BadName",
      text: "A repository has tags, an image does not.",
      next: `\`skopeo list-tags docker://${name.path}\``,
    });
  }
  let tags;
  try {
    tags = await tagsOf(call, line, "", name);
  } catch (error) {
    throw imageError(error).within("Error listing repository tags");
  }
  call.out(`${JSON.stringify({ Repository: name.path, Tags: tags }, null, 4)}\n`);
  return 0;
}
