import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { contentPlugin } from "./src/content/build/vite-plugin.ts";
import { prerenderPlugin } from "./src/prerender/plugin.ts";
import { LongestFirst } from "./test/support/longest-first.ts";

const root = import.meta.dirname;

export default defineConfig({
  base: "./",
  appType: "mpa",
  plugins: [contentPlugin(root), react(), prerenderPlugin(root)],
  worker: { format: "es", plugins: () => [contentPlugin(root)] },
  build: { target: "es2022", manifest: true, assetsInlineLimit: 0, modulePreload: false },
  test: {
    sequence: { sequencer: LongestFirst },
    reporters: ["default", "./test/support/tally-reporter.ts"],
    // A busy machine may need a while to load a page again; what is waited for usually comes at once.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/e2e/**", "test/bench/**"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/support/serve-built-site.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
