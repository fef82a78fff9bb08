import { formatTemplate } from "./format-template.ts";
import { columns } from "./columns.ts";
import type { DockerCall } from "./docker-call.ts";
import { sizeOf, type StoredImage } from "./image-store.ts";
import { familiarName, shortId } from "./names.ts";
import { agoText, sizeText } from "./units.ts";

/** `docker images` */
export function images(docker: DockerCall): number {
  const { call, line } = docker;
  const id = (image: StoredImage) => (line.on("--no-trunc") ? image.id : shortId(image.id));
  const found = rows(docker);
  if (line.on("--quiet")) {
    call.out([...new Set(found.map(({ image }) => `${id(image)}\n`))].join(""));
    return 0;
  }
  const format = line.text("--format");
  if (format !== undefined && !format.startsWith("table")) {
    for (const row of found) {
      const fields = {
        Repository: row.repository,
        Tag: row.tag,
        ID: id(row.image),
        Digest: row.digest,
        CreatedSince: agoText(row.image.created, call.machine.now()),
        CreatedAt: row.image.created,
        Size: sizeText(sizeOf(row.image)),
      };
      call.out(`${format === "json" ? JSON.stringify(fields) : formatTemplate(format, fields, { exitCode: 1 })}\n`);
    }
    return 0;
  }
  const withDigests = line.on("--digests");
  call.out(
    columns(
      ["REPOSITORY", "TAG", ...(withDigests ? ["DIGEST"] : []), "IMAGE ID", "CREATED", "SIZE"],
      found.map((row) => [
        row.repository,
        row.tag,
        ...(withDigests ? [row.digest] : []),
        id(row.image),
        agoText(row.image.created, call.machine.now()),
        sizeText(sizeOf(row.image)),
      ]),
    ),
  );
  return 0;
}

interface ImageRow {
  repository: string;
  tag: string;
  digest: string;
  image: StoredImage;
}

function rows({ store, line }: DockerCall): ImageRow[] {
  const [filter] = line.operands;
  const all = store.images.flatMap((image): ImageRow[] => {
    const { tags, digests } = store.namesOf(image.id);
    const digestOf = (repository: string) =>
      digests.find((name) => name.startsWith(`${repository}@`))?.split("@")[1] ?? "<none>";
    const named = tags.map((full) => {
      const at = full.lastIndexOf(":");
      const repository = full.slice(0, at);
      return { repository: familiarName(repository), tag: full.slice(at + 1), digest: digestOf(repository), image };
    });
    return named.length > 0
      ? named
      : [{ repository: "<none>", tag: "<none>", digest: digests[0]?.split("@")[1] ?? "<none>", image }];
  });
  return all
    .filter(
      ({ repository, tag: tagName }) =>
        filter === undefined || filter === repository || filter === `${repository}:${tagName}`,
    )
    .sort((a, b) => b.image.created.localeCompare(a.image.created) || a.repository.localeCompare(b.repository));
}
