import type { ArmResource } from "./arm-client.ts";
import type { AzCall, AzHandler, AzHandlers } from "./az-call.ts";
import { flattenResource } from "./flatten-resource.ts";
import type { JsonObject } from "../../world/json.ts";

/** What show, list and delete of a kind of resource need; most commands of the client are no more than that. */
export interface Kind {
  /** `az network vnet` */
  group: string;
  /** ARM id of the collection. */
  collection(az: AzCall): string | Promise<string>;
  /** Members of the client's model that the service may leave out. */
  fields?: readonly string[];
  /** Question before a removal; none when it is left out. */
  question?: string;
  /** Whether the removal knows `--no-wait`. */
  noWait?: true;
  view?(resource: ArmResource): JsonObject;
}

export const viewOf = ({ view, fields }: Kind, resource: ArmResource): JsonObject =>
  view ? view(resource) : flattenResource(resource, fields);

/** ARM id of the resource of `--name`. */
export const itemPath = async (kind: Kind, az: AzCall, name = az.options.required("--name")): Promise<string> =>
  `${await kind.collection(az)}/${name}`;

/** Puts the resource of `--name` and prints what became of it. */
export const putItem = async (kind: Kind, az: AzCall, body: object): Promise<JsonObject> =>
  viewOf(kind, await az.arm.put<ArmResource>(await itemPath(kind, az), body));

const remover =
  (kind: Kind): AzHandler =>
  async (az) => {
    if (kind.question !== undefined) await az.confirm(kind.question);
    await az.arm.delete(await itemPath(kind, az), { noWait: kind.noWait === true && az.options.on("--no-wait") });
    return undefined;
  };

/** Show, list and delete of a kind. */
export const crud = (kind: Kind): AzHandlers => ({
  [`${kind.group} show`]: async (az) => viewOf(kind, await az.arm.get<ArmResource>(await itemPath(kind, az))),
  [`${kind.group} list`]: async (az) =>
    (await az.arm.list(await kind.collection(az))).map((resource) => viewOf(kind, resource)),
  [`${kind.group} delete`]: remover(kind),
});

/** A collection of a provider in the group of `--resource-group`, or in the whole subscription where it may be left out. */
export const providerPath =
  (type: string) =>
  ({ arm, options }: AzCall): string => {
    const group = options.text("--resource-group");
    const base = group === undefined ? arm.subscription : `${arm.subscription}/resourceGroups/${group}`;
    return `${base}/providers/${type}`;
  };
