/** Cache of the bodies that are no longer asked. */
export const formerCacheName = "drydock-former";

/** Asks the service worker to keep those bodies. */
export const keepFormerMessage = { type: "KEEP_FORMER" } as const;

/** Keeps the bodies that are no longer asked on this device, for attempts that come from another one. */
export const keepFormer = (): void =>
  (navigator as Partial<Navigator>).serviceWorker?.controller?.postMessage(keepFormerMessage);
