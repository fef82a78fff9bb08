import { fail, ok, type Result } from "../world/result.ts";
import type { ArmCall } from "./route.ts";

/** The region that a body names, by its name or display name. */
export function checkLocation(call: ArmCall, location: string | null | undefined, type: string): Result<string> {
  if (!location) {
    const message = "The location property is required for this definition.";
    return fail({ code: "LocationRequired", status: 400, message, target: "location" });
  }
  const region = call.rules.region(location);
  if (region) return ok(region.id);
  const available = call.rules.facts.regions.map(({ id }) => id).join(",");
  return fail({
    code: "LocationNotAvailableForResourceType",
    status: 400,
    message:
      `The provided location '${location}' is not available for resource type '${type}'. ` +
      `List of available regions for the resource type is '${available}'.`,
    target: "location",
  });
}

/** A resource stays where it was made. */
export function keepsLocation(
  call: ArmCall,
  location: string | null | undefined,
  existing: { name: string; location: string },
): Result<true> {
  if (!location || call.rules.region(location)?.id === existing.location) return ok(true);
  return fail({
    code: "InvalidResourceLocation",
    status: 409,
    message:
      `The resource '${existing.name}' already exists in location '${existing.location}'. A resource with the same ` +
      `name cannot be created in location '${location}'. Please select a new resource name.`,
    target: "location",
  });
}
