import type { Machine } from "../machine.ts";
import type { Call, Program } from "../program.ts";
import type { AccountCall } from "./account/account-call.ts";
import { ArmRequests } from "./arm-requests.ts";
import type { ArmClient } from "./arm-client.ts";
import type { Account } from "./az-call.ts";
import { configFolder, type Configuration } from "./configuration.ts";
import { accountOf, chooseSubscription, notSignedIn, Profile, type ProfileSubscription } from "./profile.ts";
import type { ParsedOptions } from "./options.ts";
import { confirm } from "./prompts.ts";
import { firstSubscriptions } from "./first-sign-in.ts";
import { SignIn, type TokenAudience } from "./sign-in.ts";

/** One run of a command, as its handler sees it. */
export class AzRun implements AccountCall {
  readonly machine: Machine;
  readonly signIn: SignIn;
  private chosen: ProfileSubscription | undefined;
  private requests: ArmRequests | undefined;

  constructor(
    readonly call: Call,
    readonly command: string,
    readonly options: ParsedOptions,
    readonly configuration: Configuration,
    readonly warn: (text: string) => void,
    private readonly programs: (name: string) => Promise<Program | undefined>,
  ) {
    this.machine = call.machine;
    this.signIn = new SignIn(call.machine, new Profile(call.machine, configFolder(call)));
  }

  /** Finds out who works and in which subscription, before a handler asks. Throws when nobody is signed in. */
  async open(subscription = this.typedFormat()): Promise<void> {
    const subscriptions = this.signIn.profile.subscriptions() ?? (await firstSubscriptions(this.signIn));
    this.chosen = chooseSubscription(subscriptions, subscription, this.warn);
  }

  get account(): Account {
    return accountOf(this.subscription);
  }

  get arm(): ArmClient {
    this.requests ??= new ArmRequests(this.account, {
      send: (request) => this.signIn.send(request),
      token: (audience, renew) => this.signIn.token(this.subscription, audience, renew),
      wait: (milliseconds) => this.machine.wait(milliseconds),
      warn: this.warn,
      progress: (text) => this.call.live?.("az-progress", text === undefined ? "" : ` - ${text}`),
    });
    return this.requests;
  }

  note(text: string): void {
    this.call.err(`${text}\n`);
  }

  async confirm(question: string, { quiet = false }: { quiet?: boolean } = {}): Promise<void> {
    if (this.options.knows("--yes") && this.options.on("--yes")) return;
    await confirm(this.call, question, quiet);
  }

  async ask(question: string, options: { secret?: boolean } = {}): Promise<string | undefined> {
    return this.call.terminal?.ask(question, options);
  }

  configured(name: "acr" | "group" | "location"): string | undefined {
    return this.configuration.get("defaults", name);
  }

  token(audience: TokenAudience): Promise<string> {
    return this.signIn.token(this.subscription, audience);
  }

  program(name: string): Promise<Program | undefined> {
    return this.programs(name);
  }

  private typedFormat(): string | undefined {
    return this.options.knows("--subscription") ? this.options.text("--subscription") : undefined;
  }

  private get subscription(): ProfileSubscription {
    if (!this.chosen) throw notSignedIn();
    return this.chosen;
  }
}
