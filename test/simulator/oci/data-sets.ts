import type { DigestAlgorithm } from "../../../src/simulator/world/hash.ts";
import { bytesOf, digest, types } from "../../support/images.ts";

export interface PushedManifest {
  body: string;
  mediaType: string;
  tag?: string;
  subject?: string;
  artifactType?: string;
}

/** What is pushed, in order: blobs first, then manifests, of which later ones may name earlier ones. */
export interface DataSet {
  name: string;
  algorithm?: DigestAlgorithm;
  blobs: string[];
  manifests: PushedManifest[];
}

const descriptor = (mediaType: string, content: string, algorithm: DigestAlgorithm = "sha256") => ({
  mediaType,
  digest: digest(content, algorithm),
  size: bytesOf(content).length,
});

const configFor = (architecture: string): string =>
  JSON.stringify({ architecture, os: "linux", rootfs: { type: "layers", diff_ids: [] }, config: {} });

const image = (
  seed: string,
  more: Record<string, unknown> = {},
  layerType: string = types.gzipLayer,
  algorithm: DigestAlgorithm = "sha256",
) => {
  const config = configFor("amd64");
  const layers = [`${seed} layer one`, `${seed} layer two`];
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: types.image,
    config: descriptor(types.config, config, algorithm),
    layers: layers.map((layer) => descriptor(layerType, layer, algorithm)),
    ...more,
  });
  return { blobs: [config, ...layers], body };
};

const imageSet = (name: string, more: Record<string, unknown> = {}, layerType?: string): DataSet => {
  const { blobs, body } = image(name, more, layerType);
  return { name, blobs, manifests: [{ body, mediaType: types.image, tag: name }] };
};

const index = (children: PushedManifest[], more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: types.index,
    manifests: children.map(({ body, mediaType }) => descriptor(mediaType, body)),
    ...more,
  });

const artifact = (seed: string, more: Record<string, unknown> = {}, layers: string[] = [`${seed} content`]): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: types.image,
    artifactType: types.example,
    config: descriptor(types.empty, "{}"),
    layers: layers.map((layer) => descriptor("application/octet-stream", layer)),
    ...more,
  });

const children = (seed: string): { blobs: string[]; manifests: PushedManifest[] } => {
  const both = [image(`${seed} a`), image(`${seed} b`)];
  return {
    blobs: both.flatMap(({ blobs }) => blobs),
    manifests: both.map(({ body }) => ({ body, mediaType: types.image })),
  };
};

const indexSet = (): DataSet => {
  const { blobs, manifests } = children("index");
  return {
    name: "index",
    blobs,
    manifests: [...manifests, { body: index(manifests), mediaType: types.index, tag: "index" }],
  };
};

const nestedIndexSet = (): DataSet => {
  const { blobs, manifests } = children("nested");
  const inner: PushedManifest = { body: index(manifests), mediaType: types.index };
  return {
    name: "nested index",
    blobs,
    manifests: [...manifests, inner, { body: index([inner]), mediaType: types.index, tag: "nested" }],
  };
};

const subjectSet = (): DataSet => {
  const { blobs, body } = image("subject");
  const subject = descriptor(types.image, body);
  const referrer = (seed: string): PushedManifest => ({
    body: artifact(seed, { subject, annotations: { "org.example.seed": seed } }),
    mediaType: types.image,
    subject: subject.digest,
    artifactType: types.example,
  });
  const untyped = JSON.stringify({
    schemaVersion: 2,
    mediaType: types.image,
    config: descriptor("application/vnd.example.config", "{}"),
    layers: [],
    subject,
  });
  const list = index([], { subject, artifactType: "application/vnd.example.list" });
  return {
    name: "artifacts and index with subject",
    blobs: [...blobs, "{}", "one content", "two content"],
    manifests: [
      { body, mediaType: types.image, tag: "subject" },
      referrer("one"),
      referrer("two"),
      {
        body: untyped,
        mediaType: types.image,
        subject: subject.digest,
        artifactType: "application/vnd.example.config",
      },
      { body: list, mediaType: types.index, subject: subject.digest, artifactType: "application/vnd.example.list" },
    ],
  };
};

const missingSubjectSet = (): DataSet => {
  const subject = descriptor(types.image, "never pushed");
  const body = artifact("missing", { subject });
  return {
    name: "missing subject",
    blobs: ["{}", "missing content"],
    manifests: [{ body, mediaType: types.image, tag: "missing", subject: subject.digest, artifactType: types.example }],
  };
};

const artifactSet = (name: string, layers?: string[]): DataSet => ({
  name,
  blobs: ["{}", ...(layers ?? [`${name} content`])],
  manifests: [
    { body: artifact(name, {}, layers), mediaType: types.image, tag: "artifact", artifactType: types.example },
  ],
});

const artifactIndexSet = (): DataSet => {
  const child: PushedManifest = { body: artifact("listed"), mediaType: types.image };
  const body = index([child], { artifactType: types.example });
  return {
    name: "artifact index",
    blobs: ["{}", "listed content"],
    manifests: [child, { body, mediaType: types.index, tag: "list" }],
  };
};

const dataFieldSet = (): DataSet => {
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: types.image,
    artifactType: types.example,
    config: { ...descriptor(types.empty, "{}"), data: btoa("{}") },
    layers: [{ ...descriptor("text/plain", "inline"), data: btoa("inline") }],
  });
  return { name: "data field", blobs: ["{}", "inline"], manifests: [{ body, mediaType: types.image, tag: "data" }] };
};

const foreignSet = (): DataSet => {
  const config = configFor("amd64");
  const elsewhere = { ...descriptor(types.foreignLayer, "kept elsewhere"), urls: ["https://layers.example/base"] };
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: types.image,
    config: descriptor(types.config, config),
    layers: [elsewhere, descriptor(types.gzipLayer, "kept here")],
  });
  return {
    name: "non-distributable layers",
    blobs: [config, "kept here"],
    manifests: [{ body, mediaType: types.image, tag: "foreign" }],
  };
};

const sha512Set = (): DataSet => {
  const { blobs, body } = image("sha512", {}, types.layer, "sha512");
  return { name: "sha512", algorithm: "sha512", blobs, manifests: [{ body, mediaType: types.image }] };
};

const annotations = Object.fromEntries(
  Array.from({ length: 390 }, (_, at) => [`org.example.large.${at}`, "x".repeat(10_000)]),
);

/** The data sets of the OCI distribution-spec's conformance suite, in its development profile. */
export const dataSets: readonly DataSet[] = [
  imageSet("image"),
  imageSet("uncompressed", {}, types.layer),
  imageSet("large", { annotations }),
  imageSet("custom", { "org.example.custom": { any: ["thing", 1, null] } }),
  { ...imageSet("no-layers", { layers: [] }) },
  indexSet(),
  nestedIndexSet(),
  { name: "empty index", blobs: [], manifests: [{ body: index([]), mediaType: types.index, tag: "empty" }] },
  artifactSet("artifact"),
  artifactSet("artifact without layers", []),
  artifactIndexSet(),
  subjectSet(),
  missingSubjectSet(),
  dataFieldSet(),
  foreignSet(),
  sha512Set(),
];
