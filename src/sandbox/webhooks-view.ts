import { retryDelays } from "../simulator/services/webhook-delivery.ts";
import type { World } from "../simulator/world/world.ts";
import { queuedEvents } from "../simulator/world/clock.ts";

/** A webhook with who listens at its address. */
export interface WebhookEntry {
  registry: string;
  name: string;
  uri: string;
  region: string;
  actions: string[];
  /** Empty for all images. */
  scope: string;
  enabled: boolean;
  /** Status that the receiver answers with; null where nobody answers. */
  answers: number | null;
  delivered: number;
  failed: number;
  waiting: number;
}

export interface WebhooksView {
  registries: string[];
  webhooks: WebhookEntry[];
  /** How often a delivery is tried before it is given up. */
  tries: number;
}

/** Key of a webhook in events: its registry and name. */
export const webhookKey = (registry: string, name: string): string => `${registry}/${name.toLowerCase()}`;

/** Every webhook of the world, what became of its deliveries, and what its receiver answers. */
export function webhooksOf(world: World): WebhooksView {
  const webhooks = Array.from(world.scan("webhook"), ({ rest, row }): WebhookEntry => {
    const [registry = "", key = ""] = rest;
    const { name, serviceUri, location, actions, scope, enabled } = row;
    const states = Array.from(world.scan("webhookDelivery", [registry, key]), (found) => found.row.state);
    const count = (...counted: typeof states): number => states.filter((state) => counted.includes(state)).length;
    return {
      registry,
      name,
      uri: serviceUri,
      region: location,
      actions,
      scope,
      enabled,
      answers: world.get("listener", serviceUri)?.status ?? null,
      delivered: count("delivered"),
      failed: count("failed"),
      waiting: count("waiting", "throttled"),
    };
  });
  return {
    registries: Array.from(world.scan("registry"), ({ row }) => row.name),
    webhooks,
    tries: retryDelays.length + 1,
  };
}

/** When waiting deliveries are tried next, by registry, webhook and id of the delivery. */
export function nextTries(world: World): Map<string, number> {
  return new Map(
    Array.from(queuedEvents(world, "webhook.deliver"), ({ due, payload: { registry, webhook, id } }) => [
      [registry, webhook, id].join(" "),
      due,
    ]),
  );
}
