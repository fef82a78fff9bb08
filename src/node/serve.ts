import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SimulatorFacts } from "../simulator/registry/facts.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { isLoopback } from "./request-target.ts";
import type { ServeOptions } from "./serve-options.ts";
import { serveRequest } from "./serve-request.ts";
import { openSimulator } from "./serve-world.ts";
import { statePlace } from "./state-files.ts";
import { StateJournal } from "./state-journal.ts";
import { lockState } from "./state-lock.ts";

export interface RunningServer {
  /** e.g. http://127.0.0.1:5000/ */
  url: string;
  simulator: Simulator;
  /** Whether only this machine can reach it. */
  loopback: boolean;
  /** SKU and profile of the default registry, which a saved state may have decided. */
  describe(): string;
  /** Stops taking requests, saves the state, and forgets what was only kept for the while. */
  close(): Promise<void>;
}

const tickMs = 250;

/** Serves both planes over HTTP for real clients. */
export async function serve(facts: SimulatorFacts, options: ServeOptions): Promise<RunningServer> {
  const scratch = options.state === undefined ? mkdtempSync(join(tmpdir(), "drydock-serve-")) : undefined;
  const place = statePlace(options.state ?? scratch ?? "");
  const discard = () => scratch !== undefined && rmSync(scratch, { recursive: true });
  const server = createServer();
  // A large upload may take its time; headers may not.
  server.requestTimeout = 0;
  let simulator: Simulator;
  let journal: StateJournal | undefined;
  let unlock = () => {};
  try {
    // First the port, so that a second server on the same port and state touches nothing of the first one's.
    await listen(server, options);
    unlock = lockState(place.world);
    const opened = openSimulator(facts, options, place);
    simulator = opened.simulator;
    if (scratch === undefined) journal = new StateJournal(place, opened.saved, simulator, opened.blobs);
  } catch (error) {
    server.close();
    unlock();
    discard();
    throw error;
  }
  server.on("request", (message, reply) => {
    serveRequest({ simulator, options, journal }, message, reply).catch((error: unknown) => {
      console.error(`${message.method} ${message.url}:`, error);
      if (reply.headersSent) reply.destroy();
      else reply.writeHead(500).end(JSON.stringify({ errors: [{ code: "UNKNOWN", message: String(error) }] }));
    });
  });
  const stopClock = options.clock === "wall" ? followWallClock(simulator) : () => Promise.resolve();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}/`,
    simulator,
    loopback: isLoopback(options.host),
    describe() {
      const sku = simulator.world.get("registry", options.registry)?.sku ?? options.sku;
      return `${sku}, ${simulator.rules().profile} rules`;
    },
    async close() {
      await stopClock();
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      try {
        journal?.close();
      } finally {
        unlock();
        discard();
      }
    },
  };
}

const listen = (server: Server, { port, host }: ServeOptions): Promise<void> =>
  new Promise((done, failed) => {
    server.once("error", (error: NodeJS.ErrnoException) => failed(listenProblem(error, port, host)));
    server.listen(port, host, done);
  });

function listenProblem(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === "EADDRINUSE") return new Error(`Port ${port} of ${host} is in use; choose another with --port.`);
  if (error.code === "EACCES") return new Error(`Port ${port} may not be used; choose one above 1023 with --port.`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return new Error(`--host ${host} is no address of this machine.`);
  }
  return error;
}

/** Lets virtual time pass as fast as real time; returns how to stop. */
function followWallClock(simulator: Simulator): () => Promise<void> {
  let last = performance.now();
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => {
      const time = performance.now();
      const passed = Math.round(time - last);
      last += passed;
      return simulator.advance(passed);
    });
  }, tickMs);
  return () => {
    clearInterval(timer);
    return running;
  };
}
