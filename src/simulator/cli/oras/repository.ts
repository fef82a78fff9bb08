import type { GoLine } from "../go-options.ts";
import type { Call } from "../program.ts";
import { fetchManifest } from "../../registry-client/download.ts";
import { fetchRepositories, fetchTags } from "../../registry-client/list-pages.ts";
import { putManifest } from "../../registry-client/upload.ts";
import { atRegistry, clientOf, namedTarget, targetOf, type Target } from "./target.ts";

/** `oras repo ls`: names of repositories, below a namespace where one is given. */
export async function listRepositories(call: Call, line: GoLine): Promise<number> {
  const raw = line.operands[0] ?? "";
  const [host = "", ...rest] = raw.replace(/\/$/, "").split("/");
  const below = rest.length === 0 ? "" : `${rest.join("/")}/`;
  const target: Target = { raw, host, repository: "", path: host, reference: undefined, client: clientOf(call, host) };
  const names = await atRegistry(call, target, "failed to list repositories")(fetchRepositories(target.client));
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
  const listed = atRegistry(call, target, "failed to list tags");
  const digestOf = async (reference: string) =>
    (await listed(fetchManifest(target.client, target.repository, reference))).digest;
  let tags = await listed(fetchTags(target.client, target.repository));
  if (line.on("--exclude-digest-tags")) tags = tags.filter((tag) => !isDigestTag(tag));
  if (target.reference !== undefined) {
    const digest = await digestOf(target.reference);
    const same: string[] = [];
    for (const tag of tags) if ((await digestOf(tag)) === digest) same.push(tag);
    tags = same;
  }
  const last = line.text("--last");
  for (const tag of last === undefined ? tags : tags.filter((candidate) => candidate > last)) call.out(`${tag}\n`);
  return 0;
}

/** `oras tag`: more tags for a manifest that is there. */
export async function tag(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras tag");
  const { client, repository } = target;
  const resolved = atRegistry(call, target, `failed to resolve ${target.reference}`);
  const { bytes, mediaType, digest } = await resolved(fetchManifest(client, repository, target.reference));
  for (const name of line.operands.slice(1)) {
    await resolved(putManifest(client, repository, name, bytes, mediaType));
    call.out(`Tagged [registry] ${target.path}:${name}\n`);
  }
  call.out(`Digest: ${digest}\n`);
  return 0;
}

/** `oras resolve`: the digest that a tag points to. */
export async function resolve(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras resolve");
  const resolved = atRegistry(call, target, "failed to resolve digest");
  const { digest } = await resolved(fetchManifest(target.client, target.repository, target.reference));
  call.out(line.on("--full-reference") ? `${target.path}@${digest}\n` : `${digest}\n`);
  return 0;
}
