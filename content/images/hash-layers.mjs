// Computes the digests of the catalogue's bulk layers and writes digests.json: `node content/images/hash-layers.mjs`.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "vite";

const server = await createServer({ server: { middlewareMode: true }, appType: "custom", logLevel: "error" });
const { bulkLayers } = await server.ssrLoadModule("/src/simulator/images/bulk-layers.ts");
const { readSynthetic } = await server.ssrLoadModule("/src/simulator/images/synthetic-layer.ts");
const digests = Object.fromEntries(
  bulkLayers().map((layer) => {
    const hash = createHash("sha256");
    for (const piece of readSynthetic(layer)) hash.update(piece);
    return [layer.name, `sha256:${hash.digest("hex")}`];
  }),
);
writeFileSync(new URL("digests.json", import.meta.url), `${JSON.stringify(digests, null, 2)}\n`);
await server.close();
