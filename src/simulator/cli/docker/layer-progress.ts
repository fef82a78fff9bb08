import type { Call } from "../program.ts";

/** Tells what happens to a layer: a line each, which changes in its place on a terminal. */
export const layerProgress =
  (call: Call, quiet: boolean) =>
  (id: string, text: string): void => {
    if (quiet) return;
    if (call.live) call.live(id, `${id}: ${text}`);
    else call.out(`${id}: ${text}\n`);
  };
