import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from "workbox-precaching";
import { registerRoute, setCatchHandler, setDefaultHandler } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";
import { formerCacheName, keepFormerMessage } from "./former.ts";
import type { PrecacheEntry } from "./build.ts";
import { isLeftToBrowser } from "./left-to-browser.ts";

declare const __PRECACHE__: PrecacheEntry[];
declare const __FORMER__: string[];

interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}

/** What the worker uses of its global scope; the DOM library types the page's, not the worker's. */
interface WorkerScope {
  registration: { scope: string; active: unknown };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Waiting) => void): void;
  addEventListener(type: "message", listener: (event: Waiting & { data: unknown }) => void): void;
  addEventListener(
    type: "fetch",
    listener: (event: { request: { url: string }; stopImmediatePropagation(): void }) => void,
  ): void;
}
const worker = self as unknown as WorkerScope;

const former = new Set(__FORMER__.map((path) => new URL(path, worker.registration.scope).href));

/** Keeps the bodies that are no longer asked. */
async function keepFormer(): Promise<void> {
  const cache = await caches.open(formerCacheName);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  await cache.addAll([...former].filter((url) => !kept.has(url)));
}

async function dropOutdatedFormer(): Promise<void> {
  const cache = await caches.open(formerCacheName);
  await Promise.all((await cache.keys()).map((request) => former.has(request.url) || cache.delete(request)));
}

worker.addEventListener("message", (event) => {
  const { data } = event;
  if (typeof data !== "object" || data === null || !("type" in data)) return;
  // A waiting version takes over only when the learner accepts it.
  if (data.type === "SKIP_WAITING") void worker.skipWaiting();
  if (data.type === keepFormerMessage.type) event.waitUntil(keepFormer());
});

// Attempts can have them only if the device had an earlier version, so a first visit doesn't load them.
worker.addEventListener("install", (event) => {
  if (worker.registration.active) event.waitUntil(keepFormer());
});
worker.addEventListener("activate", (event) => event.waitUntil(dropOutdatedFormer()));

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
registerRoute(({ url }) => former.has(url.href), new CacheFirst({ cacheName: formerCacheName }));

// What is not kept goes to the network; only handled requests reach the catch handler below.
setDefaultHandler(({ request }) => fetch(request));

// Offline and not ours: the not-found page lives at the root, so the address asked for travels along.
setCatchHandler(async ({ request, url }) => {
  if (request.mode !== "navigate") return Response.error();
  const known = await matchPrecache("404.html");
  if (!known) return Response.error();
  return Response.redirect(`${worker.registration.scope}404.html?from=${encodeURIComponent(url.pathname)}`, 302);
});
