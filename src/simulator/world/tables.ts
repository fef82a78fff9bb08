import type { ClientTables } from "./client-tables.ts";
import type { CloudTables } from "./cloud-tables.ts";
import type { ContentTables } from "./content-tables.ts";
import type { RegistryTables } from "./registry-tables.ts";
import type { ServiceTables } from "./service-tables.ts";

/** Every table of a world: the type of its rows. The comment on each names the segments of its key. */
export interface Tables extends CloudTables, RegistryTables, ContentTables, ServiceTables, ClientTables {}
