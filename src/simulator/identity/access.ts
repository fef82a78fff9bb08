import type { Origin } from "../world/cloud.ts";

/** Operations on the contents of a registry; the keys of content/facts/operations.yaml. */
export type ContentOperation =
  | "pull"
  | "push"
  | "delete"
  | "metadataRead"
  | "metadataWrite"
  | "catalogList"
  | "sign"
  | "quarantineRead"
  | "quarantineWrite"
  | "deletedRestore";

/** Who asks. */
export type Caller =
  | { kind: "principal"; id: string }
  | { kind: "admin"; registry: string }
  | { kind: "token"; registry: string; name: string }
  /** A run of a task or a quick build, at the registry that it belongs to. */
  | { kind: "run"; registry: string; id: string }
  | { kind: "anonymous" };

/** May `caller` do this to the contents of a registry? A registry-wide operation names no repository. */
export interface ContentQuestion {
  caller: Caller;
  /** Name in lower case. */
  registry: string;
  operation: ContentOperation;
  repository?: string;
}

/** May a principal perform an ARM action such as `…/registries/write` on a resource? */
export interface ArmQuestion {
  principalId: string;
  action: string;
  /** ARM id. */
  scope: string;
}

/** An answer with its reason; `because` is a whole sentence for the learner. */
export interface Verdict {
  allowed: boolean;
  because: string;
  /** What granted it: a role assignment, a scope map, the admin account, anonymous pull. */
  via?: string;
  /** Key of the fact that decided. */
  fact?: string;
}

/** Whether an origin can reach the endpoint of a registry. */
export interface NetworkQuestion {
  registry: string;
  origin: Origin;
}
