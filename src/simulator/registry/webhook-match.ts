import type { Webhook } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import { scopeCoversImage } from "./webhook.ts";

/** What happened, as far as a webhook's filters ask. */
export interface WebhookOccasion {
  registry: string;
  /** Region where it happened; a webhook hears of its own region only. */
  region: string;
  action: string;
  repository: string;
  tag: string | null;
}

/** Whether a webhook is on, about that action, in that region, and within its scope. */
export const webhookHears = (webhook: Webhook, { region, action, repository, tag }: WebhookOccasion): boolean =>
  webhook.enabled &&
  webhook.location === region &&
  webhook.actions.includes(action) &&
  scopeCoversImage(webhook.scope, repository, tag);

/** Names of the webhooks that hear of it, in order. */
export const webhooksThatHear = (reader: Reader, occasion: WebhookOccasion): string[] =>
  [...reader.scan("webhook", [occasion.registry])].flatMap(({ rest, row }) =>
    webhookHears(row, occasion) ? [rest[0]] : [],
  );

/** Helm charts are images whose config says so. */
export const isChart = (configMediaType: string | undefined): boolean =>
  configMediaType === "application/vnd.cncf.helm.config.v1+json";
