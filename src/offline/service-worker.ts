import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from "workbox-precaching";
import { setCatchHandler, setDefaultHandler } from "workbox-routing";
import type { PrecacheEntry } from "./build.ts";
import { isLeftToBrowser } from "./left-to-browser.ts";

declare const __PRECACHE__: PrecacheEntry[];

/** What the worker uses of its global scope; the DOM library types the page's, not the worker's. */
interface WorkerScope {
  registration: { scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(
    type: "fetch",
    listener: (event: { request: { url: string }; stopImmediatePropagation(): void }) => void,
  ): void;
}
const worker = self as unknown as WorkerScope;

// A waiting version takes over only when the learner accepts it.
worker.addEventListener("message", ({ data }) => {
  if (typeof data === "object" && data !== null && "type" in data && data.type === "SKIP_WAITING") {
    void worker.skipWaiting();
  }
});

// The first listener of requests, so that the others don't hear of those that the browser makes by itself.
worker.addEventListener("fetch", (event) => {
  if (isLeftToBrowser(event.request.url, worker.registration.scope)) event.stopImmediatePropagation();
});

cleanupOutdatedCaches();
precacheAndRoute(__PRECACHE__, {
  directoryIndex: "index.html",
  ignoreURLParametersMatching: [/./],
  urlManipulation: ({ url }) => (url.pathname.endsWith("/") ? [] : [new URL(`${url.pathname}/index.html`, url)]),
});

// What is not kept goes to the network; only handled requests reach the catch handler below.
setDefaultHandler(({ request }) => fetch(request));

// Offline and not ours: the not-found page lives at the root, so the address asked for travels along.
setCatchHandler(async ({ request, url }) => {
  if (request.mode !== "navigate") return Response.error();
  const known = await matchPrecache("404.html");
  if (!known) return Response.error();
  return Response.redirect(`${worker.registration.scope}404.html?from=${encodeURIComponent(url.pathname)}`, 302);
});
