import { parseArgs } from "node:util";
import type { Profile } from "../assessment/item.ts";
import { profiles } from "../content/fact.ts";

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

/** Reads the command line. Throws an Error whose message says what is wrong with it. */
export function readSimOptions(args: string[]): SimOptions {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      profile: { type: "string" },
      seed: { type: "string", default: "1" },
      state: { type: "string" },
    },
  });
  const profile = profiles.find((one) => one === (values.profile ?? "chapter").toLowerCase());
  if (!profile) throw new Error(`--profile is one of ${profiles.join(", ")}, not ${values.profile}.`);
  if (!/^\d+$/.test(values.seed) || Number(values.seed) > Number.MAX_SAFE_INTEGER) {
    throw new Error(`--seed is a whole number, not ${values.seed}.`);
  }
  return {
    json: values.json,
    profile,
    profileGiven: values.profile !== undefined,
    seed: Number(values.seed),
    ...(values.state !== undefined && { state: values.state }),
  };
}
