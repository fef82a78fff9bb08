import type { Machine } from "../machine.ts";
import type { Credentials } from "../../registry-client/token-request.ts";

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

/** Where docker, oras and skopeo keep their credentials. */
const dockerConfigPath = ({ home }: Machine): string => `${home}/.docker/config.json`;

/** Docker Hub's credentials are kept under its old address. */
const keyOf = (host: string): string => (host === "docker.io" ? "https://index.docker.io/v1/" : host);

/** A file of credentials in docker's format; an unreadable one counts as empty. */
export function readDockerConfig(machine: Machine, path = dockerConfigPath(machine)): DockerConfig {
  if (machine.files.stat(path)?.kind !== "file") return {};
  try {
    return JSON.parse(machine.files.text(path)) as DockerConfig;
  } catch {
    return {};
  }
}

const write = (machine: Machine, path: string, config: DockerConfig): void =>
  machine.files.write(path, `${JSON.stringify(config, null, "\t")}\n`);

const encode = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const decode = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));

/** What the machine has to show a registry; undefined when nobody signed in there. */
export function credentialsFor(
  machine: Machine,
  host: string,
  path = dockerConfigPath(machine),
): Credentials | undefined {
  const { auths = {} } = readDockerConfig(machine, path);
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
export function storeCredentials(
  machine: Machine,
  host: string,
  username: string,
  password: string,
  path = dockerConfigPath(machine),
): void {
  const config = readDockerConfig(machine, path);
  const auths = { ...config.auths, [keyOf(host)]: { auth: encode(`${username}:${password}`) } };
  write(machine, path, { ...config, auths });
}

/** Forgets a registry; false when there was nothing to forget. */
export function removeCredentials(machine: Machine, host: string, path = dockerConfigPath(machine)): boolean {
  const config = readDockerConfig(machine, path);
  const { [keyOf(host)]: gone, ...auths } = config.auths ?? {};
  if (gone === undefined) return false;
  write(machine, path, { ...config, auths });
  return true;
}
