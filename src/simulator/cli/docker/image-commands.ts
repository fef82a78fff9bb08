import { Stop } from "../program.ts";
import type { DockerCall } from "./docker-call.ts";
import { configOf, sizeOf, type StoredImage } from "./image-store.ts";
import { familiarName, imageName, shortId, withReference } from "./names.ts";
import { pullImage } from "./pull.ts";
import { noSuchTag, pushTag } from "./push.ts";
import { trustEnabled } from "./trust/enabled.ts";
import { trustedPull } from "./trust/trusted-pull.ts";
import { trustedPush } from "./trust/trusted-push.ts";
import { renderTemplate } from "../output/go-template.ts";

/** Bytes as docker prints them: in powers of a thousand, three digits. */
export function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(3))}${units[unit] ?? ""}`;
}

/** An age in words, as docker's tables have it. */
export function agoText(created: string, now: number): string {
  const at = Date.parse(created);
  if (Number.isNaN(at)) return "N/A";
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  const spans: [number, string][] = [
    [365 * 24 * 3600, "year"],
    [30 * 24 * 3600, "month"],
    [7 * 24 * 3600, "week"],
    [24 * 3600, "day"],
    [3600, "hour"],
    [60, "minute"],
    [1, "second"],
  ];
  const [size, word] = spans.find(([length]) => seconds >= length) ?? [1, "second"];
  const count = Math.floor(seconds / size);
  return seconds < 1 ? "Less than a second ago" : `${count} ${word}${count === 1 ? "" : "s"} ago`;
}

/** An image that a command names, or docker's words for one that is not there. */
export function requireImage(
  { store }: DockerCall,
  text: string,
  say = (name: string) => `Error response from daemon: No such image: ${name}`,
): StoredImage {
  const byId = store.find(text);
  if (byId) return byId;
  const name = imageName(text);
  const image = store.find(withReference(name));
  if (image) return image;
  throw new Stop(1, say(familiarName(withReference(name))), {
    code: "NoLocalImage",
    text: `The docker daemon has no image called ${text}.`,
    next: "`docker images` lists what it has; `docker pull` fetches one.",
  });
}

export async function pull(docker: DockerCall): Promise<number> {
  const { call, line, store } = docker;
  const name = imageName(line.operands[0] ?? "");
  const quiet = line.on("--quiet");
  const options = { platform: line.text("--platform") ?? "linux/amd64", quiet };
  if (name.tag === undefined && name.digest === undefined && !quiet) call.out("Using default tag: latest\n");
  if (name.digest === undefined && trustEnabled(call, line)) {
    await trustedPull(call, store, name, options);
    return 0;
  }
  await pullImage(call, store, name, options);
  call.out(`${name.host === "docker.io" ? withReference(name) : familiarName(withReference(name))}\n`);
  return 0;
}

export async function push(docker: DockerCall): Promise<number> {
  const { call, line, store } = docker;
  const name = imageName(line.operands[0] ?? "");
  const quiet = line.on("--quiet");
  if (line.on("--all-tags")) {
    const names = store.tags.filter(([full]) => full.startsWith(`${name.full}:`));
    if (names.length === 0) throw noSuchTag(name);
    if (!quiet) call.out(`The push refers to repository [${name.full}]\n`);
    for (const [full] of names) {
      const image = store.find(full);
      if (image) await pushTag(call, store, imageName(full), image, quiet);
    }
    if (trustEnabled(call, line)) call.err("No tag specified, skipping trust metadata push\n");
    return 0;
  }
  if (name.tag === undefined && !quiet) call.out("Using default tag: latest\n");
  if (!quiet) call.out(`The push refers to repository [${name.full}]\n`);
  const image = store.find(withReference(name));
  if (!image) throw noSuchTag(name);
  if (trustEnabled(call, line)) await trustedPush(call, store, name, image, quiet);
  else await pushTag(call, store, name, image, quiet);
  if (quiet) call.out(`${withReference(name)}\n`);
  return 0;
}

export function tag(docker: DockerCall): number {
  const [source = "", target = ""] = docker.line.operands;
  const image = requireImage(docker, source);
  const name = imageName(target);
  if (name.digest !== undefined)
    throw new Stop(1, "Error response from daemon: refusing to create a tag with a digest reference");
  docker.store.tag(withReference(name), image.id);
  docker.store.save();
  return 0;
}

interface ImageRow {
  repository: string;
  tag: string;
  digest: string;
  image: StoredImage;
}

function rows({ store, line }: DockerCall): ImageRow[] {
  const [filter] = line.operands;
  const all = store.images.flatMap((image): ImageRow[] => {
    const { tags, digests } = store.namesOf(image.id);
    const digestOf = (repository: string) =>
      digests.find((name) => name.startsWith(`${repository}@`))?.split("@")[1] ?? "<none>";
    const named = tags.map((full) => {
      const at = full.lastIndexOf(":");
      const repository = full.slice(0, at);
      return { repository: familiarName(repository), tag: full.slice(at + 1), digest: digestOf(repository), image };
    });
    return named.length > 0
      ? named
      : [{ repository: "<none>", tag: "<none>", digest: digests[0]?.split("@")[1] ?? "<none>", image }];
  });
  return all
    .filter(
      ({ repository, tag: one }) => filter === undefined || filter === repository || filter === `${repository}:${one}`,
    )
    .sort((a, b) => b.image.created.localeCompare(a.image.created) || a.repository.localeCompare(b.repository));
}

/** Columns as docker's tab writer lays them out: three blanks between. */
export function columns(titles: readonly string[], cells: readonly (readonly string[])[]): string {
  const widths = titles.map((title, at) => Math.max(title.length, ...cells.map((row) => (row[at] ?? "").length)));
  const lines = [titles, ...cells].map((row) =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd((widths[at] ?? 0) + 3))).join(""),
  );
  return lines.map((text) => `${text.trimEnd()}\n`).join("");
}

export function images(docker: DockerCall): number {
  const { call, line } = docker;
  const id = (image: StoredImage) => (line.on("--no-trunc") ? image.id : shortId(image.id));
  const found = rows(docker);
  if (line.on("--quiet")) {
    call.out([...new Set(found.map(({ image }) => `${id(image)}\n`))].join(""));
    return 0;
  }
  const format = line.text("--format");
  if (format !== undefined && !format.startsWith("table")) {
    for (const row of found) {
      const fields = {
        Repository: row.repository,
        Tag: row.tag,
        ID: id(row.image),
        Digest: row.digest,
        CreatedSince: agoText(row.image.created, call.machine.now()),
        CreatedAt: row.image.created,
        Size: sizeText(sizeOf(row.image)),
      };
      call.out(`${format === "json" ? JSON.stringify(fields) : renderTemplate(format, fields)}\n`);
    }
    return 0;
  }
  const withDigests = line.on("--digests");
  call.out(
    columns(
      ["REPOSITORY", "TAG", ...(withDigests ? ["DIGEST"] : []), "IMAGE ID", "CREATED", "SIZE"],
      found.map((row) => [
        row.repository,
        row.tag,
        ...(withDigests ? [row.digest] : []),
        id(row.image),
        agoText(row.image.created, call.machine.now()),
        sizeText(sizeOf(row.image)),
      ]),
    ),
  );
  return 0;
}

export function remove(docker: DockerCall): number {
  const { call, line, store } = docker;
  let exitCode = 0;
  for (const text of line.operands) {
    try {
      const image = requireImage(docker, text, (name) => `Error response from daemon: No such image: ${name}`);
      const { tags } = store.namesOf(image.id);
      const asId = store.find(text) === image && !tags.includes(text);
      const named = asId ? undefined : withReference(imageName(text));
      if (asId && tags.length > 1 && !line.on("--force")) {
        throw new Stop(
          1,
          `Error response from daemon: conflict: unable to delete ${shortId(image.id)} (must be forced) - image is referenced in multiple repositories`,
        );
      }
      const gone = named === undefined ? tags : [named];
      for (const name of gone) {
        store.untag(name);
        call.out(`Untagged: ${familiarName(name)}\n`);
      }
      const left = store.namesOf(image.id);
      if (left.tags.length > 0) continue;
      for (const digest of left.digests) call.out(`Untagged: ${familiarName(digest)}\n`);
      call.out(`Deleted: ${image.id}\n`);
      for (const diffId of store.remove(image)) call.out(`Deleted: ${diffId}\n`);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      call.err(`${error.message}\n`);
      if (error.explanation) call.explain(error.explanation);
      exitCode = 1;
    }
  }
  store.save();
  return exitCode;
}

export function prune(docker: DockerCall): number {
  const { call, line, store } = docker;
  const gone = store.images.filter(({ id }) => store.namesOf(id).tags.length === 0);
  if (line.on("--all")) gone.push(...store.images.filter(({ id }) => store.namesOf(id).tags.length > 0));
  let bytes = 0;
  if (gone.length > 0) call.out("Deleted Images:\n");
  for (const image of gone) {
    bytes += sizeOf(image);
    call.out(`deleted: ${image.id}\n`);
    store.remove(image);
  }
  store.save();
  call.out(`${gone.length > 0 ? "\n" : ""}Total reclaimed space: ${sizeText(bytes)}\n`);
  return 0;
}

function inspection(docker: DockerCall, image: StoredImage): Record<string, unknown> {
  const { store, call } = docker;
  const { tags, digests } = store.namesOf(image.id);
  const config = configOf(call.machine, image);
  return {
    Id: image.id,
    RepoTags: tags.map(familiarName),
    RepoDigests: digests.map(familiarName),
    Parent: "",
    Comment: "",
    Created: image.created,
    DockerVersion: "",
    Author: "",
    Config: config["config"] ?? {},
    Architecture: image.architecture,
    Os: image.os,
    Size: sizeOf(image),
    RootFS: { Type: "layers", Layers: image.layers.map(({ diffId }) => diffId) },
    Metadata: { LastTagTime: "0001-01-01T00:00:00Z" },
  };
}

export function inspect(docker: DockerCall): number {
  const { call, line } = docker;
  const all = line.operands.map((text) =>
    inspection(
      docker,
      requireImage(docker, text, (name) => `Error response from daemon: No such image: ${name}`),
    ),
  );
  const format = line.text("--format");
  if (format === undefined || format === "json") {
    call.out(`${JSON.stringify(all, null, format === undefined ? 4 : undefined)}\n`);
    return 0;
  }
  for (const one of all) call.out(`${renderTemplate(format, one)}\n`);
  return 0;
}

export function history(docker: DockerCall): number {
  const { call, line } = docker;
  const image = requireImage(docker, line.operands[0] ?? "");
  const config = configOf(call.machine, image);
  const entries = Array.isArray(config["history"])
    ? (config["history"] as { created?: string; created_by?: string; empty_layer?: boolean }[])
    : [];
  const sizes = image.layers.map(({ size }) => size);
  let next = 0;
  const shown = entries.map((entry) => ({ ...entry, size: entry.empty_layer ? 0 : (sizes[next++] ?? 0) })).reverse();
  const cut = (text: string) => (line.on("--no-trunc") || text.length <= 45 ? text : `${text.slice(0, 44)}…`);
  call.out(
    columns(
      ["IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"],
      shown.map(({ created = "", created_by = "", size }, at) => [
        at === 0 ? shortId(image.id) : "<missing>",
        agoText(created, call.machine.now()),
        cut(created_by),
        sizeText(size),
        "",
      ]),
    ),
  );
  return 0;
}
