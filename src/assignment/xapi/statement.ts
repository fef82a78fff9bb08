/** The xAPI version that statements and requests use. */
export const xapiVersion = "1.0.3";

/** The person that a statement is about. */
export interface XapiAgent {
  objectType: "Agent";
  name?: string;
  /** An account on a system; cmi5 allows nothing else. */
  account?: { homePage: string; name: string };
  /** `mailto:` and an address. */
  mbox?: string;
}

export type LanguageMap = Record<string, string>;

export interface XapiActivity {
  objectType: "Activity";
  id: string;
  definition?: {
    type?: string;
    name?: LanguageMap;
    description?: LanguageMap;
    interactionType?: string;
    correctResponsesPattern?: string[];
    choices?: { id: string; description: LanguageMap }[];
    source?: { id: string; description: LanguageMap }[];
    target?: { id: string; description: LanguageMap }[];
    extensions?: Record<string, unknown>;
  };
}

export interface XapiResult {
  score?: { scaled: number; raw?: number; min?: number; max?: number };
  success?: boolean;
  completion?: boolean;
  response?: string;
  duration?: string;
}

export interface XapiContext {
  registration?: string;
  contextActivities?: Record<string, unknown[]>;
  extensions?: Record<string, unknown>;
  [other: string]: unknown;
}

export interface XapiStatement {
  id: string;
  actor: XapiAgent;
  verb: { id: string; display: LanguageMap };
  object: XapiActivity;
  result?: XapiResult;
  context: XapiContext;
  timestamp: string;
}

export type XapiVerb = "initialized" | "answered" | "passed" | "failed" | "completed" | "terminated";

/** Returns ADL's verb with its name in English. */
export const adlVerb = (verb: XapiVerb): XapiStatement["verb"] => ({
  id: `http://adlnet.gov/expapi/verbs/${verb}`,
  display: { "en-US": verb },
});

/** Returns a text in the language of the course. */
export const inEnglish = (text: string): LanguageMap => ({ "en-US": text });

/** Formats a moment, in milliseconds since the epoch, as UTC. */
export const xapiTimestamp = (time: number): string => new Date(time).toISOString();

/** Rounds a share of points to the four decimals that scores have. */
export const scaledScore = (share: number): number => Math.round(Math.min(Math.max(share, 0), 1) * 10_000) / 10_000;
