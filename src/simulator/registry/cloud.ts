import type * as world from "../world/cloud.ts";
import type { Rules } from "./rules.ts";

export type Cloud = world.Cloud<Rules>;
export type Reaction = world.Reaction<Rules>;
export type Actor = world.Actor<Rules>;
export type Service = world.Service<Rules>;
