import { ExitError } from "../program.ts";
import {
  dockerPolicy,
  fullReference,
  parseReference,
  referenceFailureText,
  type Reference,
  type ReferenceFailure,
} from "../../registry-client/reference.ts";

/** A name as docker completes it: Docker Hub and `library/` where the name leaves them out. */
export interface ImageName extends Reference {
  /** Host and repository. */
  full: string;
  /** As docker prints it: without docker.io and library/. */
  familiar: string;
}

/** The repository part of a name as it was typed. */
function typedRepository(text: string): string {
  const lower = parseReference(text.toLowerCase(), { withoutHost: "allowed" });
  const start = lower.ok && lower.value.host !== "" ? lower.value.host.length + 1 : 0;
  return text.slice(start).split(/[:@]/)[0] ?? text;
}

function badName(text: string, failure: ReferenceFailure): ExitError {
  const upper = failure === "NameContainsUppercase";
  return new ExitError(
    1,
    upper
      ? `invalid reference format: repository name (${typedRepository(text)}) must be lowercase`
      : referenceFailureText(failure),
    {
      code: "BadName",
      text: upper
        ? "Names of repositories have no upper-case letters; tags may."
        : `${text} is not the name of an image.`,
      next: "Write it as LOGINSERVER/REPOSITORY:TAG, for example `contoso.azurecr.io/web:v1`.",
    },
  );
}

/** Reads an image's name. Ends with docker's words when it does not parse. */
export function imageName(text: string): ImageName {
  const parsed = parseReference(text, dockerPolicy);
  if (!parsed.ok) throw badName(text, parsed.refusal);
  const full = `${parsed.value.host}/${parsed.value.repository}`;
  return { ...parsed.value, full, familiar: familiarName(full) };
}

export const familiarName = (full: string): string => full.replace(/^docker\.io\/(?:library\/)?/, "");

/** The same as docker prints it. */
export const shownReference = (name: ImageName): string => familiarName(fullReference(name));

export const shortId = (digest: string): string => digest.replace(/^sha256:/, "").slice(0, 12);
