import type { WorldStorage } from "../progress/world-storage.ts";
import type { Block } from "./block.ts";
import type { Requests } from "./protocol.ts";
import { RecentList } from "./recent-list.ts";
import type { CommandRecord } from "./world-parts.ts";

/** Id of the block at a position, from 0 on. */
const blockId = (position: number): string => `b${position + 1}`;

const positionOf = (id: string): number => Number(id.slice(1)) - 1;

/** The commands of an environment with their requests: the last ones in memory, all of them in storage. */
export class Transcript {
  constructor(
    private readonly world: string,
    private readonly storage: Pick<WorldStorage, "blocks">,
    private readonly commands: RecentList<CommandRecord>,
  ) {}

  /** Id of the block that comes next. */
  get nextId(): string {
    return blockId(this.commands.length);
  }

  /** The blocks in memory, the last one last. */
  get recent(): Block[] {
    return this.commands.recent.map(({ block }) => block);
  }

  /** How many blocks come before those in memory. */
  get earlier(): number {
    return this.commands.start;
  }

  at(position: number): CommandRecord | undefined {
    return this.commands.at(position);
  }

  /** Adds a command and returns its position. */
  add(command: CommandRecord): number {
    this.commands.push(command);
    return this.commands.length - 1;
  }

  /** Lets go of commands that are in storage. */
  forget(): void {
    this.commands.forget();
  }

  /** Returns every command, reading the earlier ones from storage without keeping them. */
  async all(): Promise<readonly CommandRecord[]> {
    const { start, recent } = this.commands;
    const inMemoryCommands = [...recent];
    return [...(await this.stored(0, start)), ...inMemoryCommands];
  }

  /** Returns at most so many blocks before a position. */
  async blocksBefore(position: number, count: number): Promise<Block[]> {
    const from = Math.max(0, position - count);
    const inMemory = Math.max(from, Math.min(position, this.commands.start));
    const inMemoryCommands = this.commands.from(inMemory);
    const commands = [...(await this.stored(from, inMemory)), ...inMemoryCommands];
    return commands.slice(0, position - from).map(({ block }) => block);
  }

  /** Marks commands as undone or not, and returns their positions. Those in storage only are read first. */
  async mark(ids: Iterable<string>, undone: boolean): Promise<number[]> {
    const positions = [...ids].map(positionOf).sort((a, b) => a - b);
    const [first = this.commands.start] = positions;
    if (first < this.commands.start) this.commands.prepend(await this.stored(first, this.commands.start));
    for (const position of positions) {
      const command = this.commands.at(position);
      if (command) command.block.undone = undone;
    }
    return positions;
  }

  /** Returns the requests of one command, of the last so many that made any, or of all of them. */
  async wire({ block, commands: count }: Requests["wire"]["ask"]): Promise<Requests["wire"]["answer"]> {
    if (block !== undefined) {
      const position = positionOf(block);
      const command = this.commands.at(position) ?? (await this.stored(position, position + 1))[0];
      return { entries: [...(command?.wire ?? [])], earlier: false };
    }
    const isBusy = ({ wire }: CommandRecord) => wire.length > 0;
    let busy = this.commands.recent.filter(isBusy);
    let complete = this.commands.start === 0;
    if (!complete && (count === undefined || busy.length < count)) {
      busy = (await this.all()).filter(isBusy);
      complete = true;
    }
    const requested = count === undefined ? busy : busy.slice(-count);
    return { entries: requested.flatMap(({ wire }) => wire), earlier: !complete || requested.length < busy.length };
  }

  private async stored(from: number, to: number): Promise<CommandRecord[]> {
    return from < to ? ((await this.storage.blocks(this.world, from, to)) as CommandRecord[]) : [];
  }
}
