import type { SandboxEvent } from "../sandbox/protocol.ts";
import type { SandboxState } from "./sandbox-state.ts";

/** Returns what an event from the worker changes on screen. */
export function afterEvent(state: SandboxState, event: SandboxEvent): Partial<SandboxState> {
  const { running } = state;
  switch (event.kind) {
    case "status":
      // An environment that is being opened shows itself once it is complete; one that was left no longer does.
      return event.status.entry.id === state.status?.entry.id ? { status: event.status } : {};
    case "undone":
      return {
        blocks: state.blocks.map((block) => (block.id === event.block ? { ...block, undone: event.undone } : block)),
      };
    case "progress":
      return { progress: event };
    case "taken":
      return { phase: "elsewhere", elsewhere: event.id };
    case "output":
      return running ? { running: { ...running, pieces: [...running.pieces, ...event.pieces] } } : {};
    case "live": {
      if (!running) return {};
      const known = running.live.some(([id]) => id === event.id);
      const live = known
        ? running.live.map(([id, text]): [string, string] => [id, id === event.id ? event.text : text])
        : [...running.live, [event.id, event.text] as [string, string]];
      return { running: { ...running, live } };
    }
    case "prompt":
      return running ? { running: { ...running, prompt: { question: event.question, secret: event.secret } } } : {};
  }
}
