/** Virtual time up to this many milliseconds passes at once. */
const instant = 250;

/** How much faster than real time a command's waiting goes by, and how long it lasts at most in real milliseconds. */
const faster = 20;
const longest = 400;

/** Lets waiting messages in, e.g. Ctrl-C, before the work continues. */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/**
 * Waits in real time for virtual time that passed, so that a long push is seen to run and can be stopped, and a short
 * command is not held up.
 */
export const pace = (virtual: number): Promise<void> =>
  virtual < instant ? breathe() : new Promise((resolve) => setTimeout(resolve, Math.min(longest, virtual / faster)));
