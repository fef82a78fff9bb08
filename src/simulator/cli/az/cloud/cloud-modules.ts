import type { AzModule } from "../az-call.ts";
import { aksModule } from "./aks.ts";
import { groupModule } from "./group.ts";
import { roleAssignmentModule } from "./role-assignment.ts";

/** Commands for what surrounds a registry. */
export const cloudModules: readonly AzModule[] = [groupModule, aksModule, roleAssignmentModule];
