import type { Profile } from "../../assessment/item.ts";
import { worldStart } from "./clock.ts";
import type { Moment } from "./row-schemas.ts";
import { World } from "./world.ts";

export interface NewWorld {
  profile: Profile;
  seed?: number;
  /** Where virtual time starts. */
  start?: Moment;
}

/** The person at the keyboard: owner of the subscription, signed in. */
export const learnerId = "7d8e5c1a-4b02-4f6e-9a3d-2c5b8e0f1a47";

/** An empty cloud with one subscription, one tenant and the learner as its owner. */
export function newWorld({ profile, seed = 1, start = worldStart }: NewWorld): World {
  const draft = World.empty.draft();
  const id = "3f1c9a52-6d07-4e8b-b0a4-91c2d7e5f683";
  draft.put("settings", [], {
    seed,
    profile,
    subscription: { id, name: "Harbour Training", tenantId: "b5a0f2d4-1c3e-4a79-8f60-e7d9c4b1a258" },
    signedIn: learnerId,
  });
  draft.put("now", [], start);
  const userPrincipalName = "learner@harbour.example";
  draft.put("principal", [learnerId], { id: learnerId, kind: "user", displayName: "Learner", userPrincipalName });
  for (const name of [learnerId, userPrincipalName]) draft.put("principalNamed", [name, learnerId], true);
  const assignmentId = "8c2f7b16-0d95-4e3a-a1b8-6f4c9d0e2357";
  draft.put("assignmentOf", [learnerId, assignmentId], true);
  draft.put("roleAssignment", [assignmentId], {
    id: assignmentId,
    principalId: learnerId,
    roleId: "Owner",
    scope: `/subscriptions/${id}`,
    createdAt: start,
  });
  return draft.commit();
}
