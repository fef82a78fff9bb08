/** The entry that `built.mjs` bundles: everything that `npm run sim` and `npm run sim:serve` run. */
export { readServeOptions } from "./serve-options.ts";
export { serve } from "./serve.ts";
export { readSimContent } from "./sim-content.ts";
export { main } from "./sim-main.ts";
