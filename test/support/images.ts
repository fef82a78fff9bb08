import { nodeHash } from "../../src/node/node-hash.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { buildImage, layerBlob, type BuiltImage } from "../../src/simulator/images/build-image.ts";
import { makeLayer } from "../../src/simulator/images/layer.ts";
import { digestOf } from "../../src/simulator/world/hash.ts";
import { laptop } from "./simulator.ts";

export interface SmallImage {
  /** Text by path: one layer of these files. */
  files?: Record<string, string>;
  /** More layers, each text by path, below the one of `files`. */
  layers?: Record<string, string>[];
  command?: string[];
  os?: string;
  architecture?: string;
}

/** A small image with real layers, the same bytes for the same files. */
export function smallImage({
  files,
  layers = [],
  command = ["/bin/sh"],
  os = "linux",
  architecture = "amd64",
}: SmallImage = {}): BuiltImage {
  const all = [...layers, files ?? { "etc/motd": "hello\n" }];
  return buildImage(nodeHash, {
    os,
    architecture,
    created: "2026-09-01T00:00:00Z",
    config: { Cmd: command },
    layers: all.map((one) =>
      layerBlob(nodeHash, makeLayer(Object.entries(one).map(([path, data]) => ({ path, data })))),
    ),
    history: all.map(() => ({ created: "2026-09-01T00:00:00Z", created_by: "COPY . . # test" })),
  });
}

export interface Credentials {
  username: string;
  password: string;
}

/** Pushes an image through the data plane of a registry (its login server); throws when a step is refused. */
export async function pushImage(
  simulator: Simulator,
  registry: { loginServer: string },
  repository: string,
  tag: string,
  image: BuiltImage,
  { username, password }: Credentials,
): Promise<string> {
  const call = async (method: string, path: string, body?: Uint8Array, type?: string) => {
    const headers = {
      authorization: `Basic ${btoa(`${username}:${password}`)}`,
      ...(type && { "content-type": type }),
    };
    const request = new Request(new URL(path, `https://${registry.loginServer}`), {
      method,
      headers,
      ...(body && { body: body.slice() }),
    });
    const response = await simulator.send(request, laptop);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  for (const { bytes = new Uint8Array() } of [...image.layers, image.config]) {
    const opened = await call("POST", `/v2/${repository}/blobs/uploads/`);
    const location = new URL(opened.headers.get("location") ?? "", `https://${registry.loginServer}`);
    location.searchParams.set("digest", digestOf(nodeHash, bytes));
    await call("PUT", location.href, bytes, "application/octet-stream");
  }
  await call("PUT", `/v2/${repository}/manifests/${tag}`, image.manifest, image.mediaType);
  return image.digest;
}
