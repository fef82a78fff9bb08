import { posix } from "node:path";
import type { Plugin, Rolldown } from "vite";

const isChunk = (output: Rolldown.OutputChunk | Rolldown.OutputAsset): output is Rolldown.OutputChunk =>
  output.type === "chunk";

/**
 * Adds to every chunk the imports of its imports, so that a browser asks for all of it at once: found one in the other, each
 * level costs a slow line a round trip. What runs and in which order stays the same, since these imports come last.
 */
export const earlyImports = (): Plugin => ({
  name: "drydock-early-imports",
  apply: "build",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle)
          .filter(isChunk)
          .map((chunk) => [chunk.fileName, chunk]),
      );
      const allOf = (file: string, seen = new Set<string>()): Set<string> => {
        for (const name of chunks.get(file)?.imports ?? []) {
          if (seen.has(name)) continue;
          seen.add(name);
          allOf(name, seen);
        }
        return seen;
      };
      for (const chunk of chunks.values()) {
        const known = new Set([chunk.fileName, ...chunk.imports]);
        const later = [...allOf(chunk.fileName)].filter((file) => chunks.has(file) && !known.has(file));
        if (later.length === 0) continue;
        const folder = posix.dirname(chunk.fileName);
        const imports = later.map((file) => `import"./${posix.relative(folder, file)}";`).join("");
        chunk.code = `${chunk.code.trimEnd()}\n${imports}\n`;
      }
    },
  },
});
