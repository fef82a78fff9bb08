import type { Cloud } from "../registry/cloud.ts";
import type { Plane } from "../world/cloud.ts";

export const createArm =
  (cloud: Cloud): Plane =>
  async () =>
    cloud.trace(new Response(null, { status: 501 }), {});
