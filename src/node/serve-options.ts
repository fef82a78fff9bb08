import { profiles, skuNames, type SkuName } from "../content/fact.ts";
import type { Profile } from "../assessment/item.ts";
import { failWith, ok, type Failure, type Result } from "../simulator/world/result.ts";
import { oneOf, parseOptions } from "./command-line.ts";

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

function wholeNumber(name: string, value: string, most: number): Result<number, Failure> {
  const valid = /^\d+$/.test(value) && Number(value) <= most;
  return valid ? ok(Number(value)) : failWith("OptionInvalid", `--${name} is a number up to ${most}, not ${value}.`);
}

/** Reads the command line. The message of a failure says what is wrong with it. */
export function readServeOptions(args: string[]): Result<ServeOptions, Failure> {
  const parsed = parseOptions({
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
  if (!parsed.ok) return parsed;
  const { host, location, username, password, anonymous, state, ...values } = parsed.value;
  const port = wholeNumber("port", values.port, 65_535);
  if (!port.ok) return port;
  const profile = oneOf("profile", values.profile ?? "chapter", profiles);
  if (!profile.ok) return profile;
  const sku = oneOf("sku", values.sku, skuNames);
  if (!sku.ok) return sku;
  const clock = oneOf("clock", values.clock, ["wall", "manual"]);
  if (!clock.ok) return clock;
  const seed = wholeNumber("seed", values.seed, Number.MAX_SAFE_INTEGER);
  if (!seed.ok) return seed;
  if ((username === undefined) !== (password === undefined)) {
    return failWith("OptionInvalid", "--username and --password go together.");
  }
  return ok({
    port: port.value,
    host,
    profile: profile.value,
    profileGiven: values.profile !== undefined,
    registry: values.registry.toLowerCase(),
    sku: sku.value,
    location,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    anonymous,
    strictAcr: values["strict-acr"],
    limits: !values["no-limits"],
    clock: clock.value,
    seed: seed.value,
    ...(state !== undefined && { state }),
  });
}
