import { root } from "./install.mjs";

/**
 * Opens a loader of our TypeScript modules for a program in Node. The simulator loads its programs when a command first needs
 * them, so the loader stays open until it's closed.
 */
export async function openModules() {
  const { createServer } = await import("vite");
  const server = await createServer({
    root,
    configFile: false,
    logLevel: "error",
    appType: "custom",
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  return {
    /** Loads a module by its path below the root. */
    load: (file) => server.environments.ssr.runner.import(`${root}${file}`),
    close: () => server.close(),
  };
}
