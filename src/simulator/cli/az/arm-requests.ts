import type { ArmTools } from "./arm-tools.ts";
import type { ArmClient, ArmRequestOptions, ArmResource } from "./arm-client.ts";
import { versionFor } from "./api-versions.ts";
import { azError } from "./az-error.ts";
import type { Account } from "./az-call.ts";
import { groupOf } from "./flatten-resource.ts";
import { OperationPoller } from "./operation-poller.ts";
import { throwServiceError } from "./service-error.ts";
import type { TokenAudience } from "./sign-in.ts";

const host = "https://management.azure.com";
const registryType = "Microsoft.ContainerRegistry/registries";
const suffix = ".azurecr.io";

const bodyOf = async <T>(response: Response): Promise<T> => {
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
};

/** The management plane as the client talks to it. */
export class ArmRequests implements ArmClient {
  readonly subscription: string;

  constructor(
    private readonly account: Account,
    private readonly tools: ArmTools,
  ) {
    this.subscription = `/subscriptions/${account.id}`;
  }

  async get<T>(path: string, options?: ArmRequestOptions): Promise<T> {
    return bodyOf<T>(await this.expect("GET", path, undefined, options));
  }

  async list<T = ArmResource>(path: string, options?: ArmRequestOptions): Promise<T[]> {
    const all: T[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const page: { value?: T[]; nextLink?: string } = await this.get(next, options);
      all.push(...(page.value ?? []));
      next = page.nextLink === "" ? undefined : page.nextLink;
    }
    return all;
  }

  async put<T>(path: string, body: unknown, options?: ArmRequestOptions): Promise<T> {
    return this.change<T>("PUT", path, body, options);
  }

  async patch<T>(path: string, body: unknown, options?: ArmRequestOptions): Promise<T> {
    return this.change<T>("PATCH", path, body, options);
  }

  async post<T>(path: string, body?: unknown, options?: ArmRequestOptions): Promise<T> {
    return this.change<T>("POST", path, body, options);
  }

  async delete(path: string, options?: ArmRequestOptions): Promise<void> {
    await this.change("DELETE", path, undefined, options);
  }

  /** The answer as it came; a token that the service no longer takes is renewed once. */
  async raw(method: string, path: string, body?: unknown, options: ArmRequestOptions = {}): Promise<Response> {
    const url = this.url(path, options.version);
    const audience: TokenAudience = url.hostname === "graph.microsoft.com" ? "graph" : "arm";
    const send = async (renew: boolean) =>
      this.tools.send(
        new Request(url, {
          method,
          headers: {
            accept: "application/json",
            authorization: `Bearer ${await this.tools.token(audience, renew)}`,
            ...(body !== undefined && { "content-type": "application/json" }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      );
    const response = await send(false);
    return response.status === 401 ? send(true) : response;
  }

  async registry(name: string, group?: string): Promise<ArmResource> {
    return this.get<ArmResource>(await this.registryId(name, group));
  }

  async registryId(name: string, group?: string): Promise<string> {
    const plain = this.withoutSuffix(name);
    if (group !== undefined) {
      return `${this.subscription}/resourceGroups/${group}/providers/${registryType}/${plain}`;
    }
    const filter = encodeURIComponent(`resourceType eq '${registryType}'`);
    const all = await this.list(`${this.subscription}/resources?$filter=${filter}`);
    const found = all.find((candidate) => candidate.name.toLowerCase() === plain.toLowerCase());
    if (!found) {
      const { name: subscription, id } = this.account;
      throw azError(
        `The resource with name '${plain}' and type '${registryType}' could not be found in subscription ` +
          `'${subscription} (${id})'.`,
        1,
        {
          code: "RegistryNotFound",
          text: `You can't see a registry in this subscription called '${plain}'.`,
          next: "`az acr list -o table` shows the names.",
        },
      );
    }
    // The id is put together from its group, in the spelling of the list.
    return `${this.subscription}/resourceGroups/${groupOf(found.id) ?? ""}/providers/${registryType}/${found.name}`;
  }

  private withoutSuffix(name: string): string {
    if (!name.toLowerCase().endsWith(suffix)) return name;
    this.tools.warn(`The login server endpoint suffix '${suffix}' is automatically omitted.`);
    return name.slice(0, -suffix.length);
  }

  private url(path: string, version?: string): URL {
    const url = new URL(path, host);
    if (url.hostname === "graph.microsoft.com" || url.searchParams.has("api-version")) return url;
    url.searchParams.set("api-version", version ?? versionFor(url.pathname));
    return url;
  }

  private async expect(method: string, path: string, body: unknown, options?: ArmRequestOptions): Promise<Response> {
    const response = await this.raw(method, path, body, options);
    return response.ok ? response : throwServiceError(response);
  }

  private async change<T>(method: string, path: string, body: unknown, options: ArmRequestOptions = {}): Promise<T> {
    const response = await this.expect(method, path, body, options);
    const first = await bodyOf<T>(response);
    if (options.noWait) return first;
    const poller = new OperationPoller((url) => this.expect("GET", url, undefined, options), this.tools);
    return poller.end({ method, path, response, first });
  }
}
