import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/**
 * What each part of src/ may import besides itself. A part is a folder without the parts below it, or a file; the longest match
 * decides. A name that ends in a slash stands for a folder and all parts below it.
 */
const mayImport: Record<string, string[]> = {
  "src/assessment": [],
  "src/content": ["src/assessment", "src/simulator/world", "src/simulator/registry", "src/simulator/cli/az"],
  "src/content/bank": ["src/assessment", "src/content", "src/content/build"],
  "src/content/build": [
    "src/assessment",
    "src/content",
    "src/simulator/registry",
    "src/simulator/goals",
    "src/simulator/cli",
    "src/simulator/cli/az",
    "src/simulator/cli/programs.ts",
  ],
  // The profile's name and the facts' types are the only things the simulator takes from outside.
  "src/simulator/world": ["src/assessment", "src/content"],
  "src/simulator/registry": ["src/assessment", "src/content", "src/simulator/world"],
  // The protocol of registries as clients speak it: references, challenges and tokens, manifests and blobs.
  "src/simulator/registry-client": ["src/simulator/world"],
  "src/simulator/identity": ["src/content", "src/simulator/world", "src/simulator/registry", "src/simulator/signing"],
  "src/simulator/arm": [
    "src/content",
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/identity",
    "src/simulator/images",
    "src/simulator/registry-client",
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
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/images",
    "src/simulator/registry-client",
    "src/simulator/scanning",
    "src/simulator/services/build",
    // The token of a run is issued as the data plane issues its own.
    "src/simulator/oci",
  ],
  // What builds images from Dockerfiles, for task agents, pipelines and the docker client alike.
  "src/simulator/services/build": [
    "src/simulator/world",
    "src/simulator/registry-client",
    "src/simulator/images",
    "src/simulator/scanning",
  ],
  "src/simulator/images": ["src/simulator/world", "src/simulator/registry"],
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
  // The contract between the shell and its programs, and what the programs share. Clients reach the cloud by requests; of the
  // simulator they take types, hashing, names of facts, and what builds and signs images.
  "src/simulator/cli": ["src/simulator/world", "src/simulator/registry"],
  "src/simulator/cli/host.ts": ["src/simulator/cli", "src/simulator/world", "src/simulator/registry"],
  "src/simulator/cli/world-files.ts": ["src/simulator/cli", "src/simulator/cli/host.ts", "src/simulator/world"],
  "src/simulator/cli/create-machine.ts": [
    "src/simulator/cli",
    "src/simulator/cli/host.ts",
    "src/simulator/cli/world-files.ts",
    "src/simulator/world",
  ],
  "src/simulator/cli/programs.ts": ["src/simulator/cli/"],
  "src/simulator/cli/session.ts": [
    "src/simulator/cli",
    "src/simulator/cli/host.ts",
    "src/simulator/cli/create-machine.ts",
    "src/simulator/cli/shell/",
    "src/simulator/world",
  ],
  "src/simulator/cli/completion.ts": ["src/simulator/cli", "src/simulator/cli/session.ts", "src/simulator/cli/shell/"],
  "src/simulator/cli/output": ["src/simulator/cli", "src/simulator/world"],
  "src/simulator/cli/registry": ["src/simulator/cli", "src/simulator/world", "src/simulator/registry-client"],
  "src/simulator/cli/az": [
    "src/simulator/cli",
    "src/simulator/cli/az/",
    "src/simulator/cli/output",
    "src/simulator/world",
  ],
  "src/simulator/cli/az/account": ["src/simulator/cli/az", "src/simulator/world"],
  "src/simulator/cli/az/acr": [
    "src/content",
    "src/simulator/cli",
    "src/simulator/cli/az",
    "src/simulator/cli/registry",
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/registry-client",
  ],
  "src/simulator/cli/az/cloud": ["src/simulator/cli", "src/simulator/cli/az", "src/simulator/world"],
  "src/simulator/cli/docker": [
    "src/simulator/cli",
    "src/simulator/cli/docker/trust",
    "src/simulator/cli/output",
    "src/simulator/cli/registry",
    "src/simulator/world",
    "src/simulator/images",
    "src/simulator/registry-client",
    "src/simulator/services/build",
  ],
  "src/simulator/cli/docker/trust": [
    "src/simulator/cli",
    "src/simulator/cli/docker",
    "src/simulator/cli/registry",
    "src/simulator/world",
    "src/simulator/signing",
    "src/simulator/registry-client",
  ],
  "src/simulator/cli/git": ["src/simulator/cli", "src/simulator/world"],
  // helm words a failed login as docker does.
  "src/simulator/cli/helm": [
    "src/simulator/cli",
    "src/simulator/cli/docker",
    "src/simulator/cli/registry",
    "src/simulator/images",
    "src/simulator/registry-client",
  ],
  "src/simulator/cli/kubectl": ["src/simulator/cli", "src/simulator/cli/output", "src/simulator/world"],
  "src/simulator/cli/net": ["src/simulator/cli", "src/simulator/world"],
  "src/simulator/cli/notation": [
    "src/simulator/cli",
    "src/simulator/cli/output",
    "src/simulator/cli/registry",
    "src/simulator/world",
    "src/simulator/registry-client",
    "src/simulator/signing",
  ],
  "src/simulator/cli/oras": [
    "src/simulator/cli",
    "src/simulator/cli/output",
    "src/simulator/cli/registry",
    "src/simulator/world",
    "src/simulator/registry-client",
  ],
  // skopeo copies from and to the images of the docker daemon.
  "src/simulator/cli/skopeo": [
    "src/simulator/cli",
    "src/simulator/cli/docker",
    "src/simulator/cli/output",
    "src/simulator/cli/registry",
    "src/simulator/world",
    "src/simulator/registry-client",
  ],
  "src/simulator/cli/shell": ["src/simulator/cli", "src/simulator/world"],
  "src/simulator/cli/shell/interpreter": ["src/simulator/cli", "src/simulator/cli/shell"],
  "src/simulator/cli/shell/builtins": ["src/simulator/cli", "src/simulator/cli/shell"],
  "src/simulator/cli/shell/filters": [
    "src/simulator/cli",
    "src/simulator/cli/shell",
    "src/simulator/cli/shell/jq",
    "src/simulator/world",
  ],
  // Names of the world's objects come from its rows, not by requests.
  "src/simulator/cli/shell/completion": [
    "src/simulator/cli",
    "src/simulator/cli/host.ts",
    "src/simulator/cli/create-machine.ts",
    "src/simulator/cli/world-files.ts",
    "src/simulator/world",
  ],
  "src/simulator/cli/shell/jq": ["src/simulator/cli/shell", "src/simulator/world"],
  // Expressions over an environment: goals, keys of question families, typed commands.
  "src/simulator/goals": [
    "src/simulator/world",
    "src/simulator/registry",
    "src/simulator/registry-client",
    "src/simulator/identity",
    "src/simulator/cluster",
    "src/simulator/cli",
  ],
  "src/simulator/scanning": ["src/content", "src/simulator/world"],
  "src/simulator/signing": ["src/simulator/world", "src/simulator/registry-client"],
  "src/simulator": ["src/assessment", "src/simulator/"],
  // The simulator in the page: its worker, what it keeps on the device, what screens show of it.
  "src/sandbox": ["src/assessment", "src/content", "src/progress", "src/simulator/"],
  // Spaced review: when to ask what again. Time is an argument.
  "src/review": ["src/assessment"],
  // Learning the weights of the memory model from a log, in a worker of its own.
  "src/review/optimize": ["src/assessment", "src/review"],
  // Quizzes that an instructor assigns: what is given out, handed in, and graded. The formats of learning platforms are in folders.
  "src/assignment": ["src/assessment"],
  "src/assignment/formats": ["src/assessment", "src/assignment"],
  "src/assignment/scorm": ["src/assessment", "src/assignment"],
  "src/assignment/xapi": ["src/assignment", "src/assignment/scorm"],
  "src/progress": ["src/assessment", "src/assignment", "src/review"],
  "src/store": [
    "src/assessment",
    "src/assignment",
    "src/assignment/formats",
    "src/assignment/scorm",
    "src/assignment/xapi",
    "src/progress",
    "src/content",
    "src/review",
    "src/review/optimize",
    "src/sandbox",
  ],
  "src/ui": [
    "src/assessment",
    "src/assignment",
    "src/assignment/formats",
    "src/content",
    "src/progress",
    "src/review/optimize",
    "src/sandbox",
    "src/store",
    "src/ui/shared",
    "src/ui/shared/terminal",
    "src/offline",
  ],
  "src/ui/shared": ["src/assessment", "src/content", "src/progress", "src/sandbox", "src/store"],
  // What the screens over the simulator share; the rest of the app never loads it.
  "src/ui/shared/terminal": ["src/assessment", "src/content", "src/sandbox", "src/store", "src/ui/shared"],
  // The quiz of a package or a cmi5 course, which an LMS opens.
  "src/player": [
    "src/assessment",
    "src/assignment",
    "src/assignment/scorm",
    "src/assignment/xapi",
    "src/progress",
    "src/store",
    "src/ui",
    "src/ui/shared",
  ],
  "src/offline": ["src/content"],
  "src/prerender": ["src/content", "src/content/build", "src/store", "src/ui", "src/ui/shared", "src/offline"],
  "src/node": ["src/assessment", "src/simulator/", "src/content", "src/content/bank", "src/content/build"],
};

