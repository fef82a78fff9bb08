import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import type { JsonObject } from "../../../world/json.ts";

const systems = ["linux", "windows"];
const architectures = ["amd64", "x86", "386", "arm", "arm64"];
const variants = ["v6", "v7", "v8"];

const refuse = (value: string, property: string, valid: readonly string[]) =>
  azError(
    `'${value}' is not a valid value for ${property} specified in --platform. Valid options are ${valid.join(",")}.`,
    1,
    {
      code: "InvalidPlatform",
      text: "A platform is OS, OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT, such as linux/arm64.",
    },
  );

/** `--platform` in its parts; Linux on amd64 when it was left out. */
export function platformOf(platform: string | undefined): JsonObject {
  const [os = "linux", architecture = "amd64", variant] = (platform ?? "linux/amd64").toLowerCase().split("/");
  if (!systems.includes(os)) throw refuse(os, "OS", systems);
  if (!architectures.includes(architecture)) throw refuse(architecture, "Architecture", architectures);
  if (variant !== undefined && !variants.includes(variant)) throw refuse(variant, "Variant", variants);
  return { os, architecture, ...(variant !== undefined && { variant }) };
}

/** `NAME=VALUE` pairs of two options as arguments or values of a step, the second one's as secrets. */
export function pairsOf({ options }: AzCall, plain: string, secret: string): JsonObject[] {
  const read = (flag: string, isSecret: boolean): JsonObject[] =>
    (options.texts(flag) ?? []).map((pair) => {
      const at = pair.indexOf("=");
      return { name: at < 0 ? pair : pair.slice(0, at), value: at < 0 ? "" : pair.slice(at + 1), isSecret };
    });
  return [...read(plain, false), ...read(secret, true)];
}

/** Credentials of a request for `--auth-mode`; empty when it was left out. */
export const authMode = (mode: string | undefined): { credentials?: JsonObject } =>
  mode === undefined ? {} : { credentials: { sourceRegistry: { loginMode: mode } } };

/** A task file with the one command of `--cmd`. */
export const commandFile = (command: string, timeout: number | undefined): string =>
  `version: v1.1.0\nsteps: \n  - cmd: ${command}\n    disableWorkingDirectoryOverride: true\n${
    timeout === undefined ? "" : `    timeout: ${timeout}\n`
  }`;

/** Text as base64 of its UTF-8. */
export const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
