import type { ArmResource } from "./arm-client.ts";
import { withTypedDates } from "./typed-date.ts";
import { isJsonObject, type JsonObject } from "../../world/json.ts";

/** Providers whose models in the client have typed dates; other commands print the wire's texts. */
const typedProviders = /^Microsoft\.(ContainerRegistry|ContainerService|ContainerInstance|Authorization)\//i;

/** Name of the resource group in an ARM id. */
export const groupOf = (id: string): string | undefined => /\/resourceGroups\/([^/]+)/i.exec(id)?.[1];

/**
 * Returns an ARM resource as az 2.45 prints it: `properties` is at the top level, `resourceGroup` is taken
 * from the id. A property named like a field of the envelope keeps away from it, as in the client's models
 * (`typePropertiesType`). `fields` names what the client's model has; those that the service left out print as null. Dates of typed fields print
 * as Python does.
 */
export function flattenResource(resource: ArmResource, fields: readonly string[] = []): JsonObject {
  const { properties, ...envelope } = resource;
  const flat: JsonObject = Object.fromEntries(fields.map((field) => [field, null]));
  for (const [key, value] of Object.entries(isJsonObject(properties) ? properties : {})) {
    if (value === undefined) continue;
    const taken = key in envelope;
    flat[taken ? `${key}Properties${key.charAt(0).toUpperCase()}${key.slice(1)}` : key] = value;
  }
  for (const [key, value] of Object.entries(envelope)) if (value !== undefined) flat[key] = value;
  const group = groupOf(resource.id);
  const printed = typedProviders.test(resource.type) ? (withTypedDates(flat) as JsonObject) : flat;
  return group === undefined ? printed : { ...printed, resourceGroup: group };
}
