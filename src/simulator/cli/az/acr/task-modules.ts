import type { AzModule } from "../az-call.ts";
import { buildModule } from "./build.ts";
import { runModule } from "./run.ts";
import { scopeMapModule } from "./scope-map.ts";
import { tokenCredentialModule } from "./token-credential.ts";
import { tokenModule } from "./token.ts";

/** Commands for what lies in a registry besides its repositories: tokens, tasks and the like. */
export const registryPartModules: readonly AzModule[] = [
  scopeMapModule,
  tokenModule,
  tokenCredentialModule,
  buildModule,
  runModule,
];
