import { join } from "node:path";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { devPages } from "../../src/prerender/dev-pages.ts";

let server: ViteDevServer;
let url = "";
beforeAll(async () => {
  server = await createServer({
    root: join(import.meta.dirname, "../.."),
    configFile: false,
    appType: "mpa",
    logLevel: "silent",
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, watch: null },
    plugins: [devPages()],
  });
  await server.listen();
  url = server.resolvedUrls?.local[0] ?? "";
});
afterAll(() => server.close());

const get = (path: string) => fetch(url + path, { headers: { accept: "text/html" } });

it("answers the address of any screen with the app, whose files are found from there and whose styles aren't barred", async () => {
  for (const path of ["", "learn/tiers/", "practice/?rules=azure"]) {
    const response = await get(path);
    expect(response.status, path).toBe(200);
    const html = await response.text();
    expect(html).toContain('src="/src/main.tsx"');
    expect(html).toContain('src="/boot.js"');
    expect(html).not.toContain("Content-Security-Policy");
  }
});

it("leaves files to the server", async () => {
  expect(await (await fetch(`${url}boot.js`)).text()).toContain("takeEarlyInput");
  expect((await get("nothing.js")).status).toBe(404);
});
