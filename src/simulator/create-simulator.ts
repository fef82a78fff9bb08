import { cloudParts, type StartOptions } from "./cloud-parts.ts";
import { Simulator, type SimulatorParts } from "./simulator.ts";

/** Creates a simulator with all planes and services. */
export const createSimulator = (components: Omit<SimulatorParts, "parts">, options: StartOptions = {}): Simulator =>
  new Simulator({ ...components, parts: cloudParts(options) });
