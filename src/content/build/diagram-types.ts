/** What an author writes in `content/diagrams/`: a picture as data, drawn at build time. */
export type Diagram = SequenceDiagram | GraphDiagram;

interface DiagramBase {
  /** File name without its ending; every id inside the drawing is made from it. */
  id: string;
  title: string;
  /** A full sentence: what the picture says to someone who does not see it. */
  description: string;
}

/** Who says what to whom, in order. The layout is automatic. */
export interface SequenceDiagram extends DiagramBase {
  kind: "sequence";
  /** Left to right. */
  actors: Actor[];
  messages: Message[];
}

export interface Actor {
  id: string;
  title: string;
  sub?: string | undefined;
}

export interface Message {
  from: string;
  /** The same as `from` for something an actor does by itself. */
  to: string;
  /** Begins with a verb: "asks for a token". Words in backticks are printed as code. */
  text: string;
  /** An answer: the arrow is dashed. */
  reply?: boolean | undefined;
  /** A remark under the arrow. */
  note?: string | undefined;
  /** The step that the reader should remember. */
  strong?: boolean | undefined;
  /** A no: the arrow has a crossed circle. */
  refused?: boolean | undefined;
  /** Neighboring messages with the same words here are in one labeled frame. */
  group?: string | undefined;
  /** The message as a sentence for the list, instead of the one that the titles and the text make. */
  says?: string | undefined;
}

/** Things on a grid and arrows between them. */
export interface GraphDiagram extends DiagramBase {
  kind: "graph";
  /** Which way the story runs; arrows that turn leave in this direction. Default: across. */
  flow?: "across" | "down" | undefined;
  nodes: DiagramNode[];
  edges: DiagramEdge[];
  bounds?: DiagramBound[] | undefined;
  /** A second drawing for a phone: `true` swaps columns and rows, a map names the new places. */
  narrow?: true | Record<string, Place> | undefined;
}

/** A cell of the grid, from 0; `cols` and `rows` say how many cells are covered. */
export interface Place {
  col: number;
  row: number;
  cols?: number | undefined;
  rows?: number | undefined;
}

/** Icons (person, key, door, clock) look best with one arrow on each side. */
export type Shape =
  /** A thing or a step. */
  | "box"
  /** Something that keeps data. */
  | "store"
  | "person"
  /** A region: a basin open at the top, stepped at the foot. */
  | "dock"
  /** An identity or a secret. */
  | "key"
  /** Layers with no outline around them. */
  | "bars"
  /** Several machines that act as one. */
  | "cluster"
  /** A way in. */
  | "door"
  | "clock";

export interface DiagramNode extends Place {
  id: string;
  shape: Shape;
  title: string;
  sub?: string | undefined;
  /** Layers, each a bar as long as the logarithm of its size. */
  bars?: Bar[] | undefined;
}

export interface Bar {
  /** In MB; only its proportion to the other bars of the picture is drawn. */
  size: number;
  label?: string | undefined;
  /** Filled, half filled, hollow. Default: present. */
  state?: "present" | "copying" | "missing" | undefined;
}

export interface DiagramEdge {
  from: string;
  to: string;
  /** Reads as a sentence between the two titles: "pushes to". */
  verb: string;
  line?: "solid" | "dashed" | undefined;
  /** The path that the reader should remember. */
  strong?: boolean | undefined;
  /** A no: the arrow ends in a crossed circle. */
  refused?: boolean | undefined;
  /** The whole sentence for the list, where title + verb + title does not read well. */
  says?: string | undefined;
}

/** A labeled outline around nodes; it may lie inside another, but not half inside. */
export interface DiagramBound {
  title: string;
  nodes: string[];
}
