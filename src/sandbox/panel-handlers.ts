import { WorldFiles } from "../simulator/cli/world-files.ts";
import { ok } from "../simulator/world/result.ts";
import { requestScan } from "../simulator/registry/scan.ts";
import { editLimit, fileAt, filesIn, moveFile, newPath, saveText } from "./files-view.ts";
import { findingsOf } from "./findings-view.ts";
import { tilde } from "./home-path.ts";
import type { OpenWorld } from "./open-world.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { PanelRequests } from "./panel-protocol.ts";
import { putReceiver } from "./put-receiver.ts";
import { runLog, runsOf } from "./runs-view.ts";
import { webhooksOf } from "./webhooks-view.ts";

type PanelHandlers = {
  [N in keyof PanelRequests]: (
    ask: PanelRequests[N]["ask"],
  ) => Promise<PanelRequests[N]["answer"]> | PanelRequests[N]["answer"];
};

const gone = (path: string): SandboxError => new SandboxError("NoFile", `The file ${tilde(path)} no longer exists.`);

/** Answers what the panels ask about the open world. */
export function panelHandlers(current: () => OpenWorld): PanelHandlers {
  const files = () => new WorldFiles(current().session.host);
  const pathFor = (name: string): string => {
    const path = newPath(files(), name);
    if (!path.ok) throw new SandboxError(path.refusal.code, path.refusal.message);
    return path.value;
  };
  const requireFile = (path: string): void => {
    if (files().stat(path)?.kind !== "file") throw gone(path);
  };
  return {
    files: ({ folder }) => filesIn(files(), folder) ?? null,
    file: ({ path }) => fileAt(files(), path) ?? null,
    saveFile: ({ path, text }) => {
      requireFile(path);
      if (text.length > editLimit) {
        const over = text.length - editLimit;
        throw new SandboxError("TooLong", `The text is ${over} characters longer than this editor can save.`);
      }
      return current().act(`Edit ${tilde(path)}`, () => saveText(files(), path, text));
    },
    newFile: async ({ name }) => {
      const path = pathFor(name);
      await current().act(`New file ${tilde(path)}`, () => files().write(path, ""));
      return { path };
    },
    renameFile: async ({ path: from, name }) => {
      requireFile(from);
      const path = pathFor(name);
      await current().act(`Rename ${tilde(from)} to ${tilde(path)}`, () => moveFile(files(), from, path));
      return { path };
    },
    removeFile: ({ path }) => {
      requireFile(path);
      return current().act(`Delete ${tilde(path)}`, () => void files().remove(path));
    },
    runs: () => runsOf(current().simulator.world, current().simulator.rules()),
    findings: () => findingsOf(current().simulator.world, current().simulator.rules()),
    scanImage: (target) => {
      const { simulator } = current();
      return current().act(`Scan ${target.repository}@${target.digest.slice(0, 19)}`, () => {
        const requested = simulator.transact((draft) => requestScan(draft, simulator, target));
        if (!requested.ok) throw new SandboxError(requested.refusal.code, requested.refusal.message);
      });
    },
    webhooks: () => webhooksOf(current().simulator.world),
    receiver: ({ uri, status }) => {
      const { simulator } = current();
      if (!webhooksOf(simulator.world).webhooks.some((webhook) => webhook.uri === uri)) {
        throw new SandboxError("NoWebhook", `No webhook calls ${uri} anymore.`);
      }
      return current().act(`Receiver ${uri}: ${status ?? "no response"}`, () => {
        simulator.transact((draft) => ok(putReceiver(draft, uri, status)));
      });
    },
    runLog: (key) => runLog(current().simulator.world, key) ?? null,
  };
}
