import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { readAuthorBank } from "./author-bank.ts";

const module = "virtual:drydock/author";
const address = "/author/";
const entry = "/src/author-main.tsx";

/** Serves the author's page at /author/ in the dev server; the build doesn't have it. It comes before the plugin that serves all other content. */
export function authorPlugin(root: string): Plugin {
  return {
    name: "drydock-author",
    enforce: "pre",
    apply: "serve",
    configureServer: (server) => () =>
      void server.middlewares.use((request, response, next) => {
        if (request.originalUrl?.split(/[?#]/)[0] !== address) return next();
        const page = readFileSync(join(root, "index.html"), "utf8").replace(
          /src="[^"]*src\/main\.tsx"/,
          `src="${entry}"`,
        );
        server
          .transformIndexHtml(address, page)
          .then((html) => response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(html))
          .catch(next);
      }),
    resolveId: (id) => (id === module ? `\0${module}` : undefined),
    load: (id) => {
      if (id !== `\0${module}`) return undefined;
      return { code: `export default ${JSON.stringify(readAuthorBank(root))};`, moduleType: "js" };
    },
  };
}
