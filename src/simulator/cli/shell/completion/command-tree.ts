import type { CommandDefinition } from "../../definition.ts";
import type { Program } from "../../program.ts";

/** A word of commands: what follows it, and the command that ends with it. */
export interface CommandNode {
  next: Map<string, CommandNode>;
  command: CommandDefinition | undefined;
}

const trees = new WeakMap<Program, CommandNode>();

export function treeOf(definitions: readonly CommandDefinition[]): CommandNode {
  const root: CommandNode = { next: new Map(), command: undefined };
  for (const definition of definitions) {
    let node = root;
    for (const word of definition.name.split(" ").slice(1)) {
      let below = node.next.get(word);
      if (!below) node.next.set(word, (below = { next: new Map(), command: undefined }));
      node = below;
    }
    node.command = definition;
  }
  return root;
}

/** The commands of a program as a tree; made once, since a program's commands do not change. */
export function programTree(program: Program): CommandNode {
  const known = trees.get(program);
  if (known) return known;
  const tree = treeOf(program.commands());
  trees.set(program, tree);
  return tree;
}
