import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import type { JsonObject } from "../../../world/json.ts";

export interface DirectoryObject extends JsonObject {
  id: string;
}

const root = "https://graph.microsoft.com/v1.0";

/** A request to the directory. A refusal ends with the directory's own sentence alone; what is missing with exit 3. */
export async function graph<T = DirectoryObject>(
  { arm }: AzCall,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await arm.raw(method, `${root}${path}`, body);
  const text = await response.text();
  const answer: unknown = text === "" ? undefined : JSON.parse(text);
  if (response.ok) return answer as T;
  const { error } = answer as { error?: { message?: string } };
  throw azError(
    error?.message ?? `Operation returned an invalid status '${response.status}'`,
    response.status === 404 ? 3 : 1,
  );
}

/** Objects of a collection that an OData filter lets through. */
export async function directoryList(az: AzCall, collection: string, filter?: string): Promise<DirectoryObject[]> {
  const query = filter === undefined ? "" : `?$filter=${encodeURIComponent(filter)}`;
  const { value } = await graph<{ value: DirectoryObject[] }>(az, "GET", `/${collection}${query}`);
  return value;
}

export const isGuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

export const servicePrincipalNamed = (name: string): string => `servicePrincipalNames/any(c:c eq '${name}')`;

/** Objects of any kind by their ids. */
export async function directoryObjects(az: AzCall, ids: readonly string[]): Promise<DirectoryObject[]> {
  if (ids.length === 0) return [];
  const body = { ids, types: ["user", "group", "servicePrincipal", "directoryObjectPartnerReference"] };
  const { value } = await graph<{ value: DirectoryObject[] }>(az, "POST", "/directoryObjects/getByIds", body);
  return value;
}
