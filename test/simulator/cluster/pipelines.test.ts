import { describe, expect, it } from "vitest";
import { filesOfTar } from "../../../src/simulator/services/build/file-tree.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";
import { armOf } from "../arm/arm-client.ts";
import { ask } from "./harbour.ts";

const yaml = `
trigger: [main]
variables:
  repository: crane
steps:
  - task: Docker@2
    inputs:
      command: buildAndPush
      containerRegistry: harbour
      repository: $(repository)
      Dockerfile: "**/Dockerfile"
      tags: |
        $(Build.BuildId)
        latest
`;
const files = { Dockerfile: 'FROM scratch\nCOPY app.txt /srv/\nCMD ["echo", "up"]\n', "app.txt": "hoist" };

/** A service principal with a secret, a service connection that has both, and a pipeline that pushes with it. */
async function aPipeline(repositoryFiles: Record<string, string> = files, flags = "") {
  const simulator = aSimulator();
  aRegistry(simulator);
  const graph = "https://graph.microsoft.com/v1.0";
  const devops = "https://dev.azure.com/harbour";
  const application = (await ask(simulator, "POST", `${graph}/applications`, { displayName: "ci" })).body;
  const { secretText } = (await ask(simulator, "POST", `${graph}/applications/${application.id}/addPassword`, {})).body;
  const principal = (await ask(simulator, "POST", `${graph}/servicePrincipals`, { appId: application.appId })).body;
  await ask(simulator, "POST", `${devops}/_apis/projects`, { name: "fleet" });
  const connect = (serviceprincipalkey: string) =>
    ask(simulator, "POST", `${devops}/fleet/_apis/serviceendpoint/endpoints`, {
      name: "harbour",
      type: "dockerregistry",
      authorization: {
        scheme: "ServicePrincipal",
        parameters: { loginServer: "contoso.azurecr.io", serviceprincipalid: application.appId, serviceprincipalkey },
      },
    });
  const connection = await connect(secretText);
  const body = {
    name: "build",
    configuration: { type: "yaml", yaml: `${yaml}      arguments: ${flags}\n`, files: repositoryFiles },
  };
  const pipeline = (await ask(simulator, "POST", `${devops}/fleet/_apis/pipelines`, body)).body;
  const runs = `${devops}/fleet/_apis/pipelines/${pipeline.id}/runs`;
  const run = async () => {
    const { id } = (await ask(simulator, "POST", runs, {})).body;
    await simulator.advance(5000);
    const log = (await ask(simulator, "GET", `${runs}/${id}/logs`)).text;
    return { ...(await ask(simulator, "GET", `${runs}/${id}`)).body, log };
  };
  const give = async (role: string) => {
    const arm = armOf(simulator);
    const found = await arm.send(
      "GET",
      `${arm.subscription}/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName eq '${role}'`,
    );
    return arm.put(
      `${arm.registry("contoso")}/providers/Microsoft.Authorization/roleAssignments/33333333-3333-4333-8333-333333333333`,
      { properties: { roleDefinitionId: found.body.value[0].id, principalId: principal.id } },
    );
  };
  return { simulator, secretText, connection, connect, run, give };
}

describe("a pipeline", () => {
  it("builds and pushes with a service connection whose principal has AcrPush", async () => {
    const { simulator, run, give } = await aPipeline();
    await give("AcrPush");
    const done = await run();
    expect(done).toMatchObject({ state: "completed", result: "succeeded" });
    const latest = simulator.world.get("tag", "contoso", "crane", "latest");
    expect(latest).toBeDefined();
    expect(done.log).toContain(`latest: digest: ${latest?.digest}`);
    expect(simulator.world.get("tag", "contoso", "crane", String(done.id))?.digest).toBe(latest?.digest);
  });

  it.each<[string, Record<string, string>, string, string[]]>([
    [
      "runs what the builder of tasks runs, and COPY sees the folder of the Dockerfile",
      {
        "src/Dockerfile":
          "FROM alpine:3.18 AS make\nRUN echo hoist > /out\nFROM scratch\nCOPY --from=make /out /srv/\nCOPY . /srv/\n",
        "src/app.txt": "a",
        "other.txt": "b",
      },
      "",
      ["srv/Dockerfile", "srv/app.txt"],
    ],
    [
      "takes more flags of docker build as the step's arguments",
      { Dockerfile: "FROM scratch\nARG WHO=x\nCOPY $WHO /\n", crane: "c" },
      "--build-arg WHO=crane",
      ["crane"],
    ],
  ])("%s", async (_, repositoryFiles, flags, expected) => {
    const { simulator, run, give } = await aPipeline(repositoryFiles, flags);
    await give("AcrPush");
    const done = await run();
    expect([done.result, done.log]).toEqual(["succeeded", expect.stringContaining("latest: digest")]);
    const digest = simulator.world.get("tag", "contoso", "crane", "latest")?.digest ?? "";
    const { layers } = JSON.parse(new TextDecoder().decode(simulator.blobs.bytes(digest))) as {
      layers: { digest: string }[];
    };
    expect([...filesOfTar(simulator.blobs.bytes(layers.at(-1)?.digest ?? "")).keys()]).toEqual(expected);
  });

  it("fails at a step that the builder rejects, by its name, and pushes nothing", async () => {
    const { simulator, run, give } = await aPipeline({ Dockerfile: "FROM alpine:3.18\nRUN make all\n" });
    await give("AcrPush");
    const done = await run();
    expect(done.result).toBe("failed");
    expect(done.log).toContain("not simulated: the agent does not run 'make'");
    expect(simulator.world.get("repository", "contoso", "crane")).toBeUndefined();
  });

  it("fails without the role, and with a role that only reads, and leaves nothing in the registry", async () => {
    const { simulator, run, give } = await aPipeline();
    const without = await run();
    expect(without.result).toBe("failed");
    expect(without.log).toContain("##[error]unauthorized: authentication required");
    await give("AcrPull");
    expect((await run()).result).toBe("failed");
    expect(simulator.world.get("repository", "contoso", "crane")).toBeUndefined();
  });

  it("fails to sign in with a wrong secret, and never shows the right one", async () => {
    const { secretText, connection, connect, run, give } = await aPipeline();
    await give("AcrPush");
    expect(JSON.stringify(connection.body)).not.toContain(secretText);
    await connect("wrong");
    expect((await run()).log).toContain("unauthorized");
  });

  it("rejects a task that agents do not know, by its name", async () => {
    const { simulator } = await aPipeline();
    const body = { name: "other", configuration: { yaml: "steps:\n  - task: Kubernetes@1\n" } };
    const answer = await ask(simulator, "POST", "https://dev.azure.com/harbour/fleet/_apis/pipelines", body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain("Kubernetes@1");
  });
});
