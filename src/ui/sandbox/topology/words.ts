import type { ClusterView, RegionView, RegistryView } from "../../../sandbox/topology-view.ts";

/** Shape and words of a region's state; the color comes on top of them. */
export const stateOf = ({ state, percent }: RegionView): { mark: string; text: string; kind: string } => {
  switch (state) {
    case "ready":
      return { mark: "●", text: "ready", kind: "right" };
    case "copying":
      return { mark: "◐", text: `${percent}%`, kind: "accent" };
    case "paused":
      return { mark: "◑", text: `waiting at ${percent}%`, kind: "caution" };
    case "creating":
      return { mark: "○", text: "being created", kind: "muted" };
    case "down":
      return { mark: "✕", text: "down", kind: "wrong" };
  }
};

export const networkWords: Record<RegistryView["network"], string> = {
  open: "public access",
  selected: "selected networks",
  private: "private endpoints only",
};

const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

/** Bytes in the largest unit that leaves a number of at least one. */
export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 2 ** (10 * power);
  return `${power === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[power] ?? ""}`;
}

export const storageText = ({ storage }: RegistryView): string =>
  storage.ceiling.bytes === undefined
    ? bytesText(storage.used)
    : `${bytesText(storage.used)} of ${bytesText(storage.ceiling.bytes)}`;

export const podCount = ({ pods }: Pick<ClusterView, "pods">): string =>
  `${pods.length} ${pods.length === 1 ? "pod" : "pods"}`;
