import { describe, expect, it } from "vitest";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { accessMatrix } from "../../../src/simulator/identity/access-matrix.ts";
import type { Caller, ContentOperation } from "../../../src/simulator/identity/access.ts";
import { mayManage, mayTouchContent } from "../../../src/simulator/identity/evaluate.ts";
import { Rules } from "../../../src/simulator/registry/rules.ts";
import { learnerId } from "../../../src/simulator/world/new-world.ts";
import { facts } from "../../support/simulator-facts.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";
import { aCustomRole, aPrincipal, aToken, giveRole, groupScope, registryScope, subscription } from "./people.ts";

const may = (simulator: Simulator, caller: Caller, operation: ContentOperation, repository = "web"): boolean => {
  const where = operation === "catalogList" ? {} : { repository };
  return mayTouchContent(simulator.world, simulator.rules(), { caller, registry: "contoso", operation, ...where })
    .allowed;
};

const allowedTo = (simulator: Simulator, caller: Caller): ContentOperation[] =>
  (["pull", "push", "delete", "metadataRead", "metadataWrite", "catalogList"] as const).filter((operation) =>
    may(simulator, caller, operation),
  );

const manages = (simulator: Simulator, principalId: string, action: string, scope = registryScope(simulator)) =>
  mayManage(simulator.world, simulator.rules(), { principalId, action, scope }).allowed;

const action = (...rest: string[]): string => ["Microsoft.ContainerRegistry", "registries", ...rest].join("/");

describe("roles in registry-wide mode", () => {
  it.each([
    ["AcrPull", ["pull", "metadataRead", "catalogList"]],
    ["AcrPush", ["pull", "push", "metadataRead", "metadataWrite", "catalogList"]],
    ["AcrDelete", ["delete"]],
    ["Reader", ["pull", "metadataRead", "catalogList"]],
    ["Owner", ["pull", "push", "delete", "metadataRead", "metadataWrite", "catalogList"]],
    ["Container Registry Repository Reader", []],
  ])("%s lets somebody %j", (role, allowed) => {
    const simulator = aSimulator();
    aRegistry(simulator);
    const ann = aPrincipal(simulator, "ann");
    giveRole(simulator, "ann", role);
    expect(allowedTo(simulator, ann)).toEqual(allowed);
  });

  it("requires AcrImageSigner to sign", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    const ann = aPrincipal(simulator, "ann");
    giveRole(simulator, "ann", "AcrPush");
    expect(may(simulator, ann, "sign")).toBe(false);
    giveRole(simulator, "ann", "AcrImageSigner");
    expect(may(simulator, ann, "sign")).toBe(true);
  });

  it("inherits assignments from the subscription and the group, ignoring case, but not from a sibling", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    const people = ["sub", "group", "other", "near"].map((id) => aPrincipal(simulator, id));
    giveRole(simulator, "sub", "AcrPull", { scope: subscription(simulator).toUpperCase() });
    giveRole(simulator, "group", "AcrPull", { scope: groupScope(simulator, "SHOP") });
    giveRole(simulator, "other", "AcrPull", { scope: groupScope(simulator, "sho") });
    giveRole(simulator, "near", "AcrPull", { scope: registryScope(simulator, "contos") });
    expect(people.map((caller) => may(simulator, caller, "pull"))).toEqual([true, true, false, false]);
  });

  it("includes members of nested groups, and ends when groups contain each other", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    const ann = aPrincipal(simulator, "ann");
    aPrincipal(simulator, "inner", { kind: "group", members: ["ann", "outer"] });
    aPrincipal(simulator, "outer", { kind: "group", members: ["inner"] });
    giveRole(simulator, "outer", "AcrPull");
    const verdict = mayTouchContent(simulator.world, simulator.rules(), {
      caller: ann,
      registry: "contoso",
      operation: "pull",
      repository: "web",
    });
    expect(verdict).toMatchObject({ allowed: true, via: expect.stringContaining("through the group outer") });
  });

  it("evaluates wildcards and notActions of custom roles", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    const ann = aPrincipal(simulator, "ann");
    aCustomRole(simulator, "most", { actions: [action("*")], notActions: [action("push", "*")] });
    giveRole(simulator, "ann", "most");
    expect(allowedTo(simulator, ann)).toEqual(["pull", "delete", "metadataRead", "catalogList"]);
  });

  it("explains which roles the caller has and which action they lack", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    const ann = aPrincipal(simulator, "ann");
    giveRole(simulator, "ann", "AcrPull");
    const question = { caller: ann, registry: "contoso", operation: "push", repository: "web" } as const;
    const { allowed, because } = mayTouchContent(simulator.world, simulator.rules(), question);
    expect({ allowed, because }).toEqual({
      allowed: false,
      because: `None of the roles of ann (AcrPull) grants ${action("push", "write")} in web.`,
    });
  });
});

