import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sirv from "sirv";

/** A static host without rewrite rules, as plain as they come: files, directory indexes, 404.html. */
export interface Site {
  /** Address of the root, ending in a slash. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Serves a built folder below `base` (which starts and ends with a slash) on a loopback port, a free one unless given.
 * With `gzip`, a compressed file that is next to its text is sent in its place.
 */
export async function serveSite(
  folder: string,
  { base = "/", port = 0, gzip = false }: { base?: string; port?: number; gzip?: boolean } = {},
): Promise<Site> {
  const files = sirv(folder, { dev: true, etag: true, gzip });
  const notFound = join(folder, "404.html");
  const server: Server = createServer((request, response) => {
    const missing = () => {
      response.writeHead(404, { "Content-Type": "text/html" });
      response.end(existsSync(notFound) ? readFileSync(notFound) : "not found");
    };
    if (!request.url?.startsWith(base)) return missing();
    request.url = `/${request.url.slice(base.length)}`;
    files(request, response, missing);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://localhost:${address.port}${base}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
