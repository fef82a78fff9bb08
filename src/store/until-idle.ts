/** Waits until the page has nothing else to do, at most this many milliseconds; where nobody can tell, until what is queued has run. */
export const untilIdle = (timeout: number): Promise<void> =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout });
    else setTimeout(resolve);
  });
