import type { RequestResult } from "../../registry-client/failure.ts";
import type { Machine } from "../machine.ts";
import { tokenUser } from "./docker-config.ts";
import { machineClient } from "./machine-client.ts";

/** Checks what somebody signs in with: `GET /v2/`, its challenge, a token. */
export function checkCredentials(
  machine: Machine,
  host: string,
  { username, password }: { username: string; password: string },
  userAgent: string,
): Promise<RequestResult<Response>> {
  const credentials = username === tokenUser || username === "" ? { identityToken: password } : { username, password };
  return machineClient(machine, host, { credentials, userAgent }).expect("GET", "/v2/");
}
