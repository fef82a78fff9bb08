import { resolvePath } from "../file-system.ts";
import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { copyImage } from "./copy-image.ts";
import { copyOptions } from "./copy.ts";
import { dockerName, imageName } from "./image-name.ts";
import { tagsOf } from "./inspect.ts";
import { ImageError, imageError, type Log } from "./log.ts";
import { openDestination, openSource } from "./open.ts";

/** One image to copy: its name, and what it is called below the destination when it is scoped. */
interface Item {
  from: string;
  suffix: string;
}

const wrong = (message: string, text = "") =>
  new ImageError(message, { code: "WrongArguments", text: text || message });

async function inRegistry(call: Call, line: GoLine, log: Log, source: string): Promise<Item[]> {
  const read = dockerName(source);
  if (!read) {
    throw wrong(
      `Cannot obtain a valid image reference for transport "docker" and reference ${JSON.stringify(source)}: invalid reference format`,
    );
  }
  const { host, repository, tag, digest } = read;
  const path = `${host}/${repository}`;
  const tagged = tag !== undefined || digest !== undefined;
  log.info("Tag presence check", { imagename: source, tagged: String(tagged) });
  if (tagged) {
    const suffix = digest === undefined ? `${path}:${tag ?? ""}` : `${path}@${digest}`;
    return [{ from: `docker://${suffix}`, suffix }];
  }
  log.info("Getting tags", { image: path });
  let tags;
  try {
    tags = await tagsOf(call, line, "src-", { host, repository });
  } catch (error) {
    throw imageError(error).within(`Error determining repository tags for repo ${path}`);
  }
  if (tags.length === 0) throw wrong(`No images to sync found in ${JSON.stringify(source)}`);
  return tags.map((listedTag) => ({ from: `docker://${path}:${listedTag}`, suffix: `${path}:${listedTag}` }));
}

function inFolder(call: Call, source: string): Item[] {
  const { files, home } = call.machine;
  const base = resolvePath(source, call.folder, home);
  if (files.stat(base)?.kind !== "folder") {
    throw wrong(`Invalid source directory specified: stat ${source}: no such file or directory`);
  }
  const found: string[] = [];
  const walk = (folder: string) => {
    if (files.stat(`${folder}/manifest.json`)?.kind === "file") {
      found.push(folder);
      return;
    }
    for (const name of files.list(folder)) {
      if (files.stat(`${folder}/${name}`)?.kind === "folder") walk(`${folder}/${name}`);
    }
  };
  walk(base);
  if (found.length === 0) throw wrong(`No images to sync found in ${JSON.stringify(source)}`);
  return found.map((folder) => ({
    from: `dir:${folder}`,
    suffix: folder === base ? (base.split("/").at(-1) ?? "") : folder.slice(base.length + 1),
  }));
}

/** `skopeo sync`: every image of a repository to another, or to folders, or back. */
export async function sync(call: Call, line: GoLine, log: Log): Promise<number> {
  const [source = "", destination = ""] = line.operands;
  const from = line.text("--src");
  const to = line.text("--dest");
  if (from === undefined) throw wrong("A source transport must be specified", "`--src docker` or `--src dir`");
  if (from === "yaml") {
    throw new ImageError("source transport yaml is not simulated", {
      code: "NotSimulated",
      text: "The simulator doesn't read lists of images in YAML; name the repository.",
    });
  }
  if (from !== "docker" && from !== "dir") throw wrong(`${JSON.stringify(from)} is not a valid source transport`);
  if (to === undefined) throw wrong("A destination transport must be specified", "`--dest docker` or `--dest dir`");
  if (to !== "docker" && to !== "dir") throw wrong(`${JSON.stringify(to)} is not a valid destination transport`);
  if (from === to && from === "dir") {
    throw wrong("sync from 'dir' to 'dir' not implemented, consider using rsync instead");
  }
  const options = copyOptions(line, line.on("--all") ? "all" : "system");
  const items = from === "docker" ? await inRegistry(call, line, log, source) : inFolder(call, source);
  const dry = line.on("--dry-run");
  if (dry) log.warning("Running in dry-run mode");
  const { files, home } = call.machine;
  let count = 0;
  let failures = 0;
  for (const [at, item] of items.entries()) {
    const suffix = `${line.on("--scoped") ? item.suffix : (item.suffix.split("/").at(-1) ?? "")}${line.text("--append-suffix") ?? ""}`;
    const target = `${destination.replace(/\/$/, "")}/${suffix}`;
    const named = to === "docker" ? `docker://${target}` : `dir:${target}`;
    const fields = { from: item.from, to: named };
    if (to === "dir" && files.stat(resolvePath(target, call.folder, home))) {
      throw wrong(`Refusing to overwrite destination directory ${JSON.stringify(target)}`);
    }
    if (dry) {
      log.info(`Would have copied image ref ${at + 1}/${items.length}`, fields);
      count++;
      continue;
    }
    log.info(`Copying image ref ${at + 1}/${items.length}`, fields);
    try {
      const opened = openSource(call, line, "src-", imageName(call, item.from));
      await copyImage(call, opened, openDestination(call, line, "dest-", imageName(call, named)), options);
      count++;
    } catch (error) {
      const found = imageError(error);
      if (!line.on("--keep-going")) throw found.within(`Error copying ref ${JSON.stringify(item.from)}`);
      log.error(`Error copying ref ${JSON.stringify(item.from)}`, { error: found.message });
      if (found.explanation) call.explain(found.explanation);
      failures++;
    }
  }
  log.info(`${dry ? "Would have synced" : "Synced"} ${count} images from 1 sources`);
  if (failures > 0) throw new ImageError("Sync failed due to previous reported error(s) for one or more images");
  return 0;
}
