import { parseArgs } from "node:util";
import { profiles, skuNames, type SkuName } from "../content/fact.ts";
import type { Profile } from "../assessment/item.ts";

/** What `npm run sim:serve` was asked for. */
export interface ServeOptions {
  port: number;
  host: string;
  profile: Profile;
  /** Whether the profile was named, and so has to be that of a saved world. */
  profileGiven: boolean;
  registry: string;
  sku: SkuName;
  location: string;
  username?: string;
  password?: string;
  /** Pushes and pulls without credentials. */
  anonymous: boolean;
  /** Refuse to delete a manifest by its tag, as the service does. */
  strictAcr: boolean;
  limits: boolean;
  clock: "wall" | "manual";
  seed: number;
  /** Folder that keeps the world and its blobs, or a world file (.json) with the blobs in a folder beside it. */
  state?: string;
}

const oneOf = <T extends string>(name: string, value: string, allowed: readonly T[]): T => {
  const found = allowed.find((one) => one.toLowerCase() === value.toLowerCase());
  if (!found) throw new Error(`--${name} is one of ${allowed.join(", ")}, not ${value}.`);
  return found;
};

const wholeNumber = (name: string, value: string, most: number): number => {
  if (!/^\d+$/.test(value) || Number(value) > most)
    throw new Error(`--${name} is a number up to ${most}, not ${value}.`);
  return Number(value);
};

/** Reads the command line. Throws an Error whose message says what is wrong with it. */
export function readServeOptions(args: string[]): ServeOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "5000" },
      host: { type: "string", default: "127.0.0.1" },
      profile: { type: "string" },
      registry: { type: "string", default: "drydock" },
      sku: { type: "string", default: "Premium" },
      location: { type: "string", default: "westeurope" },
      username: { type: "string" },
      password: { type: "string" },
      anonymous: { type: "boolean", default: false },
      "strict-acr": { type: "boolean", default: false },
      "no-limits": { type: "boolean", default: false },
      clock: { type: "string", default: "wall" },
      seed: { type: "string", default: "1" },
      state: { type: "string" },
    },
  });
  if ((values.username === undefined) !== (values.password === undefined)) {
    throw new Error("--username and --password go together.");
  }
  return {
    port: wholeNumber("port", values.port, 65_535),
    host: values.host,
    profile: oneOf("profile", values.profile ?? "chapter", profiles),
    profileGiven: values.profile !== undefined,
    registry: values.registry.toLowerCase(),
    sku: oneOf("sku", values.sku, skuNames),
    location: values.location,
    ...(values.username !== undefined && { username: values.username }),
    ...(values.password !== undefined && { password: values.password }),
    anonymous: values.anonymous,
    strictAcr: values["strict-acr"],
    limits: !values["no-limits"],
    clock: oneOf("clock", values.clock, ["wall", "manual"]),
    seed: wholeNumber("seed", values.seed, Number.MAX_SAFE_INTEGER),
    ...(values.state !== undefined && { state: values.state }),
  };
}
