import type { Service } from "../registry/cloud.ts";

export const kubeletService: Service = {};
