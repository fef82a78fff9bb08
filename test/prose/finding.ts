/** Something in a text that a writer should look at. */
export interface Finding {
  file: string;
  line: number;
  found: string;
  say: string;
  why: string;
}

/** One line per finding, as editors make links of it. */
export const findingLine = ({ file, line, found, say, why }: Finding): string =>
  `${file}:${line} “${found.replaceAll(/\s+/g, " ")}” → ${say} (${why})`;
