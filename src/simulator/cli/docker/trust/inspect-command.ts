import { ExitError, type Call } from "../../program.ts";
import type { DockerCall } from "../docker-call.ts";
import { columns } from "../columns.ts";
import { imageName } from "../names.ts";
import {
  delegationsOf,
  releasedTags,
  releasedTarget,
  releases,
  rootOf,
  signersOf,
  type TrustData,
} from "./metadata.ts";
import { TrustError, TrustServer } from "./trust-server.ts";

const shortId = 12;
const owner = "Repo Admin";

interface TrustInfo {
  tags: { tag: string; digest: string; signers: string[] }[];
  signers: { name: string; keys: string[] }[];
  repositoryKeys: string[];
  rootKeys: string[];
}

async function lookUp(call: Call, text: string): Promise<TrustInfo> {
  const name = imageName(text);
  const data: TrustData | undefined = await new TrustServer(call, name).load().catch((error: unknown) => {
    if (!(error instanceof TrustError)) throw error;
    if (error.explanation) call.explain(error.explanation);
    return undefined;
  });
  if (!data) {
    throw new ExitError(1, `no signatures or cannot access ${text}`, {
      code: "NotSigned",
      text: `No tag of ${name.full} was ever signed, or its trust data cannot be read.`,
    });
  }
  const { roles } = rootOf(data);
  const tags = releasedTags(data).filter((tag) => name.tag === undefined || tag === name.tag);
  return {
    tags: tags.map((tag) => ({ tag, digest: releasedTarget(data, tag)?.hex ?? "", signers: signersOf(data, tag) })),
    signers: delegationsOf(data)
      .filter((role) => role.name !== releases)
      .map((role) => ({ name: role.name.replace(/^targets\//, ""), keys: [...role.keyids].sort() })),
    repositoryKeys: [...roles.targets.keyids].sort(),
    rootKeys: [...roles.root.keyids].sort(),
  };
}

function pretty(text: string, { tags, signers, repositoryKeys, rootKeys }: TrustInfo): string {
  const signatures =
    tags.length === 0
      ? `\nNo signatures for ${text}\n\n`
      : `\nSignatures for ${text}\n\n${columns(
          ["SIGNED TAG", "DIGEST", "SIGNERS"],
          tags.map(({ tag, digest, signers: by }) => [tag, digest, by.length > 0 ? by.join(", ") : `(${owner})`]),
        )}`;
  const named = [...signers].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  const list =
    named.length === 0
      ? ""
      : `\nList of signers and their keys for ${text}\n\n${columns(
          ["SIGNER", "KEYS"],
          named.map(({ name, keys }) => [name, keys.map((key) => key.slice(0, shortId)).join(", ")]),
        )}`;
  return `${signatures}${list}\nAdministrative keys for ${text}\n\n  Repository Key:\t${repositoryKeys.join(", ")}\n  Root Key:\t${rootKeys.join(", ")}\n`;
}

const keysOf = (ids: readonly string[]) => ids.map((ID) => ({ ID }));

/** `docker trust inspect`. */
export async function inspectTrust({ call, line }: DockerCall): Promise<number> {
  if (line.on("--pretty")) {
    for (const [at, text] of line.operands.entries()) {
      call.out(`${at === 0 ? "" : "\n\n"}${pretty(text, await lookUp(call, text))}`);
    }
    return 0;
  }
  const found: object[] = [];
  let failure: unknown;
  for (const text of line.operands) {
    try {
      const { tags, signers, repositoryKeys, rootKeys } = await lookUp(call, text);
      found.push({
        Name: text,
        SignedTags: tags.map(({ tag, digest, signers: by }) => ({
          SignedTag: tag,
          Digest: digest,
          Signers: by.length > 0 ? by : [owner],
        })),
        Signers: [...signers]
          .sort((a, b) => (a.name < b.name ? 1 : -1))
          .map(({ name, keys }) => ({ Name: name, Keys: keysOf(keys) })),
        AdministrativeKeys: [
          { Name: "Root", Keys: keysOf(rootKeys) },
          { Name: "Repository", Keys: keysOf(repositoryKeys) },
        ],
      });
    } catch (error) {
      if (!(error instanceof ExitError)) throw error;
      failure = error;
      break;
    }
  }
  call.out(`${JSON.stringify(found, null, 4)}\n`);
  if (failure) throw failure;
  return 0;
}
