import { ExitError } from "../program.ts";
import type { ArmResource } from "./arm-client.ts";
import type { AzCall } from "./az-call.ts";

interface SubscriptionLocation {
  name: string;
  displayName: string;
}

/**
 * The name of a region as the client sends it: a text with a blank is looked up among the display names of the
 * subscription's locations; one that nobody knows, and any text without a blank, goes as typed (measured with az
 * 2.45).
 */
export async function regionName({ arm }: Pick<AzCall, "arm">, typedName: string): Promise<string> {
  if (!typedName.includes(" ")) return typedName;
  const locations = await arm.list<SubscriptionLocation>(`${arm.subscription}/locations`, { version: "2022-12-01" });
  return locations.find(({ displayName }) => displayName.toLowerCase() === typedName.toLowerCase())?.name ?? typedName;
}

/**
 * `--location`, else the region of the resource group, which is asked for. The client does so while it checks arguments, so
 * that a missing group ends with exit 2 here, and with 3 when the location was given (measured with az
 * 2.45).
 */
export async function locationOrGroups(az: Pick<AzCall, "arm" | "options">, group: string): Promise<string> {
  const typedLocation = az.options.text("--location");
  if (typedLocation !== undefined) return regionName(az, typedLocation);
  try {
    const { location = "" } = await az.arm.get<ArmResource>(`${az.arm.subscription}/resourceGroups/${group}`);
    return location;
  } catch (error) {
    throw error instanceof ExitError ? new ExitError(2, error.message, error.explanation) : error;
  }
}
