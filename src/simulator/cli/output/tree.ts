/** A line of a tree and what hangs below it. */
export interface TreeNode {
  value: string;
  children: TreeNode[];
}

/** A tree as the clients on oras-go print it (oras, internal/tree). */
export function drawTree({ value, children }: TreeNode, indent = ""): string {
  const lines = children.map((child, at) => {
    const last = at === children.length - 1;
    return `${indent}${last ? "└──" : "├──"} ${drawTree(child, `${indent}${last ? "    " : "│   "}`)}`;
  });
  return `${value}\n${lines.join("")}`;
}
