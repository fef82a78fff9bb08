import type { FileContent, FileEntry } from "./files-view.ts";
import type { FindingsView } from "./findings-view.ts";
import type { WorldStatus } from "./world-status.ts";
import type { RunKey, RunsView } from "./runs-view.ts";
import type { WebhooksView } from "./webhooks-view.ts";

/** What the panels of the sandbox ask for, beside what every screen with a world does: argument and answer by name. */
export interface PanelRequests {
  /** What a folder of the machine holds, or the home folder; null when there is no such folder. */
  files: { ask: { folder?: string }; answer: FileEntry[] | null };
  /** A file for the editor; null when there is none. */
  file: { ask: { path: string }; answer: FileContent | null };
  /** Writes a file that is there, as one step. */
  saveFile: { ask: { path: string; text: string }; answer: WorldStatus };
  /** Makes an empty file, and the folders above it; a name that cannot be is refused as BadName. */
  newFile: { ask: { name: string }; answer: { path: string } };
  renameFile: { ask: { path: string; name: string }; answer: { path: string } };
  removeFile: { ask: { path: string }; answer: WorldStatus };
  runs: { ask: null; answer: RunsView };
  /** The lines that a run has written so far; null when it is gone. */
  runLog: { ask: RunKey; answer: string[] | null };
  findings: { ask: null; answer: FindingsView };
  /** Asks for a scan of an image by hand, as one step; refused with what the planes would say. */
  scanImage: { ask: { registry: string; repository: string; digest: string }; answer: WorldStatus };
  webhooks: { ask: null; answer: WebhooksView };
  /** Makes the receiver of a webhook answer with a status, or not at all, as one step. */
  receiver: { ask: { uri: string; status: number | null }; answer: WorldStatus };
}
