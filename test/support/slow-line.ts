import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** How slow a line is. */
export interface LineSpeed {
  /** Milliseconds that everything takes on its way to the server. */
  latency: number;
  /** Bytes per second on the way back, for all connections together. */
  bytesPerSecond: number;
}

/** Slow 4G as Lighthouse's mobile preset applies it. */
export const slow4G: LineSpeed = { latency: 562.5, bytesPerSecond: (1474 * 1000) / 8 };

export interface SlowLine {
  /** Address that stands for the site's, ending as the site's does. */
  url: string;
  /** Bytes that came back so far, headers included. */
  readonly bytes: number;
  stop(): Promise<void>;
}

/** Bytes that a connection sends before the next one has its turn. */
const slice = 4096;

/**
 * Puts a line of limited speed in front of a site on this machine. Unlike a browser's own throttling it also holds for workers and
 * for the service worker.
 */
export async function slowLine(site: string, { latency, bytesPerSecond }: LineSpeed): Promise<SlowLine> {
  const target = new URL(site);
  const queue: { client: Socket; piece: Buffer; done?: () => void }[] = [];
  let bytes = 0;
  let sending = false;
  /** When the line has delivered all that it was given. */
  let free = 0;

  const send = () => {
    const next = queue.shift();
    sending = next !== undefined;
    if (!next) return;
    free = Math.max(free, performance.now()) + (next.piece.length / bytesPerSecond) * 1000;
    setTimeout(
      () => {
        bytes += next.piece.length;
        if (!next.client.destroyed) next.client.write(next.piece);
        next.done?.();
        send();
      },
      Math.max(0, free - performance.now()),
    );
  };

  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("data", (piece) => setTimeout(() => upstream.destroyed || upstream.write(piece), latency));
    client.on("close", () => upstream.destroy());
    upstream.on("end", () => client.end());
    upstream.on("data", (piece) => {
      upstream.pause();
      for (let from = 0; from < piece.length; from += slice) {
        const last = from + slice >= piece.length;
        queue.push({
          client,
          piece: Buffer.from(piece.subarray(from, from + slice)),
          ...(last && { done: () => upstream.resume() }),
        });
      }
      if (!sending) send();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}${target.pathname}`,
    get bytes() {
      return bytes;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
