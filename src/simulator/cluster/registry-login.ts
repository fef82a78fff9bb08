import type { Cloud } from "../registry/cloud.ts";
import type { Plane } from "../world/cloud.ts";
import type { PullingMachine } from "./node-image.ts";

/** Where a challenge sends the client for a token. */
export interface Challenge {
  realm: string;
  service: string;
  scope: string;
}

export function readChallenge(header: string | null): Challenge | undefined {
  if (!header || !/^bearer /i.test(header)) return undefined;
  const value = (name: string) => new RegExp(`${name}="([^"]*)"`, "i").exec(header)?.[1] ?? "";
  return { realm: value("realm"), service: value("service"), scope: value("scope") };
}

/** User name that goes with a refresh token of the registry. */
const refreshUser = (cloud: Cloud): string => cloud.rules().value<string>("acrLoginUsernameForExposedToken") ?? "";

/** Basic credentials from the managed identity: a token of the metadata service, exchanged at the registry. */
async function exchange(cloud: Cloud, send: Plane, machine: PullingMachine, host: string) {
  const origin = { ...machine.origin, principalId: machine.identity ?? "" };
  const resource = encodeURIComponent("https://management.azure.com/");
  const metadata = await send(
    new Request(`http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${resource}`, {
      headers: { Metadata: "true" },
    }),
    origin,
  );
  if (!metadata.ok) return undefined;
  const { access_token: token } = (await metadata.json()) as { access_token: string };
  const form = new URLSearchParams({ grant_type: "access_token", service: host, access_token: token });
  const answer = await send(
    new Request(`https://${host}/oauth2/exchange`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    }),
    machine.origin,
  );
  if (!answer.ok) return undefined;
  const { refresh_token: password } = (await answer.json()) as { refresh_token: string };
  return { username: refreshUser(cloud), password };
}

const basic = (username: string, password: string): string => `Basic ${btoa(`${username}:${password}`)}`;

/** What a machine shows a registry: its own credentials for that host, else those its identity gets; nothing otherwise. */
export async function credentialsFor(cloud: Cloud, send: Plane, machine: PullingMachine, host: string) {
  const own = machine.credentials?.find(({ server }) => server.replace(/^https?:\/\//, "").split("/")[0] === host);
  if (own) return { username: own.username, password: own.password };
  return machine.identity !== undefined && host.endsWith(".azurecr.io")
    ? exchange(cloud, send, machine, host)
    : undefined;
}

export type Authorization = { ok: true; header: string } | { ok: false; message: string; status: number };

/** Gets a bearer token as a challenge asks, with what credentials there are. */
export async function answerChallenge(
  cloud: Cloud,
  send: Plane,
  machine: PullingMachine,
  host: string,
  { realm, service, scope }: Challenge,
): Promise<Authorization> {
  const credentials = await credentialsFor(cloud, send, machine, host);
  const url = `${realm}?${new URLSearchParams({ scope, service }).toString()}`;
  const response = await send(
    new Request(url, {
      headers: credentials ? { authorization: basic(credentials.username, credentials.password) } : {},
    }),
    machine.origin,
  );
  if (!response.ok) {
    const kind = credentials ? "oauth" : "anonymous";
    return {
      ok: false,
      status: response.status,
      message: `failed to authorize: failed to fetch ${kind} token: unexpected status from GET request to ${url}: ${statusLine(response.status)}`,
    };
  }
  const { access_token: access, token } = (await response.json()) as { access_token?: string; token?: string };
  return { ok: true, header: `Bearer ${access ?? token ?? ""}` };
}

const reasons: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};

/** Status with its reason phrase, as Go prints it. */
export const statusLine = (status: number): string => `${status} ${reasons[status] ?? ""}`.trim();
