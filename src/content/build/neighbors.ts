import type * as v from "valibot";
import type { objectivesFile } from "./content-schema.ts";
import type { Problems } from "./problems.ts";
import type { YamlFile } from "./read-yaml.ts";

/** Reports objectives whose neighbors don't exist, name them twice, or don't name them back. */
export function checkNeighbors(
  { file, value, lineOf }: YamlFile<v.InferOutput<typeof objectivesFile>>,
  problems: Problems,
): void {
  const neighborsOf = new Map(value.map(({ id, neighbors = [] }) => [id, neighbors]));
  for (const [at, { id, neighbors = [] }] of value.entries()) {
    const report = (message: string) => problems.add(file, lineOf([at, "neighbors"]), `${id} ${message}`);
    for (const [index, neighbor] of neighbors.entries()) {
      if (neighbor === id) report("is its own neighbor");
      else if (!neighborsOf.has(neighbor)) report(`has the unknown neighbor ${neighbor}`);
      else if (!neighborsOf.get(neighbor)?.includes(id)) report(`is not a neighbor of its neighbor ${neighbor}`);
      if (neighbors.indexOf(neighbor) < index) report(`names its neighbor ${neighbor} twice`);
    }
  }
}
