import type { Machine } from "../machine.ts";
import type { Credentials } from "./registry-client.ts";

interface StoredAuth {
  /** Base64 of user:password. */
  auth?: string;
  /** A refresh token in place of a password. */
  identitytoken?: string;
}

interface DockerConfig {
  auths?: Record<string, StoredAuth>;
  [key: string]: unknown;
}

/** User name that stands for a refresh token of the registry, as `az acr login` gives it to docker. */
export const tokenUser = "00000000-0000-0000-0000-000000000000";

const configPath = ({ home }: Machine): string => `${home}/.docker/config.json`;

/** Docker Hub's credentials are kept under its old address. */
const keyOf = (host: string): string => (host === "docker.io" ? "https://index.docker.io/v1/" : host);

/** The file that docker, oras and skopeo keep their credentials in; an unreadable one counts as empty. */
export function readDockerConfig(machine: Machine): DockerConfig {
  const path = configPath(machine);
  if (machine.files.stat(path)?.kind !== "file") return {};
  try {
    return JSON.parse(machine.files.text(path)) as DockerConfig;
  } catch {
    return {};
  }
}

const write = (machine: Machine, config: DockerConfig): void =>
  machine.files.write(configPath(machine), `${JSON.stringify(config, null, "\t")}\n`);

const encode = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const decode = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));

/** What the machine has to show a registry; undefined when nobody signed in there. */
export function credentialsFor(machine: Machine, host: string): Credentials | undefined {
  const { auths = {} } = readDockerConfig(machine);
  const stored = auths[keyOf(host)] ?? auths[`https://${host}`];
  if (!stored) return undefined;
  if (stored.identitytoken !== undefined) return { identityToken: stored.identitytoken };
  if (stored.auth === undefined) return undefined;
  try {
    const [username = "", ...password] = decode(stored.auth).split(":");
    return username === tokenUser ? { identityToken: password.join(":") } : { username, password: password.join(":") };
  } catch {
    return undefined;
  }
}

/** Keeps what somebody signed in with. */
export function storeCredentials(machine: Machine, host: string, username: string, password: string): void {
  const config = readDockerConfig(machine);
  const auths = { ...config.auths, [keyOf(host)]: { auth: encode(`${username}:${password}`) } };
  write(machine, { ...config, auths });
}

/** Forgets a registry; false when there was nothing to forget. */
export function removeCredentials(machine: Machine, host: string): boolean {
  const config = readDockerConfig(machine);
  const { [keyOf(host)]: gone, ...auths } = config.auths ?? {};
  if (gone === undefined) return false;
  write(machine, { ...config, auths });
  return true;
}
