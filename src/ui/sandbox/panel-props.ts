/** A form of `src/sandbox/click-paths.ts` with what is known already, by option. */
export interface FormStart {
  path: string;
  values: Readonly<Record<string, string>>;
}

/** What the frame tells every panel. */
export interface PanelProps {
  /** Block whose requests or changes are asked for, from a link in the transcript. */
  block: string | undefined;
  /** Shows another panel, e.g. the requests of a block. */
  show(panel: string, block?: string, form?: FormStart): void;
  /** Form to open, from the facts of an object. */
  form: FormStart | undefined;
}
