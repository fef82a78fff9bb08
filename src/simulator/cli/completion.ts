import type { Session } from "./session.ts";

export interface Candidate {
  text: string;
  kind: string;
  detail: string;
}

export interface Completion {
  from: number;
  to: number;
  candidates: Candidate[];
}

export function complete(line: string, cursor: number, session: Session): Completion {
  const names = [...session.programs.keys()];
  const from = line.slice(0, cursor).search(/\S*$/);
  const word = line.slice(from, cursor);
  return {
    from,
    to: cursor,
    candidates: names.filter((name) => name.startsWith(word)).map((text) => ({ text, kind: "program", detail: "" })),
  };
}
