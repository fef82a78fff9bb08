import { digestOf } from "../../world/hash.ts";
import { resolvePath } from "../file-system.ts";
import { ExitError } from "../program.ts";
import type { DockerCall } from "./docker-call.ts";
import { blobPath, readArchive, writeArchive, type ArchiveEntry } from "./image-archive.ts";
import { requireImage } from "./local-image.ts";
import { familiarName, imageName } from "./names.ts";
import { fullReference } from "../../registry-client/reference.ts";
import { storedImage } from "./stored-image.ts";

/** `docker save`: images and their layers in one file. */
export function save(docker: DockerCall): number {
  const { call, line, store } = docker;
  if (line.operands.length === 0)
    throw new ExitError(1, "docker: 'docker save' requires at least 1 argument.\nSee 'docker save --help'.");
  const output = line.text("--output");
  if (output === undefined && call.live) {
    throw new ExitError(1, "cowardly refusing to save to a terminal. Use the -o flag or redirect", {
      code: "ToTerminal",
      text: "An archive is binary, so it needs a file.",
      next: "`docker save -o images.tar NAME`",
    });
  }
  const images = line.operands.map((text) =>
    requireImage(docker, text, (name) => `Error response from daemon: reference does not exist: ${name}`),
  );
  const blobs = new Map<string, Uint8Array>();
  const entries: ArchiveEntry[] = [];
  for (const image of images) {
    blobs.set(image.id, call.machine.layers.bytes(image.id));
    blobs.set(image.manifestDigest, new TextEncoder().encode(image.manifest));
    for (const { digest } of image.layers) blobs.set(digest, call.machine.layers.bytes(digest));
    entries.push({
      Config: blobPath(image.id),
      RepoTags: store.namesOf(image.id).tags.map(familiarName),
      Layers: image.layers.map(({ digest }) => blobPath(digest)),
    });
  }
  const manifests = images.map((image) => ({
    mediaType: image.mediaType,
    digest: image.manifestDigest,
    size: new TextEncoder().encode(image.manifest).length,
  }));
  const tar = writeArchive(blobs, entries, manifests);
  if (output === undefined) call.out(tar);
  else call.machine.files.write(resolvePath(output, call.folder, call.machine.home), tar);
  return 0;
}

/** `docker load`: reads what `docker save` wrote; every blob is held to its digest. */
export function load(docker: DockerCall): number {
  const { call, line, store } = docker;
  const input = line.text("--input");
  const path = input === undefined ? undefined : resolvePath(input, call.folder, call.machine.home);
  if (path !== undefined && call.machine.files.stat(path)?.kind !== "file") {
    throw new ExitError(1, `open ${input}: no such file or directory`, {
      code: "FileNotFound",
      text: `There is no file ${input} here.`,
    });
  }
  const bytes = path === undefined ? call.input : call.machine.files.bytes(path);
  if (!bytes) throw new ExitError(1, "requested load from stdin, but stdin is empty");
  const damaged = (why: string) =>
    new ExitError(1, `Error response from daemon: ${why}`, {
      code: "BadArchive",
      text: "The file is not what `docker save` writes, or it was damaged.",
    });
  let files: Map<string, Uint8Array>;
  try {
    files = readArchive(bytes);
  } catch {
    throw damaged("unexpected EOF");
  }
  const list = files.get("manifest.json");
  const index = files.get("index.json");
  if (!list || !index) throw damaged("open manifest.json: no such file or directory");
  const entries = JSON.parse(new TextDecoder().decode(list)) as ArchiveEntry[];
  const { manifests = [] } = JSON.parse(new TextDecoder().decode(index)) as {
    manifests?: { digest: string; mediaType: string }[];
  };
  const blob = (name: string): Uint8Array => {
    const found = files.get(name);
    const digest = name.replace(/^blobs\//, "").replace("/", ":");
    if (!found) throw damaged(`open ${name}: no such file or directory`);
    if (digestOf(call.machine.hash, found) !== digest) throw damaged(`${name}: digest mismatch`);
    return found;
  };
  entries.forEach((entry, at) => {
    const top = manifests[at];
    if (!top) throw damaged("index.json names fewer images than manifest.json");
    const config = blob(entry.Config);
    const manifest = blob(blobPath(top.digest));
    const parsed = JSON.parse(new TextDecoder().decode(manifest)) as {
      layers: { digest: string; size: number; mediaType: string }[];
    };
    for (const { digest } of parsed.layers) call.machine.layers.put(digest, blob(blobPath(digest)));
    const id = digestOf(call.machine.hash, config);
    call.machine.layers.put(id, config);
    const image = storedImage({ ...top, bytes: manifest }, parsed.layers, id, config);
    store.add(image);
    for (const name of entry.RepoTags ?? []) {
      store.tag(fullReference(imageName(name)), id);
      call.out(`Loaded image: ${name}\n`);
    }
    if ((entry.RepoTags ?? []).length === 0) call.out(`Loaded image ID: ${id}\n`);
  });
  store.save();
  return 0;
}
