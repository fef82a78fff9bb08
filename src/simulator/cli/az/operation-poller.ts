import { azError } from "./az-error.ts";
import type { ArmTools } from "./arm-tools.ts";
import { serviceErrorText } from "./service-error.ts";

/** Milliseconds between two looks when the service does not say (the SDK's own default is 30 s; ARM always says). */
const defaultPause = 5000;

interface Started<T> {
  method: string;
  path: string;
  response: Response;
  /** Body of the first answer. */
  first: T;
}

interface OperationBody {
  status?: string;
  error?: { code?: string; message?: string };
  properties?: unknown;
}

const stateOf = (body: unknown): string | undefined =>
  (body as { properties?: { provisioningState?: string } } | undefined)?.properties?.provisioningState;

const isEnd = (state: string): boolean =>
  ["succeeded", "failed", "canceled", "cancelled"].includes(state.toLowerCase());

/**
 * Waits for a long-running operation as the SDK's ARM polling does
 * (https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations): by the operation's own address until it
 * has ended, then by the resource's.
 */
export class OperationPoller {
  constructor(
    private readonly look: (url: string) => Promise<Response>,
    private readonly tools: Pick<ArmTools, "wait" | "progress">,
  ) {}

  /** The resource as it is when the operation has ended. */
  async end<T>(started: Started<T>): Promise<T> {
    const { headers, status } = started.response;
    const operation = headers.get("azure-asyncoperation");
    const location = headers.get("location");
    try {
      if (operation !== null) return await this.byOperation(started, operation);
      if (location !== null && status === 202) return await this.byLocation(started, location);
      return await this.byState(started);
    } finally {
      this.tools.progress(undefined);
    }
  }

  private async byOperation<T>({ method, path, response, first }: Started<T>, url: string): Promise<T> {
    let last = response;
    for (;;) {
      await this.pause(last);
      last = await this.look(url);
      const body = (await last.json()) as OperationBody;
      if (body.status === undefined || !isEnd(body.status)) continue;
      if (body.status.toLowerCase() !== "succeeded") {
        throw azError(serviceErrorText({ error: body.error ?? { code: body.status, message: "" } }, 400));
      }
      if (method === "PUT" || method === "PATCH") return this.read<T>(path);
      return first;
    }
  }

  private async byLocation<T>({ response, first }: Started<T>, start: string): Promise<T> {
    let url = start;
    for (let last = response; last.status === 202;) {
      await this.pause(last);
      last = await this.look(url);
      url = last.headers.get("location") ?? url;
      if (last.status === 202) continue;
      const text = await last.text();
      return text === "" ? first : (JSON.parse(text) as T);
    }
    return first;
  }

  /** A resource that is still being made says so in its body. */
  private async byState<T>({ method, path, response, first }: Started<T>): Promise<T> {
    if (method !== "PUT" && method !== "PATCH") return first;
    let body = first;
    for (let state = stateOf(body); state !== undefined && !isEnd(state); state = stateOf(body)) {
      await this.pause(response);
      body = await this.read<T>(path);
    }
    return body;
  }

  private async read<T>(path: string): Promise<T> {
    return (await (await this.look(path)).json()) as T;
  }

  private async pause(response: Response): Promise<void> {
    this.tools.progress("Running ..");
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    await this.tools.wait(Number.isFinite(seconds) ? seconds * 1000 : defaultPause);
  }
}
