import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../src/content/build/compile.ts";
import { isDisputed } from "../../src/content/fact.ts";

/** Where the chapter and the documentation differ, and a fact or claim whose reality check says so. */
const differences = {
  D01: "downgradeAllowed",
  D02: "replicaWritable",
  D03: "replica-own-login-server",
  D04: "replica-fallback-primary",
  D05: "anonymousPull",
  D06: "softDelete",
  D07: "webhooks-basic",
  D08: "maxStorageTiB",
  D09: "concurrentOperations",
  D10: "premium-tokens-only",
  D11: "contentTrust",
  D12: "deleteTagCommand",
  D13: "ipRules",
  D14: "s3-trigger-name",
  D15: "scanOnDemand",
  D16: "azure-ad-name",
  D17: "taskCompute",
  D18: "roleAssignmentModes",
  D19: "dh-hub-private-paid",
  D20: "admin-for-cicd",
};

const { problems, compiled } = compileContent(join(import.meta.dirname, "../.."));

describe("the content folder", () => {
  it("compiles without a single problem", () => {
    expect(problems.toString()).toBe("");
  });

  it("teaches every claim of the chapter in a section", () => {
    const taught = compiled?.facts.filter(
      (row) => row.kind === "claim" && row.usedIn.some(({ href }) => href.startsWith("learn/")),
    );
    expect(taught?.length).toBe(compiled?.table.claims.length);
  });

  it("gives every disputed claim a source and a date", () => {
    const disputed = compiled?.table.claims.filter(isDisputed) ?? [];
    const rows = new Map(compiled?.facts.map((row) => [row.id, row]));
    expect(disputed.length).toBeGreaterThan(0);
    for (const { id } of disputed) {
      expect(rows.get(`claim-${id}`)?.sources.length, id).toBeGreaterThan(0);
      expect(rows.get(`claim-${id}`)?.date, id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it("shows both positions on each of the twenty known differences in a reality check", () => {
    const folder = join(import.meta.dirname, "../../content/chapters/acr");
    const named = new Set(
      readdirSync(folder).flatMap((file) =>
        [...readFileSync(join(folder, file), "utf8").matchAll(/^:::reality ([^"]*?)(?: title=|$)/gm)].flatMap((match) =>
          (match[1] ?? "").replace("facts=", "").split(/[\s,]+/),
        ),
      ),
    );
    expect(Object.entries(differences).filter(([, id]) => !named.has(id))).toEqual([]);
    // The facts know which difference they belong to.
    for (const { dispute } of compiled?.table.facts.values() ?? []) {
      if (dispute) expect(Object.keys(differences)).toContain(dispute);
    }
  });

  it("has three items or more for each of the 25 objectives", () => {
    const counts = new Map(compiled?.objectives.map(({ id }) => [id, 0]));
    for (const { objective, type } of compiled?.items ?? []) {
      if (type !== "reveal") counts.set(objective, (counts.get(objective) ?? 0) + 1);
    }
    expect(counts.size).toBe(25);
    expect([...counts].filter(([, count]) => count < 3)).toEqual([]);
  });

  it("has at most 25% of items at the level remember, and at least 45% at apply or above", () => {
    const items = compiled?.items.filter(({ type }) => type !== "reveal") ?? [];
    const share = (levels: string[]) => items.filter(({ bloom }) => levels.includes(bloom)).length / items.length;
    expect(share(["remember"])).toBeLessThanOrEqual(0.25);
    expect(share(["apply", "analyse", "evaluate"])).toBeGreaterThanOrEqual(0.45);
  });

  it("makes the key the longest option no more than a third of the time", () => {
    const bodies = compiled?.items.flatMap(({ chapter, azure }) => [chapter ?? azure]) ?? [];
    const single = bodies.filter((item) => item?.type === "single");
    const longest = single.filter(({ options }) => {
      const key = options.find((option) => option.correct);
      return key && options.every((option) => option === key || option.html.length < key.html.length);
    });
    expect(longest.length / single.length).toBeLessThanOrEqual(1 / 3);
  });

  it("never renders HTML that a strict policy would reject", () => {
    const html = JSON.stringify([compiled?.sections, compiled?.items, compiled?.comparisons, compiled?.walkthroughs]);
    expect(html).not.toMatch(/<script|<style| style=\\"| on[a-z]+=\\"/);
  });
});