/** Screens; none imports another. */
const screens = [
  "chapter",
  "compare",
  "walkthrough",
  "quiz",
  "exam",
  "assigned",
  "sandbox",
  "reference",
  "facts",
  "misconceptions",
  "review",
  "author",
  "progress",
  "settings",
  "assign",
  "print",
  "guide",
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
    .filter((part) => file === part || file.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];

/** Whether an entry of a row, e.g. `src/simulator/cli` or `src/simulator/cli/`, allows imports from a part. */
const allows = (entry: string, part: string): boolean =>
  entry.endsWith("/") ? `${part}/`.startsWith(entry) : entry === part;

/** The shortest way from one file to another along the imports, both included; undefined when there is none. */
function shortestPath(graph: ReadonlyMap<string, readonly string[]>, from: string, to: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [from];
  for (const file of queue) {
    if (file === to) {
      const path = [to];
      while (path[0] !== from) path.unshift(cameFrom.get(path[0] ?? "") ?? from);
      return path;
    }
    for (const next of graph.get(file) ?? []) {
      if (next === from || cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return undefined;
}

/** For each import that is part of a cycle, the shortest cycle through it, as `a → b → a`. */
function importCycles(imports: readonly { file: string; target: string }[]): string[] {
  let remainingImports = imports;
  // Files that import nothing, or that nothing imports, are in no cycle; without them others become so.
  for (let before = -1; before !== remainingImports.length;) {
    before = remainingImports.length;
    const [importing, imported] = [
      new Set(remainingImports.map(({ file }) => file)),
      new Set(remainingImports.map(({ target }) => target)),
    ];
    remainingImports = remainingImports.filter(({ file, target }) => imported.has(file) && importing.has(target));
  }
  const graph = new Map<string, string[]>();
  for (const { file, target } of remainingImports) graph.set(file, [...(graph.get(file) ?? []), target]);
  const cycles = remainingImports.flatMap(({ file, target }) => {
    const way = shortestPath(graph, target, file);
    if (!way) return [];
    const first = way.indexOf(way.toSorted()[0] ?? "");
    const cycle = [...way.slice(first), ...way.slice(0, first)];
    return [[...cycle, cycle[0]].join(" → ")];
  });
  return [...new Set(cycles)].toSorted();
}

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
      const [from, to] = [partOf(file), partOf(target)];
      if (from === undefined || to === undefined || from === to) return false;
      return !(mayImport[from] ?? []).some((entry) => allows(entry, to));
    });
    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it("has a row for every file but the composition roots, and no row without files", () => {
    expect(sources.filter((file) => partOf(file) === undefined)).toEqual([
      "src/au-main.tsx",
      "src/author-main.tsx",
      "src/main.tsx",
      "src/player-main.tsx",
    ]);
    const partNames = new Set(sources.map(partOf));
    expect(Object.keys(mayImport).filter((part) => !partNames.has(part))).toEqual([]);
  });

  it("has a row for every folder of the learner's programs", () => {
    const folders = readdirSync(join(root, "src/simulator/cli"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/simulator/cli/${name}`);
    expect(folders.filter((folder) => mayImport[folder] === undefined)).toEqual([]);
  });

  it("names no part in a row that no file there imports", () => {
    const used = ownImports.map(({ file, target }) => ({ from: partOf(file), to: partOf(target) ?? "" }));
    const unused = Object.entries(mayImport).flatMap(([part, entries]) =>
      entries
        .filter((entry) => !used.some(({ from, to }) => from === part && allows(entry, to)))
        .map((entry) => `${part} may import ${entry} but doesn't`),
    );
    expect(unused).toEqual([]);
  });

  it("has no cycle of imports between files, imports of types included", () => {
    expect(importCycles(ownImports)).toEqual([]);
  });

  it("finds a cycle and prints it", () => {
    const imports = ["a b", "b c", "c a", "c d", "d c", "d e", "z a"].map((pair) => {
      const [file = "", target = ""] = pair.split(" ");
      return { file, target };
    });
    expect(importCycles(imports)).toEqual(["a → b → c → a", "c → d → c"]);
  });

  it("lets no screen import another screen", () => {
    const screenOf = (file: string) => screens.find((screen) => file.startsWith(`src/ui/${screen}/`));
    const wrong = ownImports.filter(({ file, target }) => {
      const [from, to] = [screenOf(file), screenOf(target)];
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(wrong).toEqual([]);
  });

  it("keeps React, Dexie, the clock and Math.random out of the pure parts", () => {
    const wrong = sources
      .filter((file) => /^src\/(assessment|assignment|simulator)\//.test(file))
      .filter((file) =>
        /from "(react|dexie|zustand|node:)|Date\.now|new Date\(\)|Math\.random|localStorage|indexedDB|\bdocument\.|\bwindow\./.test(
          readFileSync(join(root, file), "utf8"),
        ),
      );
    expect(wrong).toEqual([]);
  });

  it("needs no WebCrypto in what LMSs run, because pages without HTTPS don't have it", () => {
    const start = sources.filter((file) => /^src\/assignment\/(scorm|xapi)\//.test(file));
    const reached = new Set(start);
    for (const file of reached) {
      for (const { target } of ownImports.filter((entry) => entry.file === file)) reached.add(target);
    }
    expect(reached.size).toBeGreaterThan(start.length);
    const text = (file: string) => readFileSync(join(root, file), "utf8");
    expect([...reached].filter((file) => /\bsubtle\b|\bcrypto\b|getRandomValues|randomUUID/.test(text(file)))).toEqual(
      [],
    );
    const packages = new Set([...reached].flatMap(importsOf).filter((target) => !target.startsWith(".")));
    expect([...packages].filter((name) => /webcrypto|node:crypto/.test(name))).toEqual([]);
  });

  it("takes time, ids and chance of the screens and slices from the store's services", () => {
    const wrong = sources
      .filter((file) => file.startsWith("src/ui/") || file.startsWith("src/store/"))
      .filter((file) =>
        /Date\.now|new Date\(\)|\bDate\(\)|randomUUID|performance\.now|Math\.random|getRandomValues/.test(
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
