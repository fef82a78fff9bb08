import { RegistryClient } from "../../registry-client/registry-client.ts";
import type { Credentials, TokenClient } from "../../registry-client/token-request.ts";
import type { Result } from "../../world/result.ts";
import type { Machine } from "../machine.ts";

/** What a tool calls itself, and what it shows the registry. */
export interface ToolOptions extends TokenClient {
  credentials?: Credentials | undefined;
  userAgent: string;
}

/** Makes a tool's client of a registry, which sends from the machine and waits on its clock. */
export const machineClient = (machine: Machine, host: string, { credentials, ...tool }: ToolOptions): RegistryClient =>
  new RegistryClient(host, {
    ...tool,
    hash: machine.hash,
    send: (request) => machine.send(request),
    wait: (milliseconds) => machine.wait(milliseconds),
    credentials: () => Promise.resolve(credentials),
  });

/** Waits for a result and returns its value; throws a failure in the words of the tool. */
export async function orThrow<T, F>(pending: Promise<Result<T, F>>, words: (failure: F) => Error): Promise<T> {
  const result = await pending;
  if (!result.ok) throw words(result.refusal);
  return result.value;
}
