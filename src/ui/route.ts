import type { ReactElement } from "react";

/** A screen ready to render, with the title and description for the document's head. */
export interface LoadedScreen {
  /** Path below the root it was loaded for. */
  path: string;
  title: string;
  /** For the document's head, which the build writes: `import.meta.env.SSR` keeps it out of the page's scripts. */
  description: string;
  found: boolean;
  element: ReactElement;
}

/** How an address leads to a screen. */
export interface Route {
  pattern: string;
  /** Module that holds the screen when it is a chunk of its own; its style sheet goes into the prerendered head. */
  module?: string;
  /** The screen runs the simulator: its page asks for it and for the screen's code at once. */
  simulator?: true;
  /** Pattern of the fragments that open something, where the page begins with a list of it. */
  opens?: string;
  /** Paths to prerender; a function where the list is not needed to find the way. */
  paths: string[] | (() => Promise<string[]>);
  load(params: Record<string, string | undefined>): Promise<Omit<LoadedScreen, "path" | "found"> | null>;
}