describe("repository mode (ABAC)", () => {
  const abac = () => {
    const simulator = aSimulator({ profile: "azure" });
    aRegistry(simulator, {}, { roleAssignmentMode: "rbac-abac" });
    return simulator;
  };

  it.each([
    ["AcrPull", []],
    ["AcrPush", []],
    ["AcrDelete", []],
    ["Owner", []],
    ["Container Registry Repository Reader", ["pull", "metadataRead"]],
    ["Container Registry Repository Writer", ["pull", "push", "metadataRead", "metadataWrite"]],
    ["Container Registry Repository Contributor", ["pull", "push", "delete", "metadataRead", "metadataWrite"]],
    ["Container Registry Repository Catalog Lister", ["catalogList"]],
  ])("%s lets somebody %j", (role, allowed) => {
    const simulator = abac();
    const ann = aPrincipal(simulator, "ann");
    giveRole(simulator, "ann", role);
    expect(allowedTo(simulator, ann)).toEqual(allowed);
  });

  it("limits a condition to its repositories and prefixes", () => {
    const simulator = abac();
    const ann = aPrincipal(simulator, "ann");
    giveRole(simulator, "ann", "Container Registry Repository Reader", { repositories: ["team/*", "web"] });
    const names = ["web", "web2", "team/api", "team", "other"];
    expect(names.filter((name) => may(simulator, ann, "pull", name))).toEqual(["web", "team/api"]);
  });

  it("grants the data actions of custom roles without their notDataActions", () => {
    const simulator = abac();
    const ann = aPrincipal(simulator, "ann");
    aCustomRole(simulator, "data", {
      actions: ["*"],
      dataActions: [action("repositories", "*")],
      notDataActions: [action("repositories", "*", "delete")],
    });
    giveRole(simulator, "ann", "data");
    expect(allowedTo(simulator, ann)).toEqual(["pull", "push", "metadataRead", "metadataWrite"]);
  });
});

describe("the admin account, tokens and nobody", () => {
  it("allows the admin account every data action while it is on", () => {
    const simulator = aSimulator();
    aRegistry(simulator, {}, { adminUserEnabled: true });
    const admin: Caller = { kind: "admin", registry: "contoso" };
    expect(allowedTo(simulator, admin)).toHaveLength(6);
    expect(may(simulator, admin, "sign")).toBe(false);
    aRegistry(simulator, {}, { adminUserEnabled: false });
    expect(allowedTo(simulator, admin)).toEqual([]);
  });

  it("limits tokens to their scope map, including wildcards, and never shows them the catalog", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    const token = aToken(simulator, "robot", [
      "repositories/web/content/read",
      "repositories/team/*/content/write",
      "repositories/*/metadata/read",
    ]);
    expect(may(simulator, token, "pull", "web")).toBe(true);
    expect(may(simulator, token, "pull", "team/api")).toBe(false);
    expect(may(simulator, token, "push", "team/api")).toBe(true);
    expect(may(simulator, token, "push", "team")).toBe(false);
    expect(may(simulator, token, "metadataRead", "anything")).toBe(true);
    expect(may(simulator, token, "catalogList")).toBe(false);
  });

  it("allows anonymous pull only where the rules, the SKU and the registry's setting allow it", () => {
    const open = (profile: "chapter" | "azure", sku: "Basic" | "Premium", on: boolean) => {
      const simulator = aSimulator({ profile });
      aRegistry(simulator, { sku }, { anonymousPullEnabled: on });
      return allowedTo(simulator, { kind: "anonymous" });
    };
    expect(open("azure", "Premium", true)).toEqual(["pull", "metadataRead"]);
    expect(open("azure", "Premium", false)).toEqual([]);
    expect(open("azure", "Basic", true)).toEqual([]);
    expect(open("chapter", "Premium", true)).toEqual([]);
  });
});

