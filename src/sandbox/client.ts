import type { FromWorker, RequestName, Requests, SandboxEvent, ToWorker } from "./protocol.ts";

declare global {
  interface Window {
    /** Set by public/boot.js on pages with the simulator: hands over the worker that it started, once. */
    takeSimulator?(): Worker | undefined;
    /** Set by public/boot.js where it starts the worker: resolves with its first answer, or when it doesn't answer. */
    simulatorAnswered?: Promise<unknown>;
  }
}

/** A request that the sandbox could not meet; `code` is stable, `message` is for the learner. */
export class SandboxFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * The sandbox as a screen sees it: requests with answers, and events. The simulator itself runs in a worker, which starts with
 * the first request, so that a screen can be drawn without one.
 */
export class SandboxClient {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<(event: SandboxEvent) => void>();
  private nextId = 1;

  constructor(private readonly startWorker: () => Worker) {}

  /** Starts the worker, unless it has been started. */
  start(): Worker {
    if (this.worker) return this.worker;
    const worker = (this.worker = this.startWorker());
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.receive(data));
    worker.addEventListener("error", (event) => {
      const why = event.message === "" ? "It couldn't start." : event.message;
      for (const { reject } of this.waiting.values())
        reject(new SandboxFailure("Crashed", `The simulator stopped. ${why}`));
      this.waiting.clear();
    });
    return worker;
  }

  /** Asks the worker; rejects with a SandboxFailure. */
  request<N extends RequestName>(name: N, ask: Requests[N]["ask"]): Promise<Requests[N]["answer"]> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (answer) => resolve(answer as Requests[N]["answer"]), reject });
      this.start().postMessage({ id, name, ask } as ToWorker);
    });
  }

  /** Calls `listener` at every event; returns how to stop. */
  onEvent(listener: (event: SandboxEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Ends the worker; what was asked and not answered is rejected. */
  end(): void {
    this.worker?.terminate();
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(new SandboxFailure("Ended", "The sandbox was closed."));
    this.waiting.clear();
  }

  private receive(message: FromWorker): void {
    if ("event" in message) {
      for (const listener of this.listeners) listener(message.event);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (!waiting) return;
    if ("failure" in message) waiting.reject(new SandboxFailure(message.failure.code, message.failure.message));
    else waiting.resolve(message.answer);
  }
}

/** Creates a client of the worker that the simulator lives in. */
export const createSandboxClient = (): SandboxClient =>
  new SandboxClient(
    () =>
      window.takeSimulator?.() ??
      new Worker(new URL("./sandbox-worker.ts", import.meta.url), { type: "module", name: "drydock-simulator" }),
  );
