import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { contentPlugin } from "./src/content/build/vite-plugin.ts";
import { prerenderPlugin } from "./src/prerender/plugin.ts";

export default defineConfig({
  base: "./",
  plugins: [contentPlugin(import.meta.dirname), react(), prerenderPlugin(import.meta.dirname)],
  build: { target: "es2022", manifest: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
