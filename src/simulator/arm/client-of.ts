import type { Reader } from "../world/world.ts";

/** How Azure Resource Manager names who sent a request in its errors: the sign-in name, the application's id, or the object's. */
export function clientOf(reader: Pick<Reader, "get">, id: string): { name: string; id: string } {
  const principal = reader.get("principal", id);
  return { name: principal?.userPrincipalName ?? principal?.appId ?? id, id };
}
