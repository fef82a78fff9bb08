import { isSkuFact, type Claim, type Fact, type FactTopic, type RoleFact } from "../fact.ts";
import type { Problems } from "./problems.ts";
import type { YamlFile } from "./read-yaml.ts";

/** Anchor of a role on its facts page. */
export const roleAnchor = (name: string): string => `role-${name.replaceAll(" ", "-")}`;

/** Anchor of a claim of the chapter on its facts page. */
export const claimAnchor = (id: string): string => `claim-${id}`;

interface Rows {
  facts: Iterable<Fact>;
  roles: readonly RoleFact[];
  claims: readonly Claim[];
}

/**
 * Maps the anchor of every fact, role and claim to the topic that holds it. Reports a row without a topic, a part of the
 * chapter that two topics name, and one that no claim has.
 */
export function topicsByAnchor(
  { facts, roles, claims }: Rows,
  topics: YamlFile<FactTopic[]>,
  problems: Problems,
): Map<string, FactTopic> {
  const ofKind = new Map<string, FactTopic>();
  const ofPart = new Map<string, FactTopic>();
  const partsInUse = new Set(claims.map(({ part }) => part));
  topics.value.forEach((topic, index) => {
    const report = (message: string) => problems.add(topics.file, topics.lineOf([index]), `${topic.id}: ${message}`);
    const keys = topic.kind === "claim" ? (topic.parts ?? []) : [topic.kind];
    const known = topic.kind === "claim" ? ofPart : ofKind;
    for (const key of keys) {
      if (known.has(key)) report(`${key} is in the topic ${known.get(key)?.id} already`);
      if (topic.kind === "claim" && !partsInUse.has(key)) report(`no claim has the part ${key}`);
      known.set(key, topic);
    }
  });
  const byAnchor = new Map<string, FactTopic>();
  const place = (anchor: string, topic: FactTopic | undefined) => {
    if (topic) byAnchor.set(anchor, topic);
    else problems.add(topics.file, 1, `no topic holds ${anchor}`);
  };
  for (const fact of facts) place(fact.id, ofKind.get(isSkuFact(fact) ? "sku" : "general"));
  for (const role of roles) place(roleAnchor(role.id), ofKind.get("role"));
  for (const claim of claims) place(claimAnchor(claim.id), ofPart.get(claim.part));
  return byAnchor;
}

/** Returns the path below the root of a fact, role or claim on its page, e.g. `facts/tiers/#webhooks`. */
export const factHref = (topics: ReadonlyMap<string, FactTopic>, anchor: string): string => {
  const topic = topics.get(anchor);
  return topic ? `facts/${topic.id}/#${anchor}` : `facts/#${anchor}`;
};
