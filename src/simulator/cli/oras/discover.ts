import type { GoLine } from "../go-options.ts";
import { Stop, type Call } from "../program.ts";
import type { Descriptor } from "../registry/descriptor.ts";
import { fetchManifest } from "../registry/download.ts";
import { listReferrers } from "../registry/referrers.ts";
import { atRegistry, namedTarget } from "./target.ts";

interface Node {
  value: string;
  children: Node[];
}

const child = (node: Node, value: string): Node => {
  const known = node.children.find((one) => one.value === value);
  if (known) return known;
  const made = { value, children: [] };
  node.children.push(made);
  return made;
};

/** A tree as oras prints it (oras, internal/tree). */
function draw({ value, children }: Node, indent = ""): string {
  const lines = children.map((one, at) => {
    const last = at === children.length - 1;
    return `${indent}${last ? "└──" : "├──"} ${draw(one, `${indent}${last ? "    " : "│   "}`)}`;
  });
  return `${value}\n${lines.join("")}`;
}

const shownType = ({ artifactType }: Descriptor): string =>
  artifactType === undefined || artifactType === "" ? "<unknown>" : artifactType;

/** `oras discover`: what refers to a manifest, and what refers to that. */
export async function discover(call: Call, line: GoLine): Promise<number> {
  const target = namedTarget(call, line.operands[0] ?? "", "oras discover");
  const { machine } = call;
  const wanted = line.text("--artifact-type");
  const format = line.text("--format") ?? line.text("--output") ?? "tree";
  if (!["tree", "table", "json"].includes(format)) {
    throw new Stop(1, `Error: invalid format type: "${format}"\nsupported types: tree, table, json`, {
      code: "BadFormat",
      text: "Referrers are shown as a tree, a table or json.",
    });
  }
  const found = await atRegistry(call, target, `failed to resolve ${target.reference}`, async () => {
    const subject = await fetchManifest(machine, target.client, target.repository, target.reference);
    const root: Node = { value: `${target.path}@${subject.digest}`, children: [] };
    const direct = await listReferrers(machine, target.client, target.repository, subject.digest, wanted);
    const walk = async (node: Node, referrers: Descriptor[]): Promise<void> => {
      for (const referrer of referrers) {
        const below = child(child(node, shownType(referrer)), referrer.digest);
        if (line.on("--verbose") && referrer.annotations) {
          const notes = child(below, "[annotations]");
          for (const [key, value] of Object.entries(referrer.annotations)) child(notes, `${key}: ${value}`);
        }
        await walk(below, await listReferrers(machine, target.client, target.repository, referrer.digest, wanted));
      }
    };
    if (format === "tree") await walk(root, direct);
    return { root, direct, subject };
  });
  const { root, direct, subject } = found;
  if (format === "tree") call.out(draw(root));
  else if (format === "json") {
    const manifests = direct.map((one) => ({ reference: `${target.path}@${one.digest}`, ...one }));
    call.out(`${JSON.stringify({ manifests }, null, 2)}\n`);
  } else {
    const title = "Artifact Type";
    const width = Math.max(title.length, ...direct.map((one) => shownType(one).length));
    const rows = direct.map((one) => `${shownType(one).padEnd(width)}   ${one.digest}\n`).join("");
    call.out(
      `Discovered ${direct.length} ${direct.length === 1 ? "artifact" : "artifacts"} referencing ${target.raw}\nDigest: ${subject.digest}\n\n${title.padEnd(width)}   Digest\n${rows}`,
    );
  }
  return 0;
}
