import type { Surface } from "./az/surface.ts";
import type { InstalledProgram, Program } from "./program.ts";
import { summaries } from "./summaries.ts";

/** Loads the commands of `az`. */
export type LoadSurface = () => Promise<Surface>;

type Name = keyof typeof summaries;

/** The everyday filters, which are loaded together. */
const filterNames = [
  "cat",
  "ls",
  "mkdir",
  "rmdir",
  "rm",
  "cp",
  "mv",
  "touch",
  "grep",
  "head",
  "tail",
  "wc",
  "sort",
  "uniq",
  "cut",
  "tr",
  "sed",
  "tee",
  "tar",
  "base64",
  "sha256sum",
  "basename",
  "dirname",
  "seq",
  "sleep",
  "date",
] as const satisfies Name[];

/** Where each of the other programs is. */
const others: Record<Exclude<Name, "az" | (typeof filterNames)[number]>, () => Promise<Program>> = {
  docker: async () => (await import("./docker/docker.ts")).docker,
  oras: async () => (await import("./oras/oras.ts")).oras,
  helm: async () => (await import("./helm/helm.ts")).helm,
  skopeo: async () => (await import("./skopeo/skopeo.ts")).skopeo,
  notation: async () => (await import("./notation/notation.ts")).notation,
  git: async () => (await import("./git/git.ts")).git,
  kubectl: async () => (await import("./kubectl/kubectl.ts")).kubectl,
  curl: async () => (await import("./net/curl.ts")).curl,
  nslookup: async () => (await import("./net/nslookup.ts")).nslookup,
  dig: async () => (await import("./net/dig.ts")).dig,
  jq: async () => (await import("./shell/filters/jq.ts")).jq,
};

/** Lists a program that is loaded when it is first used; a load that failed is tried again at the next use. */
function installed(name: Name, load: () => Promise<Program>): InstalledProgram {
  let loading: Promise<Program> | undefined;
  return {
    name,
    summary: summaries[name],
    load() {
      loading ??= load().catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
      return loading;
    },
  };
}

/**
 * Returns every program of the machine, in the order of the reference; `az` where the commands of its surface can be loaded.
 * With each program that reaches the cloud, `loadCloud` loads the cloud.
 */
export function programs(
  loadSurface?: LoadSurface,
  loadCloud: () => Promise<void> = () => Promise.resolve(),
): InstalledProgram[] {
  const withCloud = (name: Name, load: () => Promise<Program>) =>
    installed(name, async () => (await Promise.all([load(), loadCloud()]))[0]);
  const all: InstalledProgram[] = [
    ...Object.entries(others).map(([name, load]) => withCloud(name as Name, load)),
    ...filterNames.map((name) => installed(name, async () => (await import("./shell/filters/all.ts")).filters[name])),
  ];
  const find = async (name: string) => all.find((program) => program.name === name)?.load();
  if (loadSurface) {
    const az = withCloud("az", async () => {
      const [{ createAz }, surface] = await Promise.all([import("./az/az.ts"), loadSurface()]);
      return createAz(surface, find);
    });
    all.unshift(az);
  }
  return all;
}
