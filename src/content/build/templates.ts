import { existsSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { DescribedTemplate } from "../world-template.ts";
import { checkGoal } from "../../simulator/goals/expression.ts";
import type { Problems } from "./problems.ts";
import { readYaml } from "./read-yaml.ts";

const file = "content/sandbox/templates.yaml";

const text = v.pipe(v.string(), v.minLength(1));

const mission = v.strictObject({
  brief: v.pipe(
    text,
    v.check((brief) => brief.split(/\s+/).length <= 120, "a brief has at most 120 words"),
  ),
  goals: v.pipe(v.array(v.strictObject({ id: text, say: text, test: text })), v.minLength(1)),
  hints: v.pipe(v.array(text), v.length(3)),
  solution: v.array(v.union([text, v.strictObject({ clock: v.number() }), v.strictObject({ at: text })])),
  explain: text,
});

const schema = v.array(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
    name: text,
    /** Offered in the list of the sandbox when it has one. */
    summary: v.optional(text),
    /** Id of an earlier template that this one builds on. */
    from: v.optional(text),
    commands: v.optional(v.array(text), []),
    mayFail: v.optional(v.array(text)),
    minutes: v.optional(v.number()),
    bulk: v.optional(v.strictObject({ registry: text, repositories: v.number(), tags: v.number() })),
    faults: v.optional(v.array(v.strictObject({ kind: text, target: text, factor: v.optional(v.number()) }))),
    try: v.optional(v.array(text)),
    mission: v.optional(mission),
  }),
);

/** Reads the starting environments of the sandbox, each with the commands of those that it builds on. */
export function readTemplates(root: string, problems: Problems): DescribedTemplate[] {
  const path = join(root, file);
  const read = existsSync(path) ? readYaml(path, file, schema, problems) : undefined;
  const found = new Map<string, DescribedTemplate>();
  for (const [at, { from, try: tries, ...template }] of (read?.value ?? []).entries()) {
    const problem = (message: string) => problems.add(file, read?.lineOf([at, "id"]) ?? 1, message);
    const base = from === undefined ? undefined : found.get(from);
    if (from !== undefined && !base) problem(`no earlier template is called ${from}`);
    if (found.has(template.id)) problem(`duplicate template ${template.id}`);
    for (const [index, { test }] of (template.mission?.goals ?? []).entries()) {
      const checked = checkGoal(test);
      const line = read?.lineOf([at, "mission", "goals", index, "test"]) ?? 1;
      if (!checked.ok) problems.add(file, line, checked.message);
    }
    const { mission: _, ...inherited } = base ?? {};
    found.set(template.id, {
      ...inherited,
      ...template,
      commands: [...(base?.commands ?? []), ...template.commands],
      tries: tries ?? [],
    } as DescribedTemplate);
  }
  return [...found.values()];
}
