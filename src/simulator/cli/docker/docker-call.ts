import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { ImageStore } from "./image-store.ts";

/** What a command of docker works with. */
export interface DockerCall {
  call: Call;
  line: GoLine;
  store: ImageStore;
}

export type DockerHandler = (docker: DockerCall) => Promise<number> | number;
