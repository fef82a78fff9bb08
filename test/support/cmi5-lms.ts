import { createServer as createPlainServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { text } from "node:stream/consumers";
import { launchParameters, RecordStoreDouble } from "../assignment/xapi/record-store-double.ts";

/** A certificate for localhost that nobody trusts, with its key. It was made for the tests and protects nothing. */
const certificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDnG2etSTh/pxURsJ
VuVKq/HBGCSejKkaAdrt78eOib+hRANCAASdBJFRYmUuqtikWa1MSTztkuTjwH79
4iI1O265krQA5PQKpKtwV1b2pAEQhSWYdOfQSkzD7yjhE78/5DWZ0Txd
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBlDCCATugAwIBAgIUcNjrY8VzWI3H49qA4XT5T9yhlewwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEzMDE2NTgyOFoYDzIxMjYxMTA2
MTY1ODI4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASdBJFRYmUuqtikWa1MSTztkuTjwH794iI1O265krQA5PQKpKtwV1b2
pAEQhSWYdOfQSkzD7yjhE78/5DWZ0Txdo2kwZzAdBgNVHQ4EFgQUC5ZCDHJeleHP
bGy8cVX9IbW/0eEwHwYDVR0jBBgwFoAUC5ZCDHJeleHPbGy8cVX9IbW/0eEwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
RwAwRAIgfY9UCA5s8WlBv79wb9c2yrFXluThAKpcjYhwa2fAJlcCIFZeBH+fj0f5
C1+/YLTGzoCL7YzbT3+SUqtjDAwhr3eR
-----END CERTIFICATE-----
`,
};

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** An LMS with a record store, on a server of its own. */
export interface Cmi5Lms {
  url: string;
  /** The record store as the session that was launched last sees it. */
  records: RecordStoreDouble;
  /** Returns the address that opens a unit in a new session; each session after the first has what those before it stored. */
  launch(unit: string): string;
  stop(): Promise<void>;
}

/**
 * Serves an LMS that gives tokens and stores statements, and the files of a package under `/package/`.
 *
 * @param launchData what the LMS knows of the unit, such as its mastery score
 * @param isSecure over HTTPS, with a certificate that a browser accepts only when the test asks it to
 */
export async function serveCmi5Lms(
  launchData: Record<string, unknown> & { masteryScore?: number },
  { files = {}, isSecure = false }: { files?: Readonly<Record<string, Uint8Array>>; isSecure?: boolean } = {},
): Promise<Cmi5Lms> {
  let records = new RecordStoreDouble(launchData);
  let sessions = 0;
  const answer: RequestListener = async (request, response) => {
    const address = new URL(request.url ?? "/", "https://lms.example");
    const { pathname } = address;
    const file = files[pathname.replace("/package/", "")];
    response.setHeader("access-control-allow-origin", request.headers.origin ?? "*");
    response.setHeader("access-control-allow-headers", "authorization, content-type, x-experience-api-version");
    response.setHeader("access-control-allow-methods", "GET, PUT, POST");
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    if (pathname.startsWith("/package/") && file) {
      return void response.setHeader("content-type", types[extname(pathname)] ?? "application/octet-stream").end(file);
    }
    if (pathname === "/blank" || pathname === "/course") {
      return void response.setHeader("content-type", "text/html").end(`<!doctype html><title>${pathname}</title>`);
    }
    const body = await text(request);
    try {
      const result = await records.fetch(address.href, {
        method: request.method ?? "GET",
        headers: {
          Authorization: request.headers.authorization ?? "",
          "X-Experience-API-Version": String(request.headers["x-experience-api-version"] ?? ""),
        },
        ...(body !== "" && { body }),
      });
      response.writeHead(result.status, { "content-type": "application/json" }).end(await result.text());
    } catch {
      request.socket.destroy();
    }
  };
  const server = isSecure ? createSecureServer(certificate, answer) : createPlainServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `${isSecure ? "https" : "http"}://localhost:${port}/`;
  return {
    url,
    get records() {
      return records;
    },
    launch(unit) {
      sessions += 1;
      if (sessions > 1) records = records.nextSession(`session-${sessions}`, launchData);
      const parameters = { ...launchParameters, endpoint: `${url}xapi`, fetch: `${url}token?session=${sessions}` };
      return `${unit}?${new URLSearchParams(parameters).toString()}`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
