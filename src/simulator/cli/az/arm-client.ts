import type { JsonObject, JsonValue } from "../../world/json.ts";

/** An ARM resource as it came over the wire. */
export interface ArmResource {
  id: string;
  name: string;
  type: string;
  location?: string;
  tags?: Record<string, string>;
  properties?: JsonObject;
  [key: string]: JsonValue | undefined;
}

export interface ArmRequestOptions {
  /** api-version; the group's newest when left out. */
  version?: string;
  /** Returns the first answer of a long-running operation instead of waiting for its end. */
  noWait?: boolean;
}

/**
 * Requests to the management plane as the azure-cli sends them. Paths start with `/subscriptions/…` or are resource ids; a
 * full URL goes where it points. PUT, PATCH, DELETE and POST wait for a long-running operation and give the resource's final
 * state. A refusal throws `ExitError` in the client's words (measured with az 2.45: exit 3 for 404, else 1).
 */
export interface ArmClient {
  /** `/subscriptions/ID` of the active subscription. */
  readonly subscription: string;
  get<T = JsonObject>(path: string, options?: ArmRequestOptions): Promise<T>;
  /** Every page of a list: what `value` holds, following `nextLink`. */
  list<T = ArmResource>(path: string, options?: ArmRequestOptions): Promise<T[]>;
  put<T = JsonObject>(path: string, body: unknown, options?: ArmRequestOptions): Promise<T>;
  patch<T = JsonObject>(path: string, body: unknown, options?: ArmRequestOptions): Promise<T>;
  post<T = JsonObject | undefined>(path: string, body?: unknown, options?: ArmRequestOptions): Promise<T>;
  delete(path: string, options?: ArmRequestOptions): Promise<void>;
  /** The answer as it came, for commands that look at it themselves. */
  raw(method: string, path: string, body?: unknown, options?: ArmRequestOptions): Promise<Response>;
  /**
   * The registry of a name, as the client finds it: by the list of the subscription's registries, or directly in `group`.
   * The suffix of a login server is cut with a warning. Throws in the client's words when there is none.
   */
  registry(name: string, group?: string): Promise<ArmResource>;
  /** The group of a registry, without reading the registry itself: from `group`, else from the list. */
  registryId(name: string, group?: string): Promise<string>;
}
