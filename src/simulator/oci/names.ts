import { digestAlgorithm } from "../world/hash.ts";
import { fail, ok, type Result } from "../world/result.ts";

/** OCI distribution-spec, pulling manifests: grammar of names and tags. */
const repositoryForm = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagForm = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** Many clients cap host and repository together at this length. */
const longestName = 255;

export const isTag = (text: string): boolean => tagForm.test(text);

export const requireName = (name: string): Result<string> =>
  name.length <= longestName && repositoryForm.test(name)
    ? ok(name)
    : fail({
        code: "NAME_INVALID",
        status: 400,
        message: "invalid repository name",
        target: { name },
        fact: "repositoryNameRules",
        why: "Repository names are lower-case letters and digits with . _ - between them, in parts joined by /.",
      });

export const requireDigest = (digest: string): Result<string> =>
  digestAlgorithm(digest)
    ? ok(digest)
    : fail({
        code: "DIGEST_INVALID",
        status: 400,
        message: "provided digest did not match uploaded content or is malformed",
        target: { digest },
        why: "A digest is sha256: with 64 or sha512: with 128 lower-case hexadecimal digits.",
      });

/** A tag or a digest. */
export const requireReference = (reference: string): Result<{ tag: string } | { digest: string }> => {
  if (reference.includes(":")) {
    const digest = requireDigest(reference);
    return digest.ok ? ok({ digest: digest.value }) : digest;
  }
  return isTag(reference)
    ? ok({ tag: reference })
    : fail({
        code: "MANIFEST_INVALID",
        status: 400,
        message: "invalid tag name",
        target: { tag: reference },
        why: "A tag is up to 128 letters, digits, dots, dashes and underscores, and starts with a letter, a digit or an underscore.",
      });
};
