import type { TokenAudience } from "./sign-in.ts";

/** What requests need of the command that makes them. */
export interface ArmTools {
  send(request: Request): Promise<Response>;
  token(audience: TokenAudience, renew?: boolean): Promise<string>;
  wait(milliseconds: number): Promise<void>;
  warn(text: string): void;
  /** Shows progress on a terminal; undefined ends it. */
  progress(text: string | undefined): void;
}
