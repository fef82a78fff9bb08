import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/**
 * Makes `vite preview` answer as a static host does: an unknown address gets the built 404.html with status 404, and a
 * folder without its closing slash is redirected to the address with it.
 */
export const previewNotFound = (): Plugin => ({
  name: "drydock-preview-not-found",
  configurePreviewServer: ({ config, middlewares }) => {
    const built = join(config.root, config.build.outDir);
    // What is registered from the returned function runs after the built files were tried.
    return () =>
      void middlewares.use((request, response, next) => {
        const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
        let path: string;
        try {
          path = decodeURIComponent(pathname);
        } catch {
          path = "/404.html";
        }
        if (path !== "/404.html" && path.endsWith(".html") && existsSync(join(built, path))) return next();
        if (existsSync(join(built, path, "index.html"))) {
          response.writeHead(301, { Location: `${pathname}/${search}` });
          return response.end();
        }
        response.writeHead(404, { "Content-Type": "text/html; charset=utf-8" });
        response.end(readFileSync(join(built, "404.html")));
      });
  },
});
