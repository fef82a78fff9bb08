/** The same content as a drawing, in sentences. */
import { plainText } from "./diagram-text.ts";
import type { Bar, Diagram, DiagramNode, GraphDiagram, SequenceDiagram } from "./diagram-types.ts";

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
    const thing = things.find((one) => one.id === id);
    if (!thing) return id;
    const first = !said.has(id);
    said.add(id);
    return first && thing.sub ? `${thing.title} (${thing.sub})` : thing.title;
  };
  return { name, said };
}

function sequenceSentences({ actors, messages }: SequenceDiagram): string[] {
  const { name } = namer(actors);
  return messages.map(({ from, to, text, note, group, refused }) => {
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
    lines.push(sentence(`Inside the outline “${bound.title}”: ${joined(bound.nodes.map(name))}`));
  }
  for (const node of nodes) {
    if (node.bars?.length) lines.push(layerSentence(node, node.bars, name(node.id)));
    else if (!said.has(node.id) && node.sub && !lines.join(" ").includes(plainText(node.sub)))
      lines.push(sentence(`${node.title}: ${node.sub}`));
    else if (!lines.join(" ").toLowerCase().includes(plainText(node.title).toLowerCase()))
      lines.push(sentence(`Also drawn: ${node.title}`));
  }
  return lines;
}

function layerSentence(node: DiagramNode, bars: readonly Bar[], title: string): string {
  const states = bars.map((bar) => bar.state ?? "present");
  const count = (state: Bar["state"]) => states.filter((one) => one === state).length;
  const all = states.every((state) => state === "present");
  if (bars.every((bar) => bar.label)) {
    const words = bars.map((bar) => (all ? bar.label : `${bar.label} (${bar.state ?? "present"})`) ?? "");
    return sentence(`${title}: ${joined(words)}`);
  }
  const layers = `${bars.length} ${bars.length === 1 ? "layer" : "layers"}`;
  if (all) return sentence(`${title} holds ${layers}`);
  const parts = (["present", "copying", "missing"] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${state}`);
  return sentence(`${node.title}: of ${layers}, ${joined(parts)}`);
}
