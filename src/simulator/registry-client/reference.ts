import { fail, ok, type Result } from "../world/result.ts";

/** The name of an image or artifact: `[HOST/]REPOSITORY[:TAG][@DIGEST]`. */
export interface Reference {
  /** Host of the registry, with its port; empty when the name has none. */
  host: string;
  repository: string;
  tag?: string;
  digest?: string;
}

/** Why a name is no reference; the codes are the errors of distribution/reference, and of tools that need a host. */
export type ReferenceFailure =
  | "NameEmpty"
  | "InvalidFormat"
  | "NameContainsUppercase"
  | "NameTooLong"
  | "DigestInvalidLength"
  | "DigestUnsupported"
  | "HostMissing";

const invalidFormat = "invalid reference format";

const failureTexts: Partial<Record<ReferenceFailure, string>> = {
  NameContainsUppercase: `${invalidFormat}: repository name must be lowercase`,
  NameTooLong: "repository name must not be more than 255 characters",
  DigestInvalidLength: "invalid checksum digest length",
  DigestUnsupported: "unsupported digest algorithm",
};

/** Words a failure as distribution/reference and opencontainers/go-digest do. */
export const referenceFailureText = (failure: ReferenceFailure): string => failureTexts[failure] ?? invalidFormat;

/** How a tool reads what a name leaves out. */
export interface ReferencePolicy {
  /** True where the first of several components is always the host; docker needs a dot, a colon or upper-case letters. */
  hostFirst?: boolean;
  /** What a name without a host means: the registry of Docker Hub, nothing yet, or a mistake. */
  withoutHost: "dockerHub" | "allowed" | "rejected";
  /** True where a host with upper-case letters counts as part of a repository's name, which has none. */
  lowercaseHost?: boolean;
}

/** The grammar by itself (distribution/reference, `Parse`). */
export const grammar: ReferencePolicy = { hostFirst: true, withoutHost: "allowed" };

/** docker and the container runtimes of nodes: no host is Docker Hub (distribution/reference, `ParseNormalizedNamed`). */
export const dockerPolicy: ReferencePolicy = { withoutHost: "dockerHub", lowercaseHost: true };

/** skopeo: as docker, with hosts in any case (containers/image, docker/reference). */
export const skopeoPolicy: ReferencePolicy = { withoutHost: "dockerHub" };

/** oras, helm and notation, which complete nothing (oras-go, `registry.ParseReference`). */
export const orasPolicy: ReferencePolicy = { hostFirst: true, withoutHost: "rejected" };

/** Docker Hub's name in references; its registry listens at another address. */
export const dockerHub = "docker.io";

const component = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const repositoryPattern = new RegExp(`^${component}(?:/${component})*$`);
const label = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
const hostPattern = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):([0-9a-fA-F]{32,})$/;

/** Hexadecimal digits of a digest by algorithm (opencontainers/go-digest, algorithm.go). */
const digestLengths: Record<string, number> = { sha256: 64, sha384: 96, sha512: 128 };

/** Characters that the repository of a name may have (distribution/reference, `RepositoryNameTotalLengthMax`). */
const maxRepositoryLength = 255;

function digestFailure(digest: string): ReferenceFailure | undefined {
  const [, algorithm = "", hex = ""] = digestPattern.exec(digest) ?? [];
  if (hex === "") return "InvalidFormat";
  const length = digestLengths[algorithm];
  if (length === undefined) return "DigestUnsupported";
  if (hex.length !== length) return "DigestInvalidLength";
  return hex === hex.toLowerCase() ? undefined : "InvalidFormat";
}

/** True when docker takes the first component of a name for a host (distribution/reference, `splitDockerDomain`). */
const looksLikeHost = (first: string): boolean =>
  /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();

/** Completes a name with Docker Hub and `library/`, its namespace of official images. */
function onDockerHub(reference: Reference): Reference {
  const { host, repository } = reference;
  if (host !== "" && host !== dockerHub && host !== `index.${dockerHub}`) return reference;
  return { ...reference, host: dockerHub, repository: repository.includes("/") ? repository : `library/${repository}` };
}

/** A reference without its host, in parts that nothing has checked. */
export type SplitReference = Pick<Reference, "repository" | "tag" | "digest">;

/**
 * Splits `REPOSITORY[:TAG][@DIGEST]` at its signs and checks nothing. For names in which a first component with a dot is no host, such
 * as those inside a registry; `parseReference` is for any other.
 */
export function splitReference(text: string): SplitReference {
  const at = text.indexOf("@");
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.indexOf(":");
  return {
    repository: colon < 0 ? named : named.slice(0, colon),
    ...(colon >= 0 && { tag: named.slice(colon + 1) }),
    ...(at >= 0 && { digest: text.slice(at + 1) }),
  };
}

/** Parses a reference by the grammar of distribution/reference (regexp.go), and completes it as the policy says. */
export function parseReference(text: string, policy: ReferencePolicy): Result<Reference, ReferenceFailure> {
  if (text === "") return fail("NameEmpty");
  const slash = text.split("@", 1)[0]?.indexOf("/") ?? -1;
  const first = slash < 0 ? "" : text.slice(0, slash);
  const hasHost = policy.hostFirst ? hostPattern.test(first) : looksLikeHost(first);
  const host = hasHost ? first : "";
  const { repository, tag, digest } = splitReference(hasHost ? text.slice(slash + 1) : text);

  if (!repositoryPattern.test(repository)) {
    return fail(repositoryPattern.test(repository.toLowerCase()) ? "NameContainsUppercase" : "InvalidFormat");
  }
  if (hasHost && !hostPattern.test(host)) return fail("InvalidFormat");
  if (tag !== undefined && !tagPattern.test(tag)) return fail("InvalidFormat");
  if (policy.lowercaseHost && host !== host.toLowerCase()) return fail("NameContainsUppercase");
  if (repository.length > maxRepositoryLength) return fail("NameTooLong");
  const invalidDigest = digest === undefined ? undefined : digestFailure(digest);
  if (invalidDigest) return fail(invalidDigest);
  if (host === "" && policy.withoutHost === "rejected") return fail("HostMissing");

  const reference = { host, repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
  return ok(policy.withoutHost === "dockerHub" ? onDockerHub(reference) : reference);
}

/** Returns what a reference points at in its repository: the digest, else the tag, else `latest`. */
export const tagOrDigest = ({ tag, digest }: Pick<Reference, "tag" | "digest">): string => digest ?? tag ?? "latest";

/** Writes a complete reference out: host, repository, and the digest or the tag. */
export const fullReference = (reference: Reference): string =>
  `${reference.host}/${reference.repository}${reference.digest === undefined ? ":" : "@"}${tagOrDigest(reference)}`;
