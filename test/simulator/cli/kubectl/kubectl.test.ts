import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { kubectl } from "../../../../src/simulator/cli/kubectl/kubectl.ts";
import type { Simulator } from "../../../../src/simulator/simulator.ts";
import { storeImage } from "../../../support/push-image.ts";
import { aMachine, runProgram, type ProgramOptions } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";
import { aCluster, crane } from "../../cluster/harbour.ts";

const image = "contoso.azurecr.io/web:v1";

async function attached({ role = true }: { role?: boolean } = {}) {
  const simulator = aSimulator();
  aRegistry(simulator);
  const cluster = await aCluster(simulator);
  if (role) await cluster.attach("contoso");
  storeImage(simulator, "web:v1", crane);
  aMachine(simulator).files.write("/home/learner/.kube/config", kubeconfig(cluster.server));
  const run = (line: string | string[], options: ProgramOptions = {}) => runProgram(simulator, kubectl, line, options);
  return { simulator, cluster, run };
}

const kubeconfig = (server: string): string =>
  stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "fleet",
    clusters: [{ name: "fleet", cluster: { server } }],
    contexts: [{ name: "fleet", context: { cluster: "fleet", user: "learner" } }],
    users: [{ name: "learner", user: {} }],
  });

const deployment = (of: string, replicas = 2) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: ${of}
`;

const write = (simulator: Simulator, path: string, text: string) =>
  aMachine(simulator).files.write(`/home/learner/${path}`, text);

describe("kubectl with a cluster that may pull", () => {
  it("applies a deployment, waits for it, and shows what runs and what it wrote", async () => {
    const { simulator, run } = await attached();
    write(simulator, "deployment.yaml", deployment(image));
    expect((await run("apply -f deployment.yaml")).out).toBe("deployment.apps/web created\n");
    const rolled = await run("rollout status deployment/web");
    expect(rolled.exitCode).toBe(0);
    expect(rolled.out).toMatch(
      /^Waiting for deployment "web" rollout to finish: .*\ndeployment "web" successfully rolled out\n$/s,
    );
    expect((await run("get deployments")).out).toMatch(
      /^NAME {3}READY {3}UP-TO-DATE {3}AVAILABLE {3}AGE\nweb {4}2\/2 /,
    );
    const pods = await run("get pods -l app=web");
    expect(
      pods.out
        .split("\n")
        .slice(1, 3)
        .every((row) => /^web-[a-z0-9]+-[a-z0-9]{5} {3}1\/1 {5}Running {3}0 /.test(row)),
    ).toBe(true);
    expect((await run("logs deployment/web")).out).toBe("ahoy\n");
    expect((await run("apply -f deployment.yaml")).out).toBe("deployment.apps/web unchanged\n");
  });

  it("rolls to an image that is missing, keeps the old pods, and goes back", async () => {
    const { simulator, run } = await attached();
    write(simulator, "deployment.yaml", deployment(image, 1));
    await run("apply -f deployment.yaml");
    await run("rollout status deployment web");
    expect((await run("set image deployment/web web=contoso.azurecr.io/web:v9")).out).toBe(
      "deployment.apps/web image updated\n",
    );
    const stuck = await run("rollout status deployment/web --timeout=60s");
    expect([stuck.exitCode, stuck.err]).toEqual([1, "error: timed out waiting for the condition\n"]);
    const pods = await run("get pods --no-headers");
    expect(pods.out).toMatch(/Running/);
    expect(pods.out).toMatch(/ImagePullBackOff|ErrImagePull/);
    expect((await run("describe pods")).out).toContain("contoso.azurecr.io/web:v9: not found");
    expect((await run("rollout undo deployment/web")).out).toBe("deployment.apps/web rolled back\n");
    expect((await run("rollout status deployment/web")).exitCode).toBe(0);
    expect(
      (await run(["get", "deployment", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image}"])).out,
    ).toBe(image);
  });

  it("scales a deployment, and prints what became of it when asked", async () => {
    const { simulator, run } = await attached();
    write(simulator, "deployment.yaml", deployment(image, 1));
    await run("apply -f deployment.yaml");
    expect((await run("scale deployment/web --replicas=3")).out).toBe("deployment.apps/web scaled\n");
    expect((await run("rollout status deployment/web")).exitCode).toBe(0);
    expect((await run("get deployment web --no-headers")).out).toMatch(/^web +3\/3 /);
    expect((await run("scale deployment web --replicas=1 -o name")).out).toBe("deployment.apps/web\n");
  });

  it("knows how old nodes and namespaces are", async () => {
    const { simulator, run } = await attached();
    await simulator.advance(5 * 60_000);
    expect((await run("get nodes --no-headers")).out).toMatch(/^(aks-nodepool1-vmss\d{6} +Ready +\d+m\S* +v\S+\n)+$/);
    expect((await run("get namespace default --no-headers")).out).toMatch(/^default +Active +\d+m\S*\n$/);
  });

  it("shows what a change would make, and leaves everything as it is", async () => {
    const { simulator, run } = await attached();
    write(simulator, "deployment.yaml", deployment(image, 1));
    await run("apply -f deployment.yaml");
    expect((await run("scale deployment/web --replicas=3 --dry-run=client")).out).toBe(
      "deployment.apps/web scaled (dry run)\n",
    );
    const next = await run("set image deployment/web web=contoso.azurecr.io/web:v2 --dry-run=client -o yaml");
    expect(next.out).toContain("image: contoso.azurecr.io/web:v2");
    const stored = await run("get deployment web -o yaml");
    expect(stored.out).toContain(`image: ${image}`);
    expect(stored.out).toContain("replicas: 1");
  });

  it("starts a pod, prints it in each format, waits for it and deletes it", async () => {
    const { run } = await attached();
    expect((await run(`run probe --image=${image} --restart=Never`)).out).toBe("pod/probe created\n");
    expect((await run("wait pod/probe --for=condition=Ready --timeout=5s")).exitCode).toBe(1);
    expect((await run("get pod probe -o name")).out).toBe("pod/probe\n");
    const asJson = JSON.parse((await run("get pod probe -o json")).out) as { kind: string; status: { phase: string } };
    expect(asJson).toMatchObject({ kind: "Pod", status: { phase: "Succeeded" } });
    expect((await run("get pods -o yaml")).out).toMatch(/^apiVersion: v1\nitems:\n- apiVersion: v1\n/);
    expect((await run(["get", "pods", "-o", 'jsonpath={range .items[*]}{.metadata.name}{"\\n"}{end}'])).out).toBe(
      "probe\n",
    );
    expect((await run("delete pod probe")).out).toBe('pod "probe" deleted\n');
    expect((await run("get pods")).err).toBe("No resources found in default namespace.\n");
  });
});

describe("kubectl with a cluster that may not pull", () => {
  it("shows why, and runs once a pull secret is there", async () => {
    const { simulator, run } = await attached({ role: false });
    await run(`create deployment web --image=${image}`);
    await simulator.advance(30_000);
    expect((await run("get pods")).out).toMatch(/ImagePullBackOff|ErrImagePull/);
    const described = await run("describe pods");
    expect(described.out).toContain('Failed to pull image "contoso.azurecr.io/web:v1"');
    expect(described.out).toContain("insufficient_scope: authorization failed");
    simulator.transact((draft) => {
      draft.update("registry", ["contoso"], (registry) => ({ ...registry, adminUserEnabled: true }));
      return { ok: true, value: null };
    });
    const password = simulator.world.get("registry", "contoso")?.adminPasswords[0]?.value ?? "";
    const made = await run(
      `create secret docker-registry pull --docker-server=contoso.azurecr.io --docker-username=contoso --docker-password=${password}`,
    );
    expect(made.out).toBe("secret/pull created\n");
    await run([
      "patch",
      "deployment",
      "web",
      "-p",
      '{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"pull"}]}}}}',
    ]);
    expect((await run("rollout status deployment/web")).exitCode).toBe(0);
    expect((await run("describe secret pull")).out).toContain("kubernetes.io/dockerconfigjson");
  });
});

describe("kubectl says what is wrong", () => {
  it("without a cluster, with the real message and the next step", async () => {
    const printed = await runProgram(aSimulator(), kubectl, "get pods");
    expect(printed.exitCode).toBe(1);
    expect(printed.err).toBe(
      "The connection to the server localhost:8080 was refused - did you specify the right host or port?\n",
    );
    expect(printed.explanation?.next).toContain("az aks get-credentials");
  });

  it.each([
    ["gett pods", 'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tget\n\tset\n'],
    ["get podz", `error: the server doesn't have a resource type "podz"\n`],
    ["get pods --frob", "error: unknown flag: --frob\nSee 'kubectl get --help' for usage.\n"],
    ["get pod nobody", 'Error from server (NotFound): pods "nobody" not found\n'],
    ["exec probe", "error: kubectl exec is not simulated\n"],
    ["apply", "error: must specify one of -f and -k\n"],
    ["apply -f none.yaml", 'error: the path "none.yaml" does not exist\n'],
    ["create deployment web", 'error: required flag(s) "image" not set\n'],
    ["create namespace default", 'Error from server (AlreadyExists): namespaces "default" already exists\n'],
    ["-n shop get pods --context other", 'error: context "other" does not exist\n'],
  ])("%s", async (line, text) => {
    const { run } = await attached();
    const printed = await run(line);
    expect([printed.exitCode, printed.err]).toEqual([1, text]);
    expect(printed.explanation?.text).toBeTruthy();
  });

  it("in manifests: no name, no kind, broken YAML, a kind that is not served", async () => {
    const { simulator, run } = await attached();
    write(simulator, "a.yaml", "apiVersion: v1\nkind: Pod\nspec: {}\n");
    write(simulator, "b.yaml", "metadata: {name: x}\n");
    write(simulator, "c.yaml", "a: [1\n");
    write(simulator, "d.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: x}\n");
    expect((await run("apply -f a.yaml")).err).toBe("error: resource name may not be empty\n");
    expect((await run("apply -f b.yaml")).err).toContain("[apiVersion not set, kind not set]");
    expect((await run("apply -f c.yaml")).err).toContain("error converting YAML to JSON");
    expect((await run("apply -f d.yaml")).err).toContain('no matches for kind "Job" in version "batch/v1"');
  });

  it("prints help for every command", async () => {
    for (const { name } of kubectl.commands()) {
      const printed = await runProgram(aSimulator(), kubectl, [...name.split(" ").slice(1), "--help"]);
      expect([name, printed.exitCode]).toEqual([name, 0]);
      expect(printed.out).toContain("Usage:");
    }
  });
});
