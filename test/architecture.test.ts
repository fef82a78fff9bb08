import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/** What each part of src/ may import besides itself. The longest matching part decides. */
const mayImport: Record<string, string[]> = {
  "src/assessment": [],
  "src/content": ["src/assessment", "src/simulator/world", "src/simulator/registry", "src/simulator/cli"],
  "src/content/build": ["src/assessment", "src/content", "src/simulator/registry", "src/simulator/cli"],
  // The profile's name and the facts' types are the only things the simulator takes from outside.
  "src/simulator/world": ["src/assessment", "src/content"],
  "src/simulator/registry": ["src/assessment", "src/content", "src/simulator/world"],
  // The protocol of registries as clients speak it: references, challenges and tokens, manifests and blobs.
  "src/simulator/registry-client": ["src/simulator/world", "src/simulator/registry"],
  "src/simulator/identity": ["src/content", "src/simulator/world", "src/simulator/registry", "src/simulator/signing"],
  "src/simulator/arm": [
    "src/content",
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/identity",
    "src/simulator/images",
  ],
  "src/simulator/directory": ["src/simulator/world", "src/simulator/registry", "src/simulator/identity"],
  "src/simulator/oci": [
    "src/content",
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/identity",
    "src/simulator/signing",
  ],
  "src/simulator/services": [
    "src/content",
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/identity",
    "src/simulator/images",
    "src/simulator/registry-client",
    "src/simulator/scanning",
    "src/simulator/services/build",
    "src/simulator/signing",
    // The token of a run is issued as the data plane issues its own.
    "src/simulator/oci",
  ],
  // What builds images from Dockerfiles, for task agents, pipelines and the docker client alike.
  "src/simulator/services/build": [
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/registry-client",
    "src/simulator/images",
    "src/simulator/scanning",
  ],
  "src/simulator/images": ["src/content", "src/simulator/world", "src/simulator/registry"],
  // Hosts outside the registry and the management plane: the directory, clusters, pipelines, Docker Hub, Git.
  "src/simulator/internet": [
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/images",
    "src/simulator/directory",
    "src/simulator/cluster",
  ],
  "src/simulator/cluster": [
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/registry-client",
    "src/simulator/identity",
    "src/simulator/images",
    "src/simulator/signing",
    "src/simulator/services/build",
  ],
  // Clients reach the cloud by requests; of the rest they take types, hashing, names of facts, and what builds and signs images.
  "src/simulator/cli": [
    "src/content",
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/registry-client",
    "src/simulator/images",
    "src/simulator/signing",
    "src/simulator/services/build",
  ],
  "src/simulator/scanning": ["src/content", "src/simulator/world", "src/simulator/registry", "src/simulator/images"],
  "src/simulator/signing": ["src/simulator/world", "src/simulator/registry", "src/simulator/registry-client"],
  "src/simulator": ["src/assessment", "src/content"],
  // The simulator in the page: its worker, what it keeps on the device, what screens show of it.
  "src/sandbox": ["src/assessment", "src/content", "src/progress", "src/simulator"],
  "src/progress": ["src/assessment"],
  "src/store": ["src/assessment", "src/progress", "src/content", "src/sandbox"],
  "src/ui": [
    "src/assessment",
    "src/content",
    "src/progress",
    "src/sandbox",
    "src/store",
    "src/ui/shared",
    "src/ui/shared/terminal",
    "src/offline",
  ],
  "src/ui/shared": ["src/assessment", "src/content", "src/progress", "src/sandbox", "src/store"],
  // What the screens over the simulator share; the rest of the app never loads it.
  "src/ui/shared/terminal": ["src/assessment", "src/content", "src/sandbox", "src/store", "src/ui/shared"],
  "src/offline": [],
  "src/prerender": ["src/content", "src/content/build", "src/store", "src/ui", "src/ui/shared", "src/offline"],
  "src/node": ["src/assessment", "src/simulator", "src/content", "src/content/build"],
};

/** Screens; none imports another. */
const screens = [
  "chapter",
  "compare",
  "walkthrough",
  "quiz",
  "sandbox",
  "reference",
  "facts",
  "progress",
  "settings",
  "today",
  "shell",
];

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(`${folder}/${entry.name}`)
      : /\.(ts|tsx)$/.test(entry.name)
        ? [`${folder}/${entry.name}`]
        : [],
  );

const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );

const partOf = (file: string): string | undefined =>
  Object.keys(mayImport)
    .filter((part) => file.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];

const sources = filesBelow("src");
const ownImports = sources.flatMap((file) =>
  importsOf(file)
    .filter((target) => target.startsWith("."))
    .map((target) => ({ file, target: normalize(join(file, "..", target)) })),
);

describe("the direction of dependence", () => {
  it("finds the sources and their imports", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(ownImports.length).toBeGreaterThan(100);
  });

  it("lets each part import only what its row names", () => {
    const wrong = ownImports.filter(({ file, target }) => {
      const from = partOf(file);
      const to = partOf(target);
      if (from === undefined || to === undefined || from === to) return false;
      const allowed = (mayImport[from] ?? []).some(
        (part) => part === to || ((from === "src/node" || from === "src/sandbox") && to.startsWith(`${part}/`)),
      );
      return !allowed && !to.startsWith(`${from}/`);
    });
    expect(wrong).toEqual([]);
  });

  it("lets no screen import another screen", () => {
    const screenOf = (file: string) => screens.find((screen) => file.startsWith(`src/ui/${screen}/`));
    const wrong = ownImports.filter(({ file, target }) => {
      const [from, to] = [screenOf(file), screenOf(target)];
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(wrong).toEqual([]);
  });

  it("keeps React, Dexie, the clock and chance out of the pure parts", () => {
    const wrong = sources
      .filter((file) => file.startsWith("src/assessment/") || file.startsWith("src/simulator/"))
      .filter((file) =>
        /from "(react|dexie|zustand|node:)|Date\.now|new Date\(\)|Math\.random|localStorage|indexedDB|\bdocument\.|\bwindow\./.test(
          readFileSync(join(root, file), "utf8"),
        ),
      );
    expect(wrong).toEqual([]);
  });

  it("keeps the Markdown and YAML parsers at build time", () => {
    const wrong = sources
      .filter((file) => !/^src\/(content\/build|node|simulator)\//.test(file))
      .filter((file) => importsOf(file).some((target) => target === "markdown-it" || target === "yaml"));
    expect(wrong).toEqual([]);
  });
});
