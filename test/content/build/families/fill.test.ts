import { describe, expect, it } from "vitest";
import { fill, say, type Filling } from "../../../../src/content/build/families/fill.ts";
import { combinations, variantKey } from "../../../../src/content/build/families/parameters.ts";

const family = {
  parameters: {
    role: ["AcrPull", { value: "AcrPush", text: "the role for pushing", run: "docker push ${registry}/web" }],
  },
  names: { registry: ["contoso", "fabrikam"] },
};

const filling = (role: string): Filling => ({
  family,
  parameters: { role, registry: "fabrikam" },
  more: { value: "42" },
  evaluate: (expression) => expression === `role == '${role}'`,
});

describe("the texts of a family", () => {
  it.each([
    ["${role} on ${registry}", "AcrPull", "AcrPull on fabrikam"],
    ["${role}", "AcrPush", "the role for pushing"],
    ["${role.value}: ${role.run}", "AcrPush", "AcrPush: docker push fabrikam/web"],
    ["${value} bytes", "AcrPull", "42 bytes"],
    ["${= role == 'AcrPull'}", "AcrPull", "true"],
    ["$HOME and $(pwd)", "AcrPull", "$HOME and $(pwd)"],
  ])("%s with %s says %s", (text, role, said) => {
    expect(fill(text, filling(role))).toBe(said);
  });

  it("reject a placeholder that nothing fills", () => {
    expect(() => fill("${rol}", filling("AcrPull"))).toThrow("nothing is called `${rol}`");
  });

  it("take the first wording that fits, and one of several by the variant", () => {
    const wording = [{ when: "role == 'AcrPush'", text: "pushes" }, { text: ["reads", "looks", "fetches"] }];
    expect(say(wording, filling("AcrPush"), "x")).toBe("pushes");
    const said = new Set(["a", "b", "c", "d", "e", "f", "g"].map((seed) => say(wording, filling("AcrPull"), seed)));
    expect(said.size).toBeGreaterThan(1);
    expect(say(wording, filling("AcrPull"), "a")).toBe(say(wording, filling("AcrPull"), "a"));
  });
});

describe("the parameters of a family", () => {
  it("combine in every way", () => {
    expect(combinations({ parameters: { a: [1, 2], b: ["x", { value: "y", text: "Y" }] } })).toEqual([
      { a: 1, b: "x" },
      { a: 1, b: "y" },
      { a: 2, b: "x" },
      { a: 2, b: "y" },
    ]);
  });

  it("name a variant by their values, in any order", () => {
    expect(variantKey({ a: 1, b: "x" })).toBe(variantKey({ b: "x", a: 1 }));
    expect(variantKey({ a: 1, b: "x" })).not.toBe(variantKey({ a: 1, b: "y" }));
    expect(variantKey({ role: "AcrPull" })).toMatch(/^[0-9a-f]{8}$/);
  });
});
