import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { fetchManifest } from "../registry/download.ts";
import { listPages } from "../registry/list-pages.ts";
import { putManifest } from "../registry/upload.ts";
import { atRegistry, clientOf, namedTarget, targetOf, type Target } from "./target.ts";

/** `oras repo ls`: names of repositories, below a namespace where one is given. */
export async function listRepositories(call: Call, line: GoLine): Promise<number> {
  const raw = line.operands[0] ?? "";
  const [host = "", ...rest] = raw.replace(/\/$/, "").split("/");
  const below = rest.length === 0 ? "" : `${rest.join("/")}/`;
  const target: Target = { raw, host, repository: "", path: host, reference: undefined, client: clientOf(call, host) };
  const names = await atRegistry(call, target, "failed to list repositories", () =>
    listPages(call.machine, target.client, "/v2/_catalog", "repositories"),
  );
  const found = names.filter((name) => name.startsWith(below)).map((name) => name.slice(below.length));
  if (line.text("--format") === "json") {
    call.out(`${JSON.stringify({ registry: host, repositories: found.map((name) => below + name) }, null, 2)}\n`);
    return 0;
  }
  for (const name of found) call.out(`${name}\n`);
  return 0;
}

const isDigestTag = (tag: string): boolean => /^(sha256-[0-9a-f]{64}|sha512-[0-9a-f]{128})$/.test(tag);

/** `oras repo tags`: tags of a repository, with a tag or digest only those of that manifest. */
export async function listTags(call: Call, line: GoLine): Promise<number> {
  const target = targetOf(call, line.operands[0] ?? "");
  const { machine } = call;
  const tags = await atRegistry(call, target, "failed to list tags", async () => {
    const all = await listPages(machine, target.client, `/v2/${target.repository}/tags/list`, "tags");
    const kept = line.on("--exclude-digest-tags") ? all.filter((tag) => !isDigestTag(tag)) : all;
    if (target.reference === undefined) return kept;
    const { digest } = await fetchManifest(machine, target.client, target.repository, target.reference);
    const same: string[] = [];
    for (const tag of kept) {
      if ((await fetchManifest(machine, target.client, target.repository, tag)).digest === digest) same.push(tag);
    }
    return same;
  });
  const last = line.text("--last");
  for (const tag of last === undefined ? tags : tags.filter((one) => one > last)) call.out(`${tag}\n`);
  return 0;
}

/** `oras tag`: more tags for a manifest that is there. */
export async function tag(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras tag");
  const { machine } = call;
  await atRegistry(call, target, `failed to resolve ${target.reference}`, async () => {
    const { bytes, mediaType, digest } = await fetchManifest(
      machine,
      target.client,
      target.repository,
      target.reference,
    );
    for (const name of line.operands.slice(1)) {
      await putManifest(machine, target.client, target.repository, name, bytes, mediaType);
      call.out(`Tagged [registry] ${target.path}:${name}\n`);
    }
    call.out(`Digest: ${digest}\n`);
  });
  return 0;
}

/** `oras resolve`: the digest that a tag points to. */
export async function resolve(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras resolve");
  const { digest } = await atRegistry(call, target, "failed to resolve digest", () =>
    fetchManifest(call.machine, target.client, target.repository, target.reference),
  );
  call.out(line.on("--full-reference") ? `${target.path}@${digest}\n` : `${digest}\n`);
  return 0;
}
