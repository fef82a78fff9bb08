import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

/** Commands that look at one part of a registry or change it, without `-r`. */
const onParts = [
  "acr scope-map show -n nothing",
  "acr scope-map update -n nothing --description x",
  "acr token show -n nothing",
  "acr token update -n nothing --status disabled",
  "acr token credential generate -n nothing",
  "acr task show -n nothing",
  "acr task update -n nothing --status Disabled",
  "acr task run -n nothing",
  "acr task show-run --run-id cb9",
  "acr task cancel-run --run-id cb9",
  "acr task update-run --run-id cb9 --no-archive false",
  "acr task identity show -n nothing",
  "acr task credential list -n nothing",
  "acr task timer list -n nothing",
  "acr agentpool show -n nothing",
  "acr agentpool update -n nothing --count 2",
  "acr cache show -n nothing",
  "acr cache update -n nothing --remove-cred-set",
  "acr credential-set show -n nothing",
  "acr private-endpoint-connection show -n nothing",
  "acr private-endpoint-connection reject -n nothing",
  "acr connected-registry show -n nothing",
];

/** Commands that need only the registry. */
const onRegistries = [
  "acr scope-map list",
  "acr scope-map create -n readers --repository web content/read",
  "acr token list",
  "acr token create -n builder --repository web content/read",
  "acr task list",
  "acr task list-runs",
  "acr task logs",
  "acr task create -n hello --cmd mcr.microsoft.com/hello-world -c /dev/null",
  "acr run --cmd mcr.microsoft.com/hello-world /dev/null",
  "acr agentpool list",
  "acr agentpool create -n builders",
  "acr cache list",
  "acr cache create -n nginx -s docker.io/library/nginx -t nginx",
  "acr credential-set list",
  "acr private-endpoint-connection list",
  "acr connected-registry list",
];

describe("a part that is not there", () => {
  it.each(onParts)("ends az %s with 3 and the service's words", async (line) => {
    const printed = await az(simulator, `${line} -r contoso`);
    expect([printed.exitCode, printed.out]).toEqual([3, ""]);
    expect(printed.err).toMatch(/ERROR: \(\w*NotFound\) /);
  });
});

describe("a registry that is not there", () => {
  it.each([...onParts, ...onRegistries])("ends az %s with 1, before anything is sent to it", async (line) => {
    const printed = await az(simulator, `${line} -r fabrikam`);
    expect([printed.exitCode, printed.out]).toEqual([1, ""]);
    expect(printed.err).toContain(
      "ERROR: The resource with name 'fabrikam' and type 'Microsoft.ContainerRegistry/registries' could not be found " +
        "in subscription ",
    );
  });

  it.each([
    "acr identity show",
    "acr identity assign --identities [system]",
    "acr encryption show",
    "acr private-link-resource list",
  ])("ends az %s likewise", async (line) => {
    const printed = await az(simulator, `${line} -n fabrikam`);
    expect([printed.exitCode, printed.err]).toEqual([1, expect.stringContaining("could not be found in subscription")]);
  });
});