describe("the management plane", () => {
  it("gives Owner every action, Contributor all but role assignments, and Reader only reads", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    for (const role of ["Owner", "Contributor", "Reader", "AcrPull"]) {
      aPrincipal(simulator, role);
      giveRole(simulator, role, role);
    }
    const assign = "Microsoft.Authorization/roleAssignments/write";
    const table = ["Owner", "Contributor", "Reader", "AcrPull"].map((who) =>
      [action("read"), action("write"), action("importImage", "action"), assign].map((armAction) =>
        manages(simulator, who, armAction),
      ),
    );
    expect(table).toEqual([
      [true, true, true, true],
      [true, true, true, false],
      [true, false, false, false],
      [false, false, false, false],
    ]);
  });

  it("limits registry roles to the registry", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    aPrincipal(simulator, "cfg");
    aPrincipal(simulator, "builder");
    giveRole(simulator, "cfg", "Container Registry Contributor and Data Access Configuration Administrator");
    giveRole(simulator, "builder", "Container Registry Tasks Contributor");
    expect(manages(simulator, "cfg", action("tokens", "write"))).toBe(true);
    expect(manages(simulator, "cfg", action("tasks", "write"))).toBe(false);
    expect(manages(simulator, "builder", action("tasks", "write"))).toBe(true);
    expect(manages(simulator, "builder", action("write"))).toBe(false);
    expect(may(simulator, { kind: "principal", id: "cfg" }, "pull")).toBe(false);
  });

  it("allows the learner, who owns the subscription, everything, and an unknown principal nothing", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    expect(manages(simulator, learnerId, action("delete"))).toBe(true);
    expect(manages(simulator, "nobody", action("read"))).toBe(false);
  });
});

describe("the table of roles decides", () => {
  it("rejects every principal once the table is empty", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    for (const { id } of facts.roles) {
      aPrincipal(simulator, `holder of ${id}`);
      giveRole(simulator, `holder of ${id}`, id);
    }
    const granted = (rules: Rules) =>
      accessMatrix(simulator.world, rules, { registry: "contoso", repository: "web" })
        .filter(({ caller }) => caller.kind === "principal")
        .flatMap(({ verdicts }) => Object.values(verdicts).filter(({ allowed }) => allowed)).length;
    expect(granted(simulator.rules())).toBeGreaterThan(20);
    expect(granted(new Rules({ ...facts, roles: [] }, "chapter"))).toBe(0);
    const question = { principalId: learnerId, action: action("read"), scope: registryScope(simulator) };
    expect(mayManage(simulator.world, new Rules({ ...facts, roles: [] }, "chapter"), question).allowed).toBe(false);
  });
});

describe("a run of a task without credentials of its own", () => {
  const run: Caller = { kind: "run", registry: "contoso", id: "cb1" };

  it("pulls from and pushes to its own registry, and does nothing else there", () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    expect(allowedTo(simulator, run)).toEqual(["pull", "push"]);
    expect(may(simulator, { ...run, registry: "other" }, "pull")).toBe(false);
  });

  it("has no rights where rights are given by repository", () => {
    const simulator = aSimulator();
    aRegistry(simulator, {}, { roleAssignmentMode: "rbac-abac" });
    expect(allowedTo(simulator, run)).toEqual([]);
    expect(
      mayTouchContent(simulator.world, simulator.rules(), { caller: run, registry: "contoso", operation: "push" }),
    ).toMatchObject({ because: expect.stringContaining("per repository"), fact: "roleAssignmentModes" });
  });
});
