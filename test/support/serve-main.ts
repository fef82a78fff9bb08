import { readServeOptions } from "../../src/node/serve-options.ts";
import { serve } from "../../src/node/serve.ts";

// The server of `npm run sim:serve` as one bundle, which starts sooner: the first argument is the repository's root.
const [root = "", ...words] = process.argv.slice(2);
const server = await serve(root, readServeOptions(words));
console.log(server.url);
process.once("SIGTERM", () => void server.close().then(() => process.exit(0)));
