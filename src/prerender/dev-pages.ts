import type { Plugin } from "vite";

/**
 * Makes the dev server answer the address of any screen, as the built site's files do: with the one page of the app, which
 * then finds its screen by the address. Other plugins' pages and files keep their own. The page has no policy of content there:
 * the dev server puts scripts and styles into it, which the policy of the built pages forbids.
 */
export const devPages = (): Plugin => ({
  name: "drydock-dev-pages",
  apply: "serve",
  configureServer: ({ middlewares }) =>
    void middlewares.use((request, _response, next) => {
      const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
      const isPage = request.headers.accept?.includes("text/html") === true && pathname.endsWith("/");
      if (isPage) request.url = `/index.html${search}`;
      next();
    }),
  transformIndexHtml: {
    order: "pre",
    handler: (html) =>
      html
        .replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, "")
        // Files are found from every screen's address.
        .replaceAll(/(src|href)="\.\//g, '$1="/'),
  },
});
