import { Stop } from "../program.ts";
import { parseReference, type Reference } from "../registry/reference.ts";

/** A name as docker completes it: Docker Hub and `library/` where the name leaves them out. */
export interface ImageName extends Reference {
  /** Host and repository. */
  full: string;
  /** As docker prints it: without docker.io and library/. */
  familiar: string;
}

function badName(text: string): Stop {
  const lower = text !== text.toLowerCase() ? parseReference(text.toLowerCase()) : undefined;
  const upper = lower !== undefined;
  const start = lower && lower.host !== "" ? lower.host.length + 1 : 0;
  return new Stop(
    1,
    upper
      ? `invalid reference format: repository name (${text.slice(start).split(/[:@]/)[0] ?? text}) must be lowercase`
      : "invalid reference format",
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
  const read = parseReference(text);
  if (!read || (read.host !== "" && read.host !== read.host.toLowerCase())) throw badName(text);
  const onHub = read.host === "" || read.host === "docker.io" || read.host === "index.docker.io";
  const host = onHub ? "docker.io" : read.host;
  const repository = onHub && !read.repository.includes("/") ? `library/${read.repository}` : read.repository;
  const full = `${host}/${repository}`;
  return { ...read, host, repository, full, familiar: familiarName(full) };
}

export const familiarName = (full: string): string => full.replace(/^docker\.io\/(?:library\/)?/, "");

/** Full name with tag or digest; `latest` where there is neither. */
export const withReference = ({ full, tag, digest }: ImageName): string =>
  digest === undefined ? `${full}:${tag ?? "latest"}` : `${full}@${digest}`;

/** The same as docker prints it. */
export const shownReference = (name: ImageName): string => familiarName(withReference(name));

export const shortId = (digest: string): string => digest.replace(/^sha256:/, "").slice(0, 12);
