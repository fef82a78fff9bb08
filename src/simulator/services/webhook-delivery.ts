import type { Service } from "../registry/cloud.ts";

export const webhookDeliveryService: Service = {};
