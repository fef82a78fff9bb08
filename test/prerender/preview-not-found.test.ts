import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preview, type PreviewServer } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { previewNotFound } from "../../src/prerender/preview-not-found.ts";

let root = "";
let server: PreviewServer;
let address = "";

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "drydock-preview-"));
  mkdirSync(join(root, "dist/learn"), { recursive: true });
  writeFileSync(join(root, "dist/index.html"), "home");
  writeFileSync(join(root, "dist/learn/index.html"), "chapter");
  writeFileSync(join(root, "dist/404.html"), "no page here");
  server = await preview({
    root,
    configFile: false,
    logLevel: "silent",
    base: "./",
    appType: "mpa",
    plugins: [previewNotFound()],
    preview: { port: 0, host: "127.0.0.1" },
  });
  address = `http://127.0.0.1:${(server.httpServer.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const get = async (path: string) => {
  const answer = await fetch(address + path, { redirect: "manual", headers: { Accept: "text/html" } });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get("location") };
};

it.each([["/lern/"], ["/lern"], ["/learn/tears/of/it/"], ["/missing.js"], ["/%ff"], ["/../package.json"]])(
  "answers the unknown address %s with the app's 404 page and status 404",
  async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, text: "no page here" });
  },
);

it("serves the pages that exist", async () => {
  expect(await get("/")).toMatchObject({ status: 200, text: "home" });
  expect(await get("/learn/")).toMatchObject({ status: 200, text: "chapter" });
  expect(await get("/learn/index.html?x=1")).toMatchObject({ status: 200, text: "chapter" });
});

it("redirects a folder to its address with a closing slash and keeps the query", async () => {
  expect(await get("/learn?from=mail")).toMatchObject({ status: 301, location: "/learn/?from=mail" });
});
