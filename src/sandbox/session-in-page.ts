import startFiles from "virtual:drydock/start-files";
import type { Session } from "../simulator/cli/session.ts";
import { startShell } from "../simulator/start-shell.ts";
import type { SimulatorInPage } from "./page-simulator.ts";

const surface = async () => (await import("virtual:drydock/commands")).default;

/** A shell over a simulator in the page; `pace` lets real time pass for the virtual time that a command takes. */
export function startPagedSession(
  { simulator }: SimulatorInPage,
  pace: (milliseconds: number) => Promise<void>,
): Session {
  return startShell(simulator, { pace, surface, startFiles });
}
