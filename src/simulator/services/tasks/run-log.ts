import { dockerHub, dockerPolicy, parseReference, tagOrDigest } from "../../registry-client/reference.ts";

/** A line of the agent itself, with its moment in front as Go's log package writes it. */
export const stamped = (moment: number, line: string): string =>
  `${new Date(moment).toISOString().slice(0, 19).replace("T", " ").replaceAll("-", "/")} ${line}`;

/** A length of time as Go prints it, in whole seconds: `15s`, `1m9s`, `1h0m0s`. */
export function goDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}h` : ""}${seconds >= 60 ? `${minutes}m` : ""}${seconds % 60}s`;
}

/** A size as the builder's client prints it, in powers of a thousand with four digits: `4.096kB`. */
export function humanSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(4))}${units[power]}`;
}

export interface ImageDependency {
  image: string;
  digest?: string;
  bases: readonly { image: string; digest: string; runtime: boolean }[];
  /** Commit that the source was at, where it came from a repository. */
  commit?: string;
}

const reference = (image: string, digest: string | undefined): string[] => {
  const parsed = parseReference(image, dockerPolicy);
  const name = parsed.ok ? parsed.value : { host: dockerHub, repository: image };
  return [
    `    registry: ${name.host === dockerHub ? "registry.hub.docker.com" : name.host}`,
    `    repository: ${name.repository}`,
    `    tag: ${tagOrDigest(name)}`,
    ...(digest === undefined ? [] : [`    digest: ${digest}`]),
  ];
};

/** What the agent prints about the images that were built and their base images. */
export function dependencyLines(all: readonly ImageDependency[]): string[] {
  return all.flatMap(({ image, digest, bases, commit }) => {
    const runtime = bases.find((base) => base.runtime);
    const buildtime = bases.filter((base) => !base.runtime);
    return [
      "- image:",
      ...reference(image, digest),
      ...(runtime ? ["  runtime-dependency:", ...reference(runtime.image, runtime.digest)] : []),
      ...(buildtime.length > 0 ? ["  buildtime-dependency:"] : []),
      ...buildtime.flatMap((base) =>
        reference(base.image, base.digest).map((line, at) => (at === 0 ? `  - ${line.trim()}` : line)),
      ),
      ...(commit === undefined ? ["  git: {}"] : ["  git:", `    git-head-revision: ${commit}`]),
    ];
  });
}
