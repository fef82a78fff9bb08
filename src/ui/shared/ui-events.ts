import { keepTyping } from "./type-ahead.ts";

/** Things any screen may ask the shell to open. */
export type ShellRequest = "search" | "help" | "more";

const target = new EventTarget();
const heard = new Set<ShellRequest>();
const withheld = new Set<ShellRequest>();
let waiting: ShellRequest | undefined;

/** Opens it now, or as soon as the part of the shell that can has loaded. */
export function askShell(request: ShellRequest): void {
  if (withheld.has(request)) return;
  if (request === "search" && !document.querySelector("dialog[open]")) keepTyping();
  if (!heard.has(request)) waiting = request;
  target.dispatchEvent(new Event(heard.has(request) ? request : "wanted"));
}

/** Listens for requests; returns the unsubscriber. */
export function onShellRequest(request: ShellRequest, listener: () => void): () => void {
  heard.add(request);
  target.addEventListener(request, listener);
  if (waiting === request) {
    waiting = undefined;
    listener();
  }
  return () => {
    heard.delete(request);
    target.removeEventListener(request, listener);
  };
}

/** Tells when something was asked for that nothing loaded so far can open. */
export const onShellWanted = (listener: () => void): void =>
  target.addEventListener("wanted", listener, { once: true });

/** Keeps something from being opened, as search during an exam; returns how to allow it again. */
export function withholdShell(request: ShellRequest): () => void {
  withheld.add(request);
  return () => void withheld.delete(request);
}
