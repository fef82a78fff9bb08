/** Where the nodes of a graph stand, and what is wrong with a grid before it is drawn. */
import type { DiagramBound, DiagramNode, GraphDiagram, Place } from "./diagram-types.ts";

/** A covered rectangle of the grid; ends are exclusive. */
export interface Cell {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export type Grid = Map<string, Cell>;

function cellOf(place: Place): Cell {
  const { col, row, cols = 1, rows = 1 } = place;
  return { left: col, right: col + cols, top: row, bottom: row + rows };
}

function placeOf(node: DiagramNode, diagram: GraphDiagram, narrow: boolean): Place {
  if (!narrow || diagram.narrow === undefined) return node;
  if (diagram.narrow !== true) return diagram.narrow[node.id] ?? node;
  return { col: node.row, row: node.col, cols: node.rows, rows: node.cols };
}

/** The cells of all nodes, moved so that the first column and row in use are 0. */
export function gridOf(diagram: GraphDiagram, narrow: boolean): Grid {
  const cells = diagram.nodes.map((node) => [node.id, cellOf(placeOf(node, diagram, narrow))] as const);
  const left = Math.min(...cells.map(([, cell]) => cell.left));
  const top = Math.min(...cells.map(([, cell]) => cell.top));
  return new Map(
    cells.map(([id, cell]) => [
      id,
      { left: cell.left - left, right: cell.right - left, top: cell.top - top, bottom: cell.bottom - top },
    ]),
  );
}

export const meets = (a: Cell, b: Cell): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export const inside = (a: Cell, b: Cell): boolean =>
  a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;

/** The smallest rectangle of the grid around the nodes of an outline. */
export function boundCell(bound: DiagramBound, grid: Grid): Cell {
  const cells = bound.nodes.map((id) => grid.get(id)).filter((cell) => cell !== undefined);
  return {
    left: Math.min(...cells.map((cell) => cell.left)),
    right: Math.max(...cells.map((cell) => cell.right)),
    top: Math.min(...cells.map((cell) => cell.top)),
    bottom: Math.max(...cells.map((cell) => cell.bottom)),
  };
}

/** How many outlines lie inside this one, on its deepest path; innermost is 0. */
export function boundDepth(bound: DiagramBound, bounds: readonly DiagramBound[]): number {
  const within = bounds.filter(
    (other) =>
      other !== bound &&
      other.nodes.every((id) => bound.nodes.includes(id)) &&
      (other.nodes.length < bound.nodes.length || bounds.indexOf(other) > bounds.indexOf(bound)),
  );
  return within.length === 0 ? 0 : 1 + Math.max(...within.map((other) => boundDepth(other, within)));
}

/** Everything that makes a grid impossible to draw without one thing covering another. */
export function gridProblems(diagram: GraphDiagram, narrow: boolean): string[] {
  const problems: string[] = [];
  const layout = narrow ? "narrow layout: " : "";
  if (narrow && diagram.narrow !== undefined && diagram.narrow !== true) {
    for (const node of diagram.nodes) {
      if (!diagram.narrow[node.id]) problems.push(`${layout}no place for ${node.id}`);
    }
    for (const id of Object.keys(diagram.narrow)) {
      if (!diagram.nodes.some((node) => node.id === id)) problems.push(`${layout}unknown node ${id}`);
    }
  }
  const grid = gridOf(diagram, narrow);
  const cells = [...grid];
  cells.forEach(([id, cell], index) => {
    for (const [other, otherCell] of cells.slice(index + 1)) {
      if (meets(cell, otherCell)) problems.push(`${layout}${id} and ${other} stand in the same cell`);
    }
  });
  const bounds = diagram.bounds ?? [];
  bounds.forEach((bound, index) => {
    const cell = boundCell(bound, grid);
    for (const [id, node] of cells) {
      if (!bound.nodes.includes(id) && meets(cell, node)) {
        problems.push(`${layout}the outline "${bound.title}" runs around ${id}, which is not in it`);
      }
    }
    for (const other of bounds.slice(index + 1)) {
      const otherCell = boundCell(other, grid);
      if (meets(cell, otherCell) && !inside(cell, otherCell) && !inside(otherCell, cell)) {
        problems.push(`${layout}the outlines "${bound.title}" and "${other.title}" cross`);
      }
    }
  });
  return problems;
}
