import * as v from "valibot";
import type {
  AdvisorySet,
  Fact,
  FactTopic,
  GeneralFact,
  OperationFact,
  Region,
  RoleFact,
  SkuFact,
  Source,
  Claim,
} from "../fact.ts";

const id = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9][a-zA-Z0-9-]*$/, "must be letters, digits and dashes"));
const text = v.pipe(v.string(), v.minLength(1));
const date = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date like 2026-06-11"));
const nullMeaning = v.picklist(["silent", "unpublished", "none", "conflict"]);
const scalar = v.union([v.boolean(), v.number(), v.string(), v.array(v.string()), v.null()]);
const perSku = v.strictObject({ Basic: scalar, Standard: scalar, Premium: scalar });
const format = v.picklist([
  "gate",
  "count",
  "storageGiB",
  "storageTiB",
  "storageMiB",
  "words",
  "text",
  "code",
  "codes",
  "names",
  "list",
  "yesno",
  "range",
  "percent",
  "data",
]);
const common = {
  id,
  label: text,
  group: text,
  format,
  unit: v.optional(v.pipe(v.array(text), v.length(2))),
  words: v.optional(v.record(v.string(), text)),
  nullMeans: v.optional(v.strictObject({ chapter: v.optional(nullMeaning), azure: v.optional(nullMeaning) })),
  dispute: v.optional(v.pipe(v.string(), v.regex(/^D\d\d$/))),
  notes: v.optional(v.strictObject({ chapter: v.optional(text), azure: v.optional(text) })),
  details: v.optional(v.record(v.string(), v.unknown())),
  part: v.optional(text),
  sources: v.array(id),
};

export const skuFacts = v.array(
  v.strictObject({
    ...common,
    chapter: perSku,
    azure: perSku,
    enforced: v.picklist(["rule", "documentation"]),
    onLeave: v.optional(v.picklist(["refuse", "disable"])),
    onLeaveBasis: v.optional(v.picklist(["documented", "assumption"])),
  }),
);

export const generalFacts = v.array(v.strictObject({ ...common, chapter: v.unknown(), azure: v.unknown() }));

export const roleFacts = v.array(
  v.strictObject({
    id: text,
    guid: v.pipe(v.string(), v.uuid()),
    mode: v.picklist(["rbac", "abac", "both"]),
    chapter: v.boolean(),
    actions: v.array(text),
    notActions: v.optional(v.array(text)),
    dataActions: v.array(text),
    can: v.array(text),
    abacCan: v.optional(v.array(text)),
    note: v.optional(text),
    sources: v.array(id),
  }),
);

export const permissions = v.record(v.string(), text);

export const operationFacts = v.record(text, v.strictObject({ action: text, dataAction: text }));

export const advisorySet = v.strictObject({
  date,
  advisories: v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^CVE-\d{4}-\d{4,}$/)),
      distribution: text,
      release: v.optional(text),
      source: text,
      fixed: text,
      severity: v.picklist(["Low", "Medium", "High", "Critical"]),
      title: text,
    }),
  ),
});

export const claimFacts = v.array(
  v.strictObject({
    id,
    part: text,
    verdict: v.picklist(["agrees", "simplified", "unverifiable", "differs", "outdated"]),
    claim: text,
    chapter: v.optional(text),
    azure: text,
    sources: v.array(id),
    date: v.optional(date),
    examNote: v.optional(text),
  }),
);

export const sourceFacts = v.array(
  v.strictObject({
    id,
    title: text,
    url: v.pipe(v.string(), v.url()),
    read: date,
    updated: v.optional(date),
  }),
);

export const factTopics = v.array(
  v.strictObject({
    id,
    title: text,
    kind: v.picklist(["sku", "general", "role", "claim"]),
    parts: v.optional(v.array(text)),
  }),
);

export const regionFacts = v.array(
  v.strictObject({
    id,
    name: text,
    geography: text,
    latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
    longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  }),
);

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
/** The schemas and the types the browser uses are written apart; this line holds them equal. */
export const schemasMatchTypes: [
  Same<v.InferOutput<typeof roleFacts>[number], RoleFact>,
  Same<v.InferOutput<typeof claimFacts>[number], Claim>,
  Same<v.InferOutput<typeof sourceFacts>[number], Source>,
  Same<v.InferOutput<typeof regionFacts>[number], Region>,
  Same<v.InferOutput<typeof factTopics>[number], FactTopic>,
  Same<v.InferOutput<typeof operationFacts>[string], OperationFact>,
  Same<v.InferOutput<typeof advisorySet>, AdvisorySet>,
] = [true, true, true, true, true, true, true];
export type { Fact, GeneralFact, SkuFact };
