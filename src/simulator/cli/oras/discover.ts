import type { GoLine } from "../go-options.ts";
import { drawTree, type TreeNode } from "../output/tree.ts";
import { ExitError, type Call } from "../program.ts";
import type { Descriptor } from "../../registry-client/descriptor.ts";
import { fetchManifest } from "../../registry-client/download.ts";
import { listReferrers } from "../../registry-client/referrers.ts";
import { atRegistry, namedTarget } from "./target.ts";

const child = (node: TreeNode, value: string): TreeNode => {
  const known = node.children.find((sibling) => sibling.value === value);
  if (known) return known;
  const made = { value, children: [] };
  node.children.push(made);
  return made;
};

const shownType = ({ artifactType }: Descriptor): string =>
  artifactType === undefined || artifactType === "" ? "<unknown>" : artifactType;

/** `oras discover`: what refers to a manifest, and what refers to that. */
export async function discover(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras discover");
  const format = line.text("--format") ?? line.text("--output") ?? "tree";
  if (!["tree", "table", "json"].includes(format)) {
    throw new ExitError(1, `Error: invalid format type: "${format}"\nsupported types: tree, table, json`, {
      code: "BadFormat",
      text: "Referrers are shown as a tree, a table or json.",
    });
  }
  const resolved = atRegistry(call, target, `failed to resolve ${target.reference}`);
  const referrersOf = (digest: string) =>
    resolved(listReferrers(target.client, target.repository, digest, line.text("--artifact-type")));
  const subject = await resolved(fetchManifest(target.client, target.repository, target.reference));
  const direct = await referrersOf(subject.digest);
  if (format === "tree") {
    const root: TreeNode = { value: `${target.path}@${subject.digest}`, children: [] };
    const walk = async (node: TreeNode, referrers: Descriptor[]): Promise<void> => {
      for (const referrer of referrers) {
        const below = child(child(node, shownType(referrer)), referrer.digest);
        if (line.on("--verbose") && referrer.annotations) {
          const notes = child(below, "[annotations]");
          for (const [key, value] of Object.entries(referrer.annotations)) child(notes, `${key}: ${value}`);
        }
        await walk(below, await referrersOf(referrer.digest));
      }
    };
    await walk(root, direct);
    call.out(drawTree(root));
  } else if (format === "json") {
    const manifests = direct.map((referrer) => ({ reference: `${target.path}@${referrer.digest}`, ...referrer }));
    call.out(`${JSON.stringify({ manifests }, null, 2)}\n`);
  } else {
    const title = "Artifact Type";
    const width = Math.max(title.length, ...direct.map((referrer) => shownType(referrer).length));
    const rows = direct.map((referrer) => `${shownType(referrer).padEnd(width)}   ${referrer.digest}\n`).join("");
    call.out(
      `Discovered ${direct.length} ${direct.length === 1 ? "artifact" : "artifacts"} referencing ${target.raw}\nDigest: ${subject.digest}\n\n${title.padEnd(width)}   Digest\n${rows}`,
    );
  }
  return 0;
}
