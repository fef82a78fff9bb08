import { describe, expect, it } from "vitest";
import { loadPlayerFiles } from "../../src/store/player-files.ts";

const base = "https://site.example/player/";
const encode = (text: string) => new TextEncoder().encode(text);

/** A site with the player, whose network can fail, and the caches of a browser. */
function aSite(files: Record<string, string>, version = "0123456789abcdef") {
  const list = {
    version,
    files: Object.entries(files).map(([path, text]) => ({ path, bytes: encode(text).length })),
  };
  const asked: string[] = [];
  const fetch = (address: string) => {
    const path = address.slice(base.length);
    asked.push(path);
    const text = path === "files.json" ? JSON.stringify(list) : files[path];
    return Promise.resolve(new Response(text ?? "", { status: text === undefined ? 404 : 200 }));
  };
  return { base, fetch, asked };
}

function someCaches() {
  const stored = new Map<string, Map<string, Uint8Array>>();
  return {
    stored,
    keys: () => Promise.resolve([...stored.keys()]),
    delete: (name: string) => Promise.resolve(stored.delete(name)),
    open: (name: string) => {
      const entries = stored.get(name) ?? new Map<string, Uint8Array>();
      stored.set(name, entries);
      const cache = {
        match: (address: string) => {
          const found = entries.get(address);
          return Promise.resolve(found && new Response(Uint8Array.from(found)));
        },
        put: async (address: string, response: Response) =>
          void entries.set(address, new Uint8Array(await response.arrayBuffer())),
      };
      return Promise.resolve(cache as unknown as Cache);
    },
  };
}

const files = { "index.html": "<!doctype html>", "assets/player.js": "start();" };

describe("the player's files", () => {
  it("are fetched once with progress, and then kept for making packages offline", async () => {
    const caches = someCaches();
    const site = aSite(files);
    const shares: number[] = [];
    const first = await loadPlayerFiles({ ...site, caches }, (share) => shares.push(share));
    expect(first.isKept).toBe(true);
    expect(shares.at(-1)).toBe(1);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    const offline = { base, fetch: () => Promise.reject(new TypeError("no network")), caches };
    expect((await loadPlayerFiles(offline, () => undefined)).files).toEqual(first.files);
  });

  it("of an earlier version are replaced", async () => {
    const caches = someCaches();
    await loadPlayerFiles({ ...aSite(files), caches }, () => undefined);
    const newer = { ...files, "assets/player.js": "startAgain();" };
    const loaded = await loadPlayerFiles({ ...aSite(newer, "fedcba9876543210"), caches }, () => undefined);
    expect(new TextDecoder().decode(loaded.files.get("assets/player.js"))).toBe("startAgain();");
    expect([...caches.stored.keys()]).toEqual(["drydock-player-fedcba9876543210"]);
  });

  it("are loaded without being kept where the browser keeps nothing, which the result tells", async () => {
    const { files: loaded, isKept } = await loadPlayerFiles(aSite(files), () => undefined);
    expect([...loaded.keys()]).toEqual(Object.keys(files));
    expect(isKept).toBe(false);
  });

  it("that are incomplete or missing are an error that says what to do", async () => {
    const cut = { ...aSite(files), fetch: aSite({ ...files, "index.html": "<!" }).fetch };
    const short: typeof cut = {
      ...cut,
      fetch: (address) => (address.endsWith("files.json") ? aSite(files).fetch(address) : cut.fetch(address)),
    };
    await expect(loadPlayerFiles(short, () => undefined)).rejects.toThrow("is incomplete (index.html). Reload");
    const offline = { base, fetch: () => Promise.reject(new TypeError("no network")), caches: someCaches() };
    await expect(loadPlayerFiles(offline, () => undefined)).rejects.toThrow("connect to the internet once");
  });
});
