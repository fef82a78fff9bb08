import type { FactIndex, FactRow, SourceLink } from "../content.ts";
import { isDisputed, isSkuFact, skuNames, type Fact } from "../fact.ts";
import { skuText, wholeText } from "../fact-format.ts";
import type { Context } from "./context.ts";
import { claimDate, roleCan, type FactTable } from "./fact-table.ts";
import { claimAnchor, roleAnchor } from "./fact-topics.ts";

const sourcesOf = (ids: readonly string[], table: FactTable): SourceLink[] =>
  ids
    .map((id) => table.source.get(id))
    .filter((source) => source !== undefined)
    .map(({ title, url, read, updated }) => ({ title, url, read, ...(updated && { updated }) }));

const newest = (sources: SourceLink[], fallback = ""): string =>
  sources
    .map((source) => source.updated ?? source.read)
    .sort()
    .at(-1) ?? fallback;

/** All three SKU values, named, or the single value. */
function statement(fact: Fact, profile: "chapter" | "azure"): string {
  if (!isSkuFact(fact)) return wholeText(fact, profile);
  const texts = skuNames.map((sku) => skuText(fact, profile, sku));
  return new Set(texts).size === 1 ? (texts[0] as string) : skuNames.map((sku, at) => `${sku} ${texts[at]}`).join(", ");
}

/** Actions of a role that its row names; the widest roles of the registry have more than fifty. */
const mostActions = 8;

type Unplaced = Omit<FactRow, "topic">;

/** Every fact, role and claim as the facts pages list them. */
export function factRows({ table, factUses, claimUses }: Context): FactRow[] {
  const facts = [...table.skus, ...table.general].map((fact): Unplaced => {
    const sources = sourcesOf(fact.sources, table);
    const chapter = statement(fact, "chapter");
    const azure = statement(fact, "azure");
    return {
      id: fact.id,
      kind: isSkuFact(fact) ? "sku" : "general",
      group: isSkuFact(fact) ? `Tiers: ${fact.group}` : fact.group,
      label: fact.label,
      chapter,
      azure,
      differs: chapter !== azure && chapter !== "not stated",
      notes: Object.values(fact.notes ?? {}),
      sources,
      date: newest(sources),
      usedIn: factUses.get(fact.id) ?? [],
    };
  });
  const roles = table.roles.map((role): Unplaced => {
    const sources = sourcesOf(role.sources, table);
    const mode = { rbac: "registry-wide mode", abac: "repository mode", both: "both modes" }[role.mode];
    const actions = [...role.actions, ...role.dataActions];
    const more = actions.length > mostActions ? `, and ${actions.length - mostActions} more` : "";
    return {
      id: roleAnchor(role.id),
      kind: "role",
      group: "Roles",
      label: role.id,
      chapter: role.chapter ? "named as a built-in role" : "not stated",
      azure: `${roleCan(table, role)} (${mode})`,
      differs: false,
      notes: [`Actions: ${actions.slice(0, mostActions).join(", ")}${more}`, ...(role.note ? [role.note] : [])],
      sources,
      date: newest(sources),
      usedIn: factUses.get(roleAnchor(role.id)) ?? [],
    };
  });
  const claims = table.claims.map((claim): Unplaced => {
    const sources = sourcesOf(claim.sources, table);
    return {
      id: claimAnchor(claim.id),
      kind: "claim",
      group: `Chapter: ${claim.part}`,
      label: claim.claim,
      chapter: claim.chapter ?? "as stated",
      azure: claim.azure,
      differs: isDisputed(claim),
      notes: claim.examNote ? [claim.examNote] : [],
      sources,
      date: claimDate(claim, table) ?? "",
      usedIn: claimUses.get(claim.id) ?? [],
      verdict: claim.verdict,
    };
  });
  return [...facts, ...roles, ...claims].map((row) => ({ ...row, topic: table.topicOf.get(row.id)?.id ?? "" }));
}

/** The topics with the names of their facts, in the order of the pages. */
export const factIndex = (rows: readonly FactRow[], { topics }: FactTable): FactIndex =>
  topics.map(({ id, title }) => ({
    id,
    title,
    rows: rows
      .filter(({ topic }) => topic === id)
      .map(({ id: anchor, label, group, differs }) => ({ id: anchor, label, group, differs })),
  }));
