import { columns } from "./columns.ts";
import type { DockerCall } from "./docker-call.ts";
import { configOf } from "./image-store.ts";
import { requireImage } from "./local-image.ts";
import { shortId } from "./names.ts";
import { agoText, sizeText } from "./units.ts";

/** `docker history` */
export function history(docker: DockerCall): number {
  const { call, line } = docker;
  const image = requireImage(docker, line.operands[0] ?? "");
  const config = configOf(call.machine, image);
  const entries = Array.isArray(config["history"])
    ? (config["history"] as { created?: string; created_by?: string; empty_layer?: boolean }[])
    : [];
  const sizes = image.layers.map(({ size }) => size);
  let next = 0;
  const visible = entries.map((entry) => ({ ...entry, size: entry.empty_layer ? 0 : (sizes[next++] ?? 0) })).reverse();
  const cut = (text: string) => (line.on("--no-trunc") || text.length <= 45 ? text : `${text.slice(0, 44)}…`);
  call.out(
    columns(
      ["IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"],
      visible.map(({ created = "", created_by = "", size }, at) => [
        at === 0 ? shortId(image.id) : "<missing>",
        agoText(created, call.machine.now()),
        cut(created_by),
        sizeText(size),
        "",
      ]),
    ),
  );
  return 0;
}
