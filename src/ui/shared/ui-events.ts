/** Things any screen may ask the shell to open. */
export type ShellRequest = "search" | "help";

const target = new EventTarget();

export const askShell = (request: ShellRequest): void => void target.dispatchEvent(new Event(request));

/** Listens for requests; returns the unsubscriber. */
export function onShellRequest(request: ShellRequest, listener: () => void): () => void {
  target.addEventListener(request, listener);
  return () => target.removeEventListener(request, listener);
}
