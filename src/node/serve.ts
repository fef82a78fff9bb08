import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SimulatorFacts } from "../simulator/registry/facts.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { failWith, ok, type Failure, type Result } from "../simulator/world/result.ts";
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

/** Serves both planes over HTTP for real clients. The message of a failure says what is wrong with the options or the state. */
export async function serve(facts: SimulatorFacts, options: ServeOptions): Promise<Result<RunningServer, Failure>> {
  const scratch = options.state === undefined ? mkdtempSync(join(tmpdir(), "drydock-serve-")) : undefined;
  const place = statePlace(options.state ?? scratch ?? "");
  const discard = () => scratch !== undefined && rmSync(scratch, { recursive: true });
  const server = createServer();
  // A large upload may take its time; headers may not.
  server.requestTimeout = 0;
  let unlock = () => {};
  const release = () => {
    unlock();
    discard();
  };
  /** First the port, so that a second server on the same port and state touches nothing of the first one's. */
  const start = async (): Promise<Result<{ simulator: Simulator; journal?: StateJournal }, Failure>> => {
    const listening = await listen(server, options);
    if (!listening.ok) return listening;
    const locked = lockState(place.world);
    if (!locked.ok) return locked;
    unlock = locked.value;
    const opened = openSimulator(facts, options, place);
    if (!opened.ok) return opened;
    const { simulator, saved, blobs } = opened.value;
    return ok({ simulator, ...(!scratch && { journal: new StateJournal(place, saved, simulator, blobs) }) });
  };
  let started: Awaited<ReturnType<typeof start>> | undefined;
  try {
    started = await start();
  } finally {
    if (!started?.ok) {
      server.close();
      release();
    }
  }
  if (!started.ok) return started;
  const { simulator, journal } = started.value;
  server.on("request", (message, reply) => {
    serveRequest({ simulator, options, journal }, message, reply).catch((error: unknown) => {
      console.error(`${message.method} ${message.url}:`, error);
      if (reply.headersSent) reply.destroy();
      else reply.writeHead(500).end(JSON.stringify({ errors: [{ code: "UNKNOWN", message: String(error) }] }));
    });
  });
  const stopClock = options.clock === "wall" ? followWallClock(simulator) : () => Promise.resolve();
  const { port } = server.address() as AddressInfo;
  return ok({
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
        release();
      }
    },
  });
}

const listen = (server: Server, { port, host }: ServeOptions): Promise<Result<true, Failure>> =>
  new Promise((done, broken) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const message = listenMessage(error, port, host);
      if (message === undefined) broken(error);
      else done(failWith("CannotListen", message));
    });
    server.listen(port, host, () => done(ok(true)));
  });

/** Returns what is wrong with a port or host; undefined for an error that has to do with neither. */
function listenMessage({ code }: NodeJS.ErrnoException, port: number, host: string): string | undefined {
  if (code === "EADDRINUSE") return `Port ${port} of ${host} is in use; choose another with --port.`;
  if (code === "EACCES") return `Port ${port} may not be used; choose one above 1023 with --port.`;
  return code === "EADDRNOTAVAIL" || code === "ENOTFOUND" ? `--host ${host} is no address of this machine.` : undefined;
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
