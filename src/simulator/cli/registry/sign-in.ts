import type { Machine } from "../machine.ts";
import { tokenUser } from "./docker-config.ts";
import { RegistryClient } from "./registry-client.ts";

/** Checks what somebody signs in with: `GET /v2/`, its challenge, a token. Throws RegistryError and NetworkError. */
export async function checkCredentials(
  machine: Machine,
  host: string,
  { username, password }: { username: string; password: string },
  userAgent: string,
): Promise<void> {
  const credentials = username === tokenUser || username === "" ? { identityToken: password } : { username, password };
  await new RegistryClient(machine, host, { credentials, userAgent }).expect("GET", "/v2/");
}
