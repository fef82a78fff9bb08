import type { Profile } from "../assessment/item.ts";
import { profiles } from "../content/fact.ts";
import { failWith, ok, type Failure, type Result } from "../simulator/world/result.ts";
import { oneOf, parseOptions } from "./command-line.ts";

/** What `npm run sim` was asked for. */
export interface SimOptions {
  /** One JSON line per command on standard output. */
  json: boolean;
  profile: Profile;
  /** Whether the profile was named, and so has to be that of a saved world. */
  profileGiven: boolean;
  seed: number;
  /** File or folder that keeps the world from one run to the next. */
  state?: string;
}

/** Reads the command line. The message of a failure says what is wrong with it. */
export function readSimOptions(args: string[]): Result<SimOptions, Failure> {
  const parsed = parseOptions({
    args,
    options: {
      json: { type: "boolean", default: false },
      profile: { type: "string" },
      seed: { type: "string", default: "1" },
      state: { type: "string" },
    },
  });
  if (!parsed.ok) return parsed;
  const { json, seed, state, ...values } = parsed.value;
  const profile = oneOf("profile", values.profile ?? "chapter", profiles);
  if (!profile.ok) return profile;
  if (!/^\d+$/.test(seed) || Number(seed) > Number.MAX_SAFE_INTEGER) {
    return failWith("OptionInvalid", `--seed is a whole number, not ${seed}.`);
  }
  return ok({
    json,
    profile: profile.value,
    profileGiven: values.profile !== undefined,
    seed: Number(seed),
    ...(state !== undefined && { state }),
  });
}
