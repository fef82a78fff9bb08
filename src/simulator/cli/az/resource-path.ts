import type { AzCall } from "./az-call.ts";

/** ARM id of the resource group of `--resource-group`. */
export const groupPath = ({ arm, options }: AzCall): string =>
  `${arm.subscription}/resourceGroups/${options.required("--resource-group")}`;

/** A random version 4 GUID, as Python's `uuid4` makes one for a new role assignment. */
export function newGuid({ machine }: Pick<AzCall, "machine">, purpose: string): string {
  const bytes = machine.random(purpose, 16);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The question of every command that the client declares with a plain confirmation. */
export const sure = "Are you sure you want to perform this operation?";
