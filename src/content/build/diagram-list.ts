/** The same content as a drawing, in sentences. */
import { plainText } from "./diagram-text.ts";
import type { Bar, Diagram, GraphDiagram, SequenceDiagram } from "./diagram-types.ts";

export function diagramSentences(diagram: Diagram): string[] {
  return diagram.kind === "sequence" ? sequenceSentences(diagram) : graphSentences(diagram);
}

/** Ends with a period and begins with a capital, unless it begins with code. */
const sentence = (text: string): string => {
  const plain = plainText(text);
  const start = text.startsWith("`") ? plain.charAt(0) : plain.charAt(0).toUpperCase();
  return `${start}${plain.slice(1)}${/[.?!]$/.test(plain) ? "" : "."}`;
};

const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** Names things by title; what is under the title follows in brackets the first time. */
function namer(things: readonly { id: string; title: string; sub?: string | undefined }[]) {
  const said = new Set<string>();
  const name = (id: string): string => {
    const thing = things.find((candidate) => candidate.id === id);
    if (!thing) return id;
    const first = !said.has(id);
    said.add(id);
    return first && thing.sub ? `${thing.title} (${thing.sub})` : thing.title;
  };
  return { name, said };
}

function sequenceSentences({ actors, messages }: SequenceDiagram): string[] {
  const { name } = namer(actors);
  return messages.map(({ from, to, text, note, group, refused, says }) => {
    if (says) return sentence(says);
    const who = from === to ? name(from) : `${name(from)} to ${name(to)}`;
    const main = sentence(`${who}: ${text}`);
    const rest = [refused ? "This is a refusal." : "", note ? sentence(note) : "", group ? `(${group}.)` : ""];
    return [main, ...rest.filter(Boolean)].join(" ");
  });
}

function graphSentences({ nodes, edges, bounds = [] }: GraphDiagram): string[] {
  const { name, said } = namer(nodes);
  const lines = edges.map((edge) => {
    if (edge.says) return sentence(edge.says);
    const main = sentence(`${name(edge.from)} ${edge.verb} ${name(edge.to)}`);
    return edge.refused ? `${main} This is refused.` : main;
  });
  for (const bound of bounds) {
    lines.push(sentence(`The outline “${bound.title}” contains: ${joined(bound.nodes.map(name))}`));
  }
  const compared = nodes.some(({ bars }) => bars?.some(({ state = "present" }) => state !== "present"));
  for (const node of nodes) {
    if (node.bars?.length && (compared || node.bars.every(({ label }) => label)))
      lines.push(layerSentence(node.bars, name(node.id)));
    else if (!said.has(node.id) && node.sub && !lines.join(" ").includes(plainText(node.sub)))
      lines.push(sentence(`${node.title}: ${node.sub}`));
    else if (!lines.join(" ").toLowerCase().includes(plainText(node.title).toLowerCase()))
      lines.push(sentence(`Also drawn: ${node.title}`));
  }
  return lines;
}

/** The layers of a node by name, or how many of them it has so far. */
function layerSentence(bars: readonly Bar[], title: string): string {
  const layers = bars.length === 1 ? "layer" : "layers";
  if (bars.every((bar) => bar.label)) {
    const words = bars.map(
      ({ label, state = "present" }) => (state === "present" ? label : `${label} (${state})`) ?? "",
    );
    return sentence(`${title}: the ${layers} ${joined(words)}`);
  }
  const count = (state: Bar["state"]) => bars.filter((bar) => (bar.state ?? "present") === state).length;
  const present = count("present");
  const copying = count("copying");
  const has = present === bars.length ? "all" : `${present || "none"} of the`;
  const rest = copying > 0 ? `; ${copying} ${copying === 1 ? "is" : "are"} being copied` : "";
  return sentence(`${title} has ${has} ${bars.length} ${layers}${rest}`);
}
