import { useSandbox } from "./sandbox-context.tsx";

/** Returns whether a command runs or waits to run. */
export const useBusy = (): boolean => useSandbox(({ running, waiting }) => running !== undefined || waiting.length > 0);
