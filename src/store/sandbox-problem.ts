import { errorText } from "../assessment/error-text.ts";
import { SandboxFailure } from "../sandbox/client.ts";
import type { Problem } from "./sandbox-state.ts";

/** Returns what the screen shows of a request that failed. */
export const problemOf = (error: unknown): Problem =>
  error instanceof SandboxFailure
    ? { code: error.code, message: error.message }
    : { code: "Unknown", message: errorText(error) };
