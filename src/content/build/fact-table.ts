import { join } from "node:path";
import type { Profile } from "../../assessment/item.ts";
import {
  isDisputed,
  type AdvisorySet,
  type Claim,
  type Fact,
  type FactTopic,
  type GeneralFact,
  type OperationFact,
  type Region,
  type RoleFact,
  type SkuFact,
  type Source,
} from "../fact.ts";
import {
  advisorySet,
  claimFacts,
  factTopics,
  generalFacts,
  operationFacts,
  permissions,
  regionFacts,
  roleFacts,
  skuFacts,
  sourceFacts,
} from "./fact-schema.ts";
import { topicsByAnchor } from "./fact-topics.ts";
import type { Problems } from "./problems.ts";
import { readYaml, type YamlFile } from "./read-yaml.ts";

/** Everything under content/facts, read and cross-checked. */
export interface FactTable {
  skus: SkuFact[];
  general: GeneralFact[];
  roles: RoleFact[];
  claims: Claim[];
  sources: Source[];
  regions: Region[];
  permissions: Record<string, string>;
  operations: Record<string, OperationFact>;
  advisories: AdvisorySet;
  /** The pages of the facts list, in order. */
  topics: FactTopic[];
  /** Anchor on the facts pages → the page that holds it. */
  topicOf: Map<string, FactTopic>;
  facts: Map<string, Fact>;
  role: Map<string, RoleFact>;
  claim: Map<string, Claim>;
  source: Map<string, Source>;
}

const list = new Intl.ListFormat("en", { type: "conjunction" });

/** What a role allows in words, as a list within a sentence. */
export const roleCan = (table: FactTable, role: RoleFact): string =>
  list.format(role.can.map((key) => table.permissions[key] ?? key));

/** Whether a fact reads differently under the two profiles, or is in the list of differences. */
export const factDisputed = (fact: Fact): boolean => fact.dispute !== undefined;

export const claimDate = (claim: Claim, table: FactTable): string | undefined =>
  claim.date ?? claim.sources.map((id) => table.source.get(id)?.read).find((read) => read !== undefined);

function unique<T extends { id: string }>(file: YamlFile<T[]>, problems: Problems): Map<string, T> {
  const map = new Map<string, T>();
  file.value.forEach((row, index) => {
    if (map.has(row.id)) problems.add(file.file, file.lineOf([index, "id"]), `duplicate id ${row.id}`);
    map.set(row.id, row);
  });
  return map;
}

/** Reads content/facts; undefined when a file does not parse. */
export function readFacts(root: string, problems: Problems): FactTable | undefined {
  const name = (file: string) => `content/facts/${file}`;
  const at = (file: string) => join(root, name(file));
  const skus = readYaml(at("skus.yaml"), name("skus.yaml"), skuFacts, problems);
  const general = readYaml(at("general.yaml"), name("general.yaml"), generalFacts, problems);
  const roles = readYaml(at("roles.yaml"), name("roles.yaml"), roleFacts, problems);
  const can = readYaml(at("permissions.yaml"), name("permissions.yaml"), permissions, problems);
  const claims = readYaml(at("claims.yaml"), name("claims.yaml"), claimFacts, problems);
  const sources = readYaml(at("sources.yaml"), name("sources.yaml"), sourceFacts, problems);
  const regions = readYaml(at("regions.yaml"), name("regions.yaml"), regionFacts, problems);
  const operations = readYaml(at("operations.yaml"), name("operations.yaml"), operationFacts, problems);
  const advisories = readYaml(at("advisories.yaml"), name("advisories.yaml"), advisorySet, problems);
  const topics = readYaml(at("topics.yaml"), name("topics.yaml"), factTopics, problems);
  if (!topics || !advisories || !operations || !skus || !general || !roles || !can || !claims || !sources || !regions)
    return undefined;

  const source = unique(sources, problems);
  unique(regions, problems);
  unique(topics, problems);
  for (const file of [skus, general, roles, claims] as YamlFile<{ id: string; sources: string[] }[]>[]) {
    file.value.forEach((row, index) =>
      row.sources.forEach((id, at) => {
        if (!source.has(id)) problems.add(file.file, file.lineOf([index, "sources", at]), `unknown source ${id}`);
      }),
    );
  }
  roles.value.forEach((row, index) =>
    [...row.can, ...(row.abacCan ?? [])].forEach((key) => {
      if (!(key in can.value)) problems.add(roles.file, roles.lineOf([index, "can"]), `unknown permission ${key}`);
    }),
  );
  claims.value.forEach((claim, index) => {
    if (isDisputed(claim) && claim.sources.length === 0) {
      problems.add(claims.file, claims.lineOf([index]), `${claim.id}: a disputed claim needs a source`);
    }
  });
  const skuMap = unique(skus as YamlFile<SkuFact[]>, problems);
  const generalMap = unique(general as YamlFile<GeneralFact[]>, problems);
  const facts = new Map<string, Fact>([...skuMap, ...generalMap]);
  const rows = { facts: facts.values(), roles: roles.value, claims: claims.value };
  return {
    skus: [...skuMap.values()],
    general: [...generalMap.values()],
    roles: roles.value,
    claims: claims.value,
    sources: sources.value,
    regions: regions.value,
    permissions: can.value,
    operations: operations.value,
    advisories: advisories.value,
    topics: topics.value,
    topicOf: topicsByAnchor(rows, topics, problems),
    facts,
    role: unique(roles, problems),
    claim: unique(claims, problems),
    source,
  };
}

export type { Profile };
