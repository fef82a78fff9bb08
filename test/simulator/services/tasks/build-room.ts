import { gunzipSync } from "fflate";
import { parseTar } from "nanotar";
import { expect } from "vitest";
import { makeLayer } from "../../../../src/simulator/images/layer.ts";
import type { Registry } from "../../../../src/simulator/world/registry-tables.ts";
import type { Run } from "../../../../src/simulator/world/service-tables.ts";
import { aRegistry, aSimulator, laptop } from "../../../support/simulator.ts";
import { armOf } from "../../arm/arm-client.ts";
import { anOwner } from "../../identity/people.ts";

export const minute = 60_000;

/** A registry whose tasks are driven through the management plane. */
export function aBuildRoom(changes: Partial<Registry> = {}) {
  const simulator = aSimulator();
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true, ...changes });
  const arm = armOf(simulator);
  const origin = anOwner(simulator);
  const path = arm.registry("contoso");
  const authorization = `Basic ${btoa(`contoso:${registry.adminPasswords[0]?.value}`)}`;
  const get = (url: string) =>
    simulator.send(new Request(`https://${registry.loginServer}${url}`, { headers: { authorization } }), laptop);

  async function upload(files: Record<string, string>): Promise<string> {
    const { body } = await arm.send("POST", `${path}/listBuildSourceUploadUrl`, { origin });
    const tar = makeLayer(Object.entries(files).map(([name, data]) => ({ path: name, data })));
    const sent = new Request(body.uploadUrl, { method: "PUT", body: tar.bytes.slice() });
    expect((await simulator.send(sent, laptop)).status).toBe(201);
    return body.relativePath;
  }

  async function schedule(body: Record<string, unknown>): Promise<Run> {
    const reply = await arm.send("POST", `${path}/scheduleRun`, { origin, body });
    expect(reply.message).toBeUndefined();
    await simulator.advance(minute);
    const run = simulator.world.get("run", "contoso", reply.body.properties.runId);
    if (!run) throw new Error("no run");
    return run;
  }

  async function build(files: Record<string, string>, more: Record<string, unknown> = {}): Promise<Run> {
    return schedule({
      type: "DockerBuildRequest",
      imageNames: ["web:{{.Run.ID}}"],
      dockerFilePath: "Dockerfile",
      isPushEnabled: true,
      sourceLocation: await upload(files),
      ...more,
    });
  }

  /** The layers that a client gets of an image. */
  async function layers(name: string, tag: string): Promise<{ digest: string }[]> {
    const answer = await get(`/v2/${name}/manifests/${tag}`);
    return answer.ok ? ((await answer.json()) as { layers: { digest: string }[] }).layers : [];
  }

  async function filesOfLast(name: string, tag: string): Promise<Map<string, string>> {
    const answer = await get(`/v2/${name}/blobs/${(await layers(name, tag)).at(-1)?.digest}`);
    const body =
      answer.status === 307 ? await simulator.send(new Request(answer.headers.get("location") ?? ""), laptop) : answer;
    const tar = gunzipSync(new Uint8Array(await body.arrayBuffer()));
    return new Map(parseTar(tar).map((entry) => [entry.name, entry.text]));
  }

  const createTask = (name: string, properties: Record<string, unknown>) =>
    arm.put(`${path}/tasks/${name}`, { location: "westeurope", properties }, { origin });
  const runs = () => [...simulator.world.scan("run", ["contoso"])].map(({ row }) => row);
  return {
    simulator,
    registry,
    arm,
    origin,
    path,
    build,
    schedule,
    upload,
    layers,
    filesOfLast,
    get,
    createTask,
    runs,
  };
}
