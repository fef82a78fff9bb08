import type { Profile } from "../assessment/item.ts";
import type { WorldTemplate } from "../content/world-template.ts";
import { findPlace } from "../simulator/places.ts";
import type { Block } from "./block.ts";
import { findTemplate } from "./find-template.ts";
import type { NewWorld, OpenedWorld } from "./protocol.ts";
import { worldFrom } from "./world-from.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { SandboxParts } from "./sandbox-parts.ts";
import type { WorldEntry } from "./world-entry.ts";
import { entriesOf } from "./world-list.ts";
import type { WorldOpener } from "./world-opener.ts";

/** Makes worlds from templates and opens them. */
export class WorldCreator {
  constructor(
    private readonly services: SandboxParts,
    private readonly opener: WorldOpener,
  ) {}

  /** Finds a template by its id; throws `NoTemplate` when there is none. */
  async templateOf(id: string): Promise<WorldTemplate> {
    const template = await findTemplate(this.services, id);
    if (template) return template;
    const message = `There is no starting environment called ${id.slice(0, 40)}. Choose one from the list.`;
    throw new SandboxError("NoTemplate", message);
  }

  /** Makes a world from a template and opens it. `replaces` are the lines of worlds that make room for it. */
  async create({ template: id, profile, name, seed, replaces }: NewWorld): Promise<OpenedWorld> {
    const template = await this.templateOf(id);
    if (replaces) await this.makeRoom(template.id, new Set(replaces));
    const settings = { profile, seed: seed ?? this.services.newSeed() };
    return this.createFrom(template, settings, { name: name ?? template.name });
  }

  /** Makes a world with the commands of a template, which may differ from the listed one of the same id, and opens it. */
  async createFrom(
    template: WorldTemplate,
    settings: { profile: Profile; seed: number },
    { name, exercise }: Pick<WorldEntry, "name" | "exercise">,
  ): Promise<OpenedWorld> {
    const of = template.commands.length;
    const { simulator, blobs } = await worldFrom(this.services, template, settings, (done) =>
      this.services.emit({ kind: "progress", subject: "environment", done, of }),
    );
    const { profile } = settings;
    const place = template.at === undefined ? undefined : findPlace(simulator.world, template.at)?.id;
    return this.opener.openNew(simulator.world, blobs.takeNew(), {
      name,
      template: template.id,
      profile,
      ...(exercise && { exercise }),
      ...(place !== undefined && { place }),
    });
  }

  /** Removes worlds of a template in which only these lines were typed, unless another tab has them open. */
  private async makeRoom(template: string, lines: ReadonlySet<string>): Promise<void> {
    const { storage, lock } = this.services;
    for (const { id, template: made, commands, exercise } of await entriesOf(storage)) {
      if (made !== template || commands > lines.size || exercise) continue;
      const stored = await storage.load(id);
      const typed = (stored?.blocks ?? []).map(({ block }) => (block as Block).line);
      if (!typed.every((line) => lines.has(line))) continue;
      if (this.opener.opened(id)) await this.opener.close();
      if (await lock.acquire(id, { take: false, lost: () => undefined })) {
        await storage.remove(id);
        lock.release();
      }
    }
  }
}
