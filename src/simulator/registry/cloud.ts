import type * as world from "../world/cloud.ts";
import type { EventKind } from "../world/events.ts";
import type { Rules } from "./rules.ts";

export type Cloud = world.Cloud<Rules>;
export type Reaction<Kind extends EventKind> = world.Reaction<Rules, Kind>;
export type Actor<Kind extends EventKind> = world.Actor<Rules, Kind>;
export type Service = world.Service<Rules>;
