import { NetworkError } from "../../../world/network-error.ts";
import { ExitError } from "../../program.ts";
import { readChallenge } from "../../../registry-client/challenge.ts";
import { exchangeDirectoryToken } from "../../../registry-client/identity-exchange.ts";
import { basicAuthorization } from "../../../registry-client/token-request.ts";
import { tokenUser } from "../../registry/docker-config.ts";
import type { ArmResource } from "../arm-client.ts";
import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { memberOf } from "../table-cells.ts";
import type { JsonValue } from "../../../world/json.ts";

/** How often the client tries a request that failed in a way that may pass, and how long it waits between. */
const attempts = 3;
const pause = 5000;

/** Statuses that trying again does not change. */
const final = new Set([401, 404, 405, 409]);

const form = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

/** `2026-09-01 09:00:00.000000`: how the client dates its own errors. */
const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 23).replace("T", " ")}000`;

/** The data plane of a registry, with the requests that `az acr` 2.45 sends it (azure-cli, command_modules/acr/_docker_utils.py). */
export class DataPlane {
  private authorization: string | undefined;

  private constructor(
    private readonly az: AzCall,
    readonly loginServer: string,
    private readonly registry: ArmResource | undefined,
  ) {}

  /** Finds the registry's login server. A name that the subscription does not have is taken as NAME.azurecr.io. */
  static async open(az: AzCall, name = az.options.required("--name")): Promise<DataPlane> {
    try {
      const group = az.options.knows("--resource-group") ? az.options.text("--resource-group") : undefined;
      const registry = await az.arm.registry(name, group);
      return new DataPlane(az, String(memberOf(registry.properties, "loginServer")), registry);
    } catch (error) {
      if (!(error instanceof ExitError)) throw error;
      const plane = new DataPlane(az, `${name.toLowerCase().replace(/\.azurecr\.io$/, "")}.azurecr.io`, undefined);
      // A name with blanks or brackets in it is not a host.
      if (!URL.canParse(plane.url("/"))) throw plane.unreachable();
      return plane;
    }
  }

  private async send(request: Request): Promise<Response> {
    try {
      return await this.az.machine.send(request);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      throw this.unreachable();
    }
  }

  private unreachable(): ExitError {
    const name = this.loginServer.split(".")[0] ?? this.loginServer;
    return azError(
      `Could not connect to the registry login server '${this.loginServer}'. Please verify that the registry exists and the URL 'https://${this.loginServer}/v2/' is reachable from your environment.\n` +
        `Try running 'az acr check-health -n ${name} --yes' to diagnose this issue.`,
      1,
      {
        code: "NameNotResolved",
        text: this.az.machine.lookUp(this.loginServer).because ?? `There is no registry at ${this.loginServer}.`,
        next: "`az acr list --output table` shows the registries of the subscription.",
      },
    );
  }

  private url(path: string): string {
    return `https://${this.loginServer}${path}`;
  }

  /** The refresh token that a directory sign-in is exchanged for; undefined when the registry does not take it. */
  async refreshToken(): Promise<string | undefined> {
    const first = await this.send(new Request(this.url("/v2/")));
    if (first.status === 403) throw this.forbidden(await first.text());
    const second = await this.send(new Request(this.url("/v2/")));
    const challenge = readChallenge(second.headers.get("www-authenticate"));
    if (!challenge || challenge.scheme !== "bearer") return undefined;
    const token = await this.az.token("registry");
    return exchangeDirectoryToken((request) => this.send(request), this.loginServer, token, {
      service: challenge.service,
      tenant: this.az.account.tenantId,
    });
  }

  private forbidden(body: string): ExitError {
    const name = this.loginServer.split(".")[0] ?? "";
    const detail = /"message":"([^"]*)"/.exec(body)?.[1];
    return azError(
      `Looks like you don't have access to registry '${this.loginServer}'. To see configured firewall rules, run 'az acr show --query networkRuleSet --name ${name}'. Please refer to https://aka.ms/acr/errors#connectivity_forbidden_error for more information.${detail === undefined ? "" : `\n${detail}`}`,
    );
  }

  /** Gets the right to ask for `scopes`: given credentials, then the directory, then the admin account, then a prompt. */
  private async authorize(scopes: readonly string[]): Promise<string> {
    const { options } = this.az;
    const username = options.text("--username");
    const password = options.text("--password");
    if (username !== undefined) {
      const typedPassword = password ?? (await this.az.ask("Password: ", { secret: true }));
      if (typedPassword === undefined)
        throw azError("Please specify both username and password in non-interactive mode.");
      return this.withPassword(username, typedPassword, scopes);
    }
    if (password !== undefined) throw azError("Please also specify username if password is specified.");
    const refresh = await this.refreshToken();
    if (refresh !== undefined) {
      const token = await this.withRefresh(refresh, scopes);
      if (token !== undefined) return token;
    }
    this.az.warn(`Unable to get AAD authorization tokens with message: ${scopes.join(" ")}`);
    if (this.registry && memberOf(this.registry.properties, "adminUserEnabled") === true) {
      const found = await this.az.arm.post<JsonValue>(`${this.registry.id}/listCredentials`);
      const user = memberOf(found, "username");
      const first = memberOf(found, "passwords", 0, "value");
      return this.withPassword(String(user), String(first), scopes);
    }
    const user = await this.az.ask("Username: ");
    const secret = user === undefined ? undefined : await this.az.ask("Password: ", { secret: true });
    if (user === undefined || secret === undefined) throw this.noWayIn();
    return this.withPassword(user, secret, scopes);
  }

  noWayIn(): ExitError {
    return azError(
      "Unable to authenticate using AAD or admin login credentials. Please specify both username and password in non-interactive mode.",
      1,
      {
        code: "NotAuthorized",
        text: "Neither your Microsoft Entra sign-in nor the admin account gives access to this registry.",
        next: "Ask for a role such as AcrPull or AcrPush on it, or sign in with a token: `--username` and `--password`.",
      },
    );
  }

  /** An access token for a refresh token, as an Authorization header; undefined when the registry gives none. */
  async withRefresh(refresh: string, scopes: readonly string[]): Promise<string | undefined> {
    const fields = {
      grant_type: "refresh_token",
      service: this.loginServer,
      scope: scopes.join(" "),
      refresh_token: refresh,
    };
    const response = await this.send(new Request(this.url("/oauth2/token"), form(fields)));
    if (!response.ok) return undefined;
    return `Bearer ${((await response.json()) as { access_token: string }).access_token}`;
  }

  private async withPassword(username: string, password: string, scopes: readonly string[]): Promise<string> {
    const fields = { grant_type: "password", service: this.loginServer, scope: scopes.join(" "), username, password };
    const response = await this.send(new Request(this.url("/oauth2/token"), form(fields)));
    if (!response.ok) return username === tokenUser ? `Bearer ${password}` : basicAuthorization(username, password);
    return `Bearer ${((await response.json()) as { access_token: string }).access_token}`;
  }

  /** Sends a request with the right to it; `show` commands end with 3 on a 404. */
  async request(
    method: string,
    path: string,
    {
      scopes,
      body,
      type,
      show = false,
      accept,
    }: { scopes: readonly string[]; body?: unknown; type?: string; show?: boolean; accept?: string },
  ): Promise<Response> {
    this.authorization ??= await this.authorize(scopes);
    for (let attempt = 1; ; attempt++) {
      const response = await this.send(
        new Request(this.url(path), {
          method,
          headers: {
            authorization: this.authorization,
            ...(accept !== undefined && { accept }),
            ...(body !== undefined && { "content-type": type ?? "application/json" }),
          },
          ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
        }),
      );
      if (response.ok) return response;
      if (final.has(response.status) || attempt === attempts) throw await this.failure(response, show);
      await this.az.machine.wait(pause);
    }
  }

  private async failure(response: Response, show: boolean): Promise<ExitError> {
    const text = await response.text();
    let message = text;
    try {
      const { errors = [] } = JSON.parse(text) as { errors?: { message?: string }[] };
      message = errors[0]?.message ?? text;
    } catch {
      // No error body: the text is all there is.
    }
    const id = response.headers.get("x-ms-correlation-request-id");
    const said = `Error: ${message.replace(/\.$/, "")}.`;
    const full = id === null ? said : `${stamp(this.az.machine.now())} ${said} Correlation ID: ${id}.`;
    return azError(full, show && response.status === 404 ? 3 : 1);
  }

  async json<T = JsonValue>(path: string, options: Parameters<DataPlane["request"]>[2]): Promise<T> {
    return (await (await this.request("GET", path, options)).json()) as T;
  }

  /** Every page of a list, following the `Link` header; with `top` at most that many. */
  async pages<T>(path: string, key: string, scopes: readonly string[], top?: number): Promise<T[]> {
    const all: T[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const response: Response = await this.request("GET", next, { scopes });
      const page = (await response.json()) as Record<string, T[] | null>;
      all.push(...(page[key] ?? []));
      const link = /<([^>]+)>/.exec(response.headers.get("link") ?? "")?.[1];
      next = link === undefined ? undefined : new URL(link, this.url("/")).href.slice(this.url("").length);
      if (top !== undefined && all.length >= top) return all.slice(0, top);
    }
    return all;
  }
}
