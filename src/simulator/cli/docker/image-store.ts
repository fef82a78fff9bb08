import type { Machine } from "../machine.ts";

/** A layer of an image that the daemon holds. */
export interface StoredLayer {
  digest: string;
  diffId: string;
  size: number;
  mediaType: string;
}

/** An image of the daemon, named by the digest of its config. */
export interface StoredImage {
  id: string;
  /** The manifest as the registry knows it, so that a push gives the same digest. */
  manifest: string;
  mediaType: string;
  manifestDigest: string;
  layers: StoredLayer[];
  os: string;
  architecture: string;
  created: string;
}

interface Store {
  images: Record<string, StoredImage>;
  /** Id by full name with tag, e.g. `docker.io/library/nginx:1.27`. */
  tags: Record<string, string>;
  /** Id by full name with digest. */
  digests: Record<string, string>;
  /** Repositories (full names) that are known to hold a layer, by the layer's digest. */
  sources: Record<string, string[]>;
}

const path = "/var/lib/docker/image/repositories.json";

/** The images of the docker daemon: one file of names, and the layers in the machine's layer store. */
export class ImageStore {
  private readonly store: Store;

  constructor(private readonly machine: Machine) {
    const found =
      machine.files.stat(path)?.kind === "file" ? (JSON.parse(machine.files.text(path)) as Store) : undefined;
    this.store = found ?? { images: {}, tags: {}, digests: {}, sources: {} };
  }

  save(): void {
    this.machine.files.write(path, JSON.stringify(this.store));
  }

  /** The image of a full name with tag or digest, or of the beginning of an id. */
  find(name: string): StoredImage | undefined {
    const named = this.store.images[this.store.tags[name] ?? this.store.digests[name] ?? ""];
    if (named) return named;
    const start = name.replace(/^sha256:/, "");
    if (!/^[0-9a-f]{4,64}$/.test(start)) return undefined;
    return Object.values(this.store.images).find(({ id }) => id.startsWith(`sha256:${start}`));
  }

  get images(): StoredImage[] {
    return Object.values(this.store.images);
  }

  get tags(): [name: string, id: string][] {
    return Object.entries(this.store.tags);
  }

  namesOf(id: string): { tags: string[]; digests: string[] } {
    const named = (names: Record<string, string>) =>
      Object.keys(names)
        .filter((name) => names[name] === id)
        .sort();
    return { tags: named(this.store.tags), digests: named(this.store.digests) };
  }

  add(image: StoredImage): void {
    this.store.images[image.id] = image;
  }

  tag(name: string, id: string): void {
    this.store.tags[name] = id;
  }

  /** Notes that a repository holds an image under its digest, and with it the image's layers. */
  noteSource(repository: string, image: StoredImage): void {
    this.store.digests[`${repository}@${image.manifestDigest}`] = image.id;
    for (const { digest } of image.layers) this.noteLayer(repository, digest);
  }

  noteLayer(repository: string, digest: string): void {
    const known = this.store.sources[digest] ?? [];
    if (!known.includes(repository)) this.store.sources[digest] = [...known, repository];
  }

  /** Another repository of the same host that holds a layer, to mount it from. */
  mountSource(host: string, repository: string, digest: string): string | undefined {
    return (this.store.sources[digest] ?? [])
      .filter((name) => name.startsWith(`${host}/`) && name !== `${host}/${repository}`)
      .map((name) => name.slice(host.length + 1))
      .at(-1);
  }

  untag(name: string): void {
    delete this.store.tags[name];
    delete this.store.digests[name];
  }

  /** Removes an image and the layers that no other image has; gives their diff ids, the top one first. */
  remove({ id, layers }: StoredImage): string[] {
    delete this.store.images[id];
    for (const names of [this.store.tags, this.store.digests]) {
      for (const [name, named] of Object.entries(names)) if (named === id) delete names[name];
    }
    const used = new Set(this.images.flatMap((image) => image.layers.map(({ digest }) => digest)));
    const gone = layers.filter(({ digest }) => !used.has(digest)).reverse();
    for (const { digest } of gone) {
      this.machine.layers.remove(digest);
      delete this.store.sources[digest];
    }
    this.machine.layers.remove(id);
    return gone.map(({ diffId }) => diffId);
  }
}

/** The config of an image, which the daemon keeps beside its layers. */
export const configOf = (machine: Machine, { id }: StoredImage): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(machine.layers.bytes(id))) as Record<string, unknown>;

export const sizeOf = ({ layers }: StoredImage): number => layers.reduce((sum, { size }) => sum + size, 0);
