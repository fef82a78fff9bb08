import { home } from "../simulator/cli/create-machine.ts";

/** A path of the machine as people write it: the home folder is `~`. */
export const tilde = (path: string): string => (path === home ? "~" : path.replace(`${home}/`, "~/"));
