import * as v from "valibot";

const listSchema = v.object({
  version: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  files: v.array(v.object({ path: v.pipe(v.string(), v.regex(/^[\w.-]+(?:\/[\w.-]+)*$/)), bytes: v.number() })),
});

/** What the loader of the player's files needs of the browser. */
export interface FileSource {
  /** Address of the folder with the player, ending in a slash. */
  base: string;
  fetch(address: string): Promise<Response>;
  /** Absent where the browser keeps nothing. */
  caches?: Pick<CacheStorage, "open" | "keys" | "delete"> | undefined;
}

/** The player's files, and whether packages can be made offline from now on. */
export interface PlayerFiles {
  files: Map<string, Uint8Array>;
  isKept: boolean;
}

const cachePrefix = "drydock-player-";

/**
 * Loads the player's files, from the browser's cache where they're kept, and keeps them. They aren't part of what the app keeps for
 * everyone, because only instructors need them.
 *
 * @param onProgress told the share of bytes that is there, from 0 to 1
 */
export async function loadPlayerFiles(
  { base, fetch, caches }: FileSource,
  onProgress: (share: number) => void,
): Promise<PlayerFiles> {
  const listAddress = `${base}files.json`;
  const kept = await newestCache(caches);
  const online = await fetch(listAddress).catch(() => undefined);
  const response = online?.ok ? online : await kept?.match(listAddress);
  if (!response) throw new Error("The player isn’t on this device yet, so connect to the internet once.");
  const text = await response.text();
  const list = v.parse(listSchema, JSON.parse(text));
  const cache = await caches?.open(cachePrefix + list.version).catch(() => undefined);
  const files = new Map<string, Uint8Array>();
  const all = list.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  let isKept = cache !== undefined;
  for (const { path, bytes } of list.files) {
    const address = base + path;
    const found = await cache?.match(address);
    const answer = found ?? (await fetch(address));
    if (!answer.ok) throw new Error(`A file of the player didn’t load (${path}). Reload the page to try again.`);
    const content = new Uint8Array(await answer.arrayBuffer());
    if (content.length !== bytes) throw new Error(`A file of the player is incomplete (${path}). Reload the page.`);
    if (!found) isKept = (await keep(cache, address, content)) && isKept;
    files.set(path, content);
    loaded += bytes;
    onProgress(all > 0 ? loaded / all : 1);
  }
  if (isKept) {
    isKept = await keep(cache, listAddress, new TextEncoder().encode(text));
    for (const name of (await caches?.keys()) ?? []) {
      if (name.startsWith(cachePrefix) && name !== cachePrefix + list.version) await caches?.delete(name);
    }
  }
  return { files, isKept };
}

/** The cache of the version that was kept last, if there is one. */
async function newestCache(caches: FileSource["caches"]): Promise<Cache | undefined> {
  const names = (await caches?.keys().catch(() => [])) ?? [];
  const name = names.findLast((other) => other.startsWith(cachePrefix));
  return name === undefined ? undefined : caches?.open(name);
}

/** Stores a file; false where there is no room or no cache. */
async function keep(cache: Cache | undefined, address: string, content: Uint8Array<ArrayBuffer>): Promise<boolean> {
  if (!cache) return false;
  return cache.put(address, new Response(content)).then(
    () => true,
    () => false,
  );
}
