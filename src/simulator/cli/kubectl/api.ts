import { NetworkError } from "../../world/network-error.ts";
import type { Machine } from "../machine.ts";
import { ExitError, type Call } from "../program.ts";
import { pathOf, type Kind } from "./kinds.ts";
import { serverOf } from "./kube-config.ts";
import { asPrintable } from "./objects.ts";
import { asList, asRecord, type JsonRecord } from "../../world/json.ts";

const explanations: Record<string, { text: string; next?: string }> = {
  NotFound: { text: "The cluster has no such object.", next: "`kubectl get` lists them." },
  AlreadyExists: { text: "An object of that name already exists.", next: "`kubectl apply` changes it." },
  Forbidden: { text: "The cluster's admission controller rejected it." },
  Unauthorized: { text: "Nobody is signed in.", next: "`az login`" },
  Invalid: { text: "The object is not valid." },
};

/** A request that the API server refused. */
export class ApiError extends ExitError {
  constructor(
    readonly reason: string,
    message: string,
  ) {
    const known = explanations[reason];
    const errorLine = reason === "" ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`;
    super(1, errorLine, {
      code: reason || "ServerError",
      text: known?.text ?? message,
      ...(known?.next && { next: known.next }),
    });
  }
}

/** Calls the API server of the current context. */
export class ApiClient {
  readonly namespace: string;
  private readonly machine: Machine;
  private readonly base: string;

  constructor(call: Call, options: { context?: string | undefined; namespace?: string | undefined } = {}) {
    const { url, namespace } = serverOf(call, options.context);
    this.base = url;
    this.machine = call.machine;
    this.namespace = options.namespace ?? namespace;
  }

  /** Sends a request; the answer of a refusal is not looked at. */
  async send(method: string, path: string, body?: unknown): Promise<Response> {
    const request = new Request(`${this.base}${path}`, {
      method,
      headers: {
        accept: "application/json",
        "user-agent": "kubectl/v1.33.4 (linux/amd64)",
        ...(body !== undefined && {
          "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json",
        }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    try {
      return await this.machine.send(request);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      const reason =
        error.code === "ENOTFOUND"
          ? `lookup ${error.hostname} on 168.63.129.16:53: no such host`
          : "connection refused";
      throw new ExitError(1, `Unable to connect to the server: dial tcp: ${reason}`, {
        code: "NoCluster",
        text: "The cluster of the current context does not answer; perhaps it was deleted.",
        next: "`kubectl config get-contexts` shows the current cluster.",
      });
    }
  }

  async request(method: string, path: string, body?: unknown): Promise<JsonRecord> {
    const response = await this.send(method, path, body);
    const answer = asRecord(await response.json().catch(() => ({})));
    if (response.ok) return answer;
    throw new ApiError(
      asPrintable(answer["reason"]),
      asPrintable(answer["message"]) || `the server answered ${response.status}`,
    );
  }

  get(kind: Kind, name: string, namespace = this.namespace): Promise<JsonRecord> {
    return this.request("GET", pathOf(kind, namespace, name));
  }

  /** An object, or undefined when there is none. */
  async find(kind: Kind, name: string, namespace = this.namespace): Promise<JsonRecord | undefined> {
    try {
      return await this.get(kind, name, namespace);
    } catch (error) {
      if (error instanceof ApiError && error.reason === "NotFound") return undefined;
      throw error;
    }
  }

  /** Objects of a kind; an empty namespace means all of them. */
  async list(
    kind: Kind,
    namespace = this.namespace,
    selectors: { labels?: string; fields?: string } = {},
  ): Promise<JsonRecord[]> {
    const query = new URLSearchParams();
    if (selectors.labels) query.set("labelSelector", selectors.labels);
    if (selectors.fields) query.set("fieldSelector", selectors.fields);
    const path = pathOf(kind, namespace);
    const answer = await this.request("GET", query.size > 0 ? `${path}?${query.toString()}` : path);
    // Some servers send the items of a list without a kind; printers need it.
    return asList(answer["items"]).map((item) => ({ ...item, kind: kind.kind }));
  }
}
