import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { authorPlugin } from "./src/content/bank/author-plugin.ts";
import { contentPlugin } from "./src/content/build/vite-plugin.ts";
import { earlyImports } from "./src/prerender/early-imports.ts";
import { devPages } from "./src/prerender/dev-pages.ts";
import { pageChunks } from "./src/prerender/page-chunks.ts";
import { prerenderPlugin } from "./src/prerender/plugin.ts";
import { registryChunk } from "./src/prerender/worker-chunks.ts";
import { previewNotFound } from "./src/prerender/preview-not-found.ts";
import { LongestFirst } from "./test/support/longest-first.ts";
import { patience } from "./test/support/patience.ts";

const root = import.meta.dirname;

export default defineConfig({
  base: "./",
  appType: "mpa",
  plugins: [
    authorPlugin(root),
    contentPlugin(root),
    react(),
    earlyImports(),
    prerenderPlugin(root),
    devPages(),
    previewNotFound(),
  ],
  resolve: {
    alias: [
      // The package's own entry is its CommonJS build, which is larger.
      { find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" },
      // The package's own entry is its development build, which warns.
      { find: /^react-router$/, replacement: join(root, "node_modules/react-router/dist/production/index.mjs") },
    ],
  },
  worker: {
    format: "es",
    plugins: () => [contentPlugin(root), earlyImports()],
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: [registryChunk(root)] } },
    },
  },
  build: {
    target: "es2022",
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    // Sizes have budgets of their own: test/e2e/budget.test.ts.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // A module that one screen starts with may be loaded later by another.
      checks: { pluginTimings: false, ineffectiveDynamicImport: false },
      output: {
        codeSplitting: { groups: pageChunks(root) },
      },
    },
  },
  test: {
    sequence: { sequencer: LongestFirst },
    reporters: ["default", "./test/support/tally-reporter.ts"],
    expect: { poll: { timeout: patience } },
    // A test is a few waits; each of them ends by itself.
    testTimeout: 4 * patience,
    hookTimeout: 4 * patience,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // A test that checks nothing fails, also one whose loop over cases finds none. Browser tests check by waiting too.
          expect: { requireAssertions: true },
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/e2e/**", "test/bench/**", "test/long/**"],
          // Modules are loaded once per worker. Tests share no state through them: this order is as good as any other.
          pool: "threads",
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          // Too long for every change: `npm run test:long`.
          name: "long",
          include: ["test/long/**/*.test.ts"],
          pool: "threads",
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/support/serve-built-site.ts"],
          pool: "threads",
          isolate: false,
          // Pages often wait for the simulator's clock or the device: a third file uses that time.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
