import { beforeEach, describe, expect, it } from "vitest";
import { home } from "../../../../../src/simulator/cli/create-machine.ts";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aMachine } from "../../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

/** Signs in as a service principal that holds a role at the subscription. */
async function signInWith(role: string): Promise<void> {
  const subscription = (await az(simulator, "account show --query id -o tsv")).out.trim();
  const { object } = await az(
    simulator,
    `ad sp create-for-rbac --name ci --role ${role} --scopes /subscriptions/${subscription}`,
  );
  const { appId, password, tenant } = object;
  await az(
    simulator,
    `login --service-principal -u ${String(appId)} -p ${String(password)} --tenant ${String(tenant)}`,
  );
}

describe("a cluster with an attached registry", () => {
  /** Starts a pod from the image that the registry holds; gives its state once the kubelet has had time to pull. */
  async function podOf(cluster: string): Promise<object> {
    const machine = aMachine(simulator);
    const host = (await az(simulator, `aks show -g shop -n ${cluster} --query fqdn -o tsv`)).out.trim();
    const pods = `https://${host}/api/v1/namespaces/default/pods`;
    const spec = { containers: [{ name: "web", image: "contoso.azurecr.io/web:v1" }] };
    const body = JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "web" }, spec });
    await machine.send(new Request(pods, { method: "POST", headers: { "content-type": "application/json" }, body }));
    await machine.wait(30_000);
    const pod = (await (await machine.send(new Request(`${pods}/web`))).json()) as {
      status: { containerStatuses: { state: object }[] };
    };
    return pod.status.containerStatuses[0]?.state ?? {};
  }

  it("runs an image of it, and a cluster without it does not", async () => {
    const { files } = aMachine(simulator);
    files.write(`${home}/web/Dockerfile`, "FROM scratch\nCOPY hello.txt /app/hello.txt\n");
    files.write(`${home}/web/hello.txt`, "hello");
    await az(simulator, "acr build -r contoso -t web:v1 web");
    await az(simulator, "aks create -g shop -n attached --attach-acr contoso");
    await az(simulator, "aks create -g shop -n apart");
    expect(await podOf("apart")).toMatchObject({
      waiting: { message: expect.stringMatching(/pull access denied/) as string },
    });
    expect(Object.keys(await podOf("attached"))).not.toContain("waiting");
  });
});

describe("attaching a registry without the right to assign roles", () => {
  it("fails after two minutes with the client's message", async () => {
    await az(simulator, "aks create -g shop -n shop-aks");
    await signInWith("Contributor");
    const started = simulator.now;
    const printed = await az(simulator, "aks update -g shop -n shop-aks --attach-acr contoso");
    expect([printed.exitCode, printed.err]).toEqual([
      1,
      "ERROR: Could not create a role assignment for ACR. Are you an Owner on this subscription?\n",
    ]);
    expect(simulator.now - started).toBeGreaterThanOrEqual(110_000);
  });
});

describe("commands of somebody who may only read", () => {
  it("end with 1 and the service's error message", async () => {
    await signInWith("Reader");
    for (const line of [
      "acr token create -n builder -r contoso --repository web content/read",
      "acr scope-map create -n readers -r contoso --repository web content/read",
      "acr task create -n hello -r contoso --cmd mcr.microsoft.com/hello-world -c /dev/null",
      "acr run -r contoso --cmd mcr.microsoft.com/hello-world /dev/null",
      "acr cache create -n nginx -r contoso -s docker.io/library/nginx -t nginx",
      "identity create -g shop -n puller",
    ]) {
      const printed = await az(simulator, line);
      expect([line, printed.exitCode]).toEqual([line, 1]);
      expect(printed.err).toMatch(/\(AuthorizationFailed\).*(write|action)/);
    }
  });
});
