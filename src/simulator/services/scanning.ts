import type { Service } from "../registry/cloud.ts";

export const scanningService: Service = {};
