/** A value in a pipeline (Go, text/template). */
export type Operand =
  | { kind: "value"; value: string | number | boolean | null }
  /** `.A.B`, `$.A` or `$x.A`; without a variable the path starts at the cursor. */
  | { kind: "path"; variable: string | undefined; fields: string[] }
  | { kind: "chain"; operand: Operand; fields: string[] }
  | { kind: "group"; pipeline: Pipeline }
  | { kind: "function"; name: string };

/** Commands joined by `|`: the value of each is the last argument of the next. */
export interface Pipeline {
  commands: Operand[][];
  /** Variables that the pipeline sets, with their dollar signs. */
  variables: string[];
  /** `:=`, which makes a new variable; `=` changes the one that exists. */
  declares: boolean;
}

/** A node with bodies: one for a value that isn't empty, and one for its `else`. */
export interface ControlNode {
  kind: "if" | "range" | "with";
  pipeline: Pipeline;
  body: Node[];
  otherwise: Node[];
}

export type Node =
  | { kind: "text"; text: string }
  | { kind: "print"; pipeline: Pipeline }
  | ControlNode
  | { kind: "break" }
  | { kind: "continue" }
  | { kind: "template"; name: string; pipeline: Pipeline | undefined; position: number; source: string };

/** A template with those that it defines, by name. */
export interface Template {
  nodes: Node[];
  definitions: ReadonlyMap<string, readonly Node[]>;
}
