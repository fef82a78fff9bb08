import { createTar } from "nanotar";
import type { Cloud } from "../registry/cloud.ts";
import { isoTime, now } from "../world/clock.ts";
import { digestOf } from "../world/hash.ts";
import { parseImage } from "./node-image.ts";
import { DockerError, type DockerClient } from "./registry-client.ts";

/** An image on an agent that was built and waits to be pushed. */
export interface BuiltImage {
  config: Uint8Array<ArrayBuffer>;
  layers: Uint8Array<ArrayBuffer>[];
  log: string[];
}

interface Settings {
  Env: string[];
  Cmd?: string[];
  Entrypoint?: string[];
  WorkingDir: string;
  Labels: Record<string, string>;
}

const encoder = new TextEncoder();

/** The instructions of a Dockerfile with continuation lines joined and comments left out. */
function instructionsOf(dockerfile: string): { word: string; rest: string; line: string }[] {
  return dockerfile
    .replace(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [word = "", ...rest] = line.split(/\s+/);
      return { word: word.toUpperCase(), rest: rest.join(" "), line };
    });
}

function argumentsOf(text: string): string[] {
  if (!text.startsWith("[")) return ["/bin/sh", "-c", text];
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.map(String) : [];
}

function filesToCopy(files: Readonly<Record<string, string>>, source: string, target: string): Record<string, string> {
  const from = source.replace(/^\.\//, "").replace(/\/$/, "");
  const chosen = Object.entries(files).filter(
    ([name]) => from === "." || from === "" || name === from || name.startsWith(`${from}/`),
  );
  if (chosen.length === 0) throw new DockerError(`COPY failed: "${source}": not found`);
  const whole = chosen.length === 1 && chosen[0]?.[0] === from && !target.endsWith("/") && target !== ".";
  return Object.fromEntries(
    chosen.map(([name, text]) => {
      const below =
        from === "." || from === ""
          ? name
          : name === from
            ? (name.split("/").pop() ?? name)
            : name.slice(from.length + 1);
      return [whole ? target : `${target.replace(/\/$/, "")}/${below}`, text];
    }),
  );
}

/**
 * Builds an image on a pipeline's agent. Nothing runs there, so RUN is refused by name; layers of the base are pulled and
 * the files that COPY names are in a tar of their own.
 */
export async function buildImage(
  cloud: Cloud,
  files: Readonly<Record<string, string>>,
  dockerfile: string,
  clientFor: (host: string) => DockerClient,
): Promise<BuiltImage> {
  const text = files[dockerfile.replace(/^\*\*\//, "").replace(/^\.\//, "")];
  if (text === undefined) throw new DockerError(`unable to find Dockerfile: ${dockerfile}: no such file`);
  const layers: Uint8Array<ArrayBuffer>[] = [];
  const log: string[] = [];
  let settings: Settings = { Env: [], WorkingDir: "/", Labels: {} };
  const steps = instructionsOf(text);
  if (steps[0]?.word !== "FROM") throw new DockerError("the Dockerfile has to start with FROM");
  for (const [index, { word, rest, line }] of steps.entries()) {
    log.push(`Step ${index + 1}/${steps.length} : ${line}`);
    switch (word) {
      case "FROM": {
        if (rest === "scratch") break;
        const base = await baseImage(rest.split(/\s+/)[0] ?? "", clientFor);
        layers.push(...base.layers);
        settings = { ...settings, ...base.settings };
        break;
      }
      case "COPY":
      case "ADD": {
        const words = rest.split(/\s+/);
        const given = words.pop() ?? "";
        const target = given.startsWith("/")
          ? given
          : `${settings.WorkingDir.replace(/\/$/, "")}/${given.replace(/^\.\/?/, "")}`;
        const copied = words.flatMap((source) => Object.entries(filesToCopy(files, source, target)));
        const tar = createTar(
          copied.map(([name, data]) => ({ name: name.replace(/^\//, ""), data, attrs: { mtime: now(cloud.world()) } })),
        );
        layers.push(new Uint8Array(tar));
        break;
      }
      case "ENV": {
        const [name = "", ...value] = rest.includes("=") ? rest.split("=") : rest.split(/\s+/);
        settings = { ...settings, Env: [...settings.Env, `${name}=${value.join("=")}`] };
        break;
      }
      case "LABEL": {
        const [name = "", value = ""] = rest.split("=");
        settings = { ...settings, Labels: { ...settings.Labels, [name]: value.replace(/^"|"$/g, "") } };
        break;
      }
      case "WORKDIR":
        settings = { ...settings, WorkingDir: rest };
        break;
      case "CMD":
        settings = { ...settings, Cmd: argumentsOf(rest) };
        break;
      case "ENTRYPOINT":
        settings = { ...settings, Entrypoint: argumentsOf(rest) };
        break;
      case "EXPOSE":
      case "USER":
        break;
      default:
        throw new DockerError(`${word} is not simulated on pipeline agents; a task of the registry runs it`);
    }
  }
  const config = {
    architecture: "amd64",
    os: "linux",
    created: isoTime(now(cloud.world())),
    config: settings,
    rootfs: { type: "layers", diff_ids: layers.map((layer) => digestOf(cloud.hash, layer)) },
  };
  log.push("Successfully built the image");
  return { config: encoder.encode(JSON.stringify(config)), layers, log };
}

interface Described {
  mediaType: string;
  digest: string;
  platform?: { os: string; architecture: string };
}

async function baseImage(image: string, clientFor: (host: string) => DockerClient) {
  const name = parseImage(image);
  if (!name) throw new DockerError(`invalid reference format: ${image}`);
  const client = clientFor(name.host);
  const accept =
    "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json";
  const manifest = async (reference: string) =>
    (await (
      await client.expect("GET", `/v2/${name.repository}/manifests/${reference}`, { headers: { accept } })
    ).json()) as {
      manifests?: Described[];
      config?: Described;
      layers?: Described[];
    };
  let found = await manifest(name.reference);
  const own = found.manifests?.find(({ platform }) => platform?.os === "linux" && platform.architecture === "amd64");
  if (own) found = await manifest(own.digest);
  if (!found.config) throw new DockerError(`no match for platform in manifest: ${image}`);
  const blob = async (digest: string) =>
    new Uint8Array(await (await client.expect("GET", `/v2/${name.repository}/blobs/${digest}`)).arrayBuffer());
  const { config = {} } = JSON.parse(new TextDecoder().decode(await blob(found.config.digest))) as {
    config?: Partial<Settings>;
  };
  const layers: Uint8Array<ArrayBuffer>[] = [];
  for (const { digest } of found.layers ?? []) layers.push(await blob(digest));
  return { layers, settings: config };
}

const types = {
  manifest: "application/vnd.docker.distribution.manifest.v2+json",
  config: "application/vnd.docker.container.image.v1+json",
  layer: "application/vnd.docker.image.rootfs.diff.tar",
};

/** `docker push`: blobs that the registry lacks, then the manifest under each tag; gives its digest. */
export async function pushImage(
  cloud: Cloud,
  client: DockerClient,
  repository: string,
  tags: readonly string[],
  image: BuiltImage,
) {
  const describe = (mediaType: string, bytes: Uint8Array) => ({
    mediaType,
    size: bytes.length,
    digest: digestOf(cloud.hash, bytes),
  });
  for (const bytes of [...image.layers, image.config]) {
    const digest = digestOf(cloud.hash, bytes);
    if ((await client.send("HEAD", `/v2/${repository}/blobs/${digest}`)).ok) continue;
    const opened = await client.expect("POST", `/v2/${repository}/blobs/uploads/`);
    const place = new URL(opened.headers.get("location") ?? "", `https://${client.host}`);
    place.searchParams.set("digest", digest);
    await client.expect("PUT", place.href, { body: bytes, headers: { "content-type": "application/octet-stream" } });
  }
  const manifest = encoder.encode(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: types.manifest,
      config: describe(types.config, image.config),
      layers: image.layers.map((layer) => describe(types.layer, layer)),
    }),
  );
  const headers = { "content-type": types.manifest };
  for (const tag of tags) await client.expect("PUT", `/v2/${repository}/manifests/${tag}`, { body: manifest, headers });
  return { digest: digestOf(cloud.hash, manifest), size: manifest.length };
}
