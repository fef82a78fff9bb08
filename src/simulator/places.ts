import type { Origin } from "./world/cloud.ts";
import type { World } from "./world/world.ts";

/** Where commands come from. */
export interface Place {
  id: string;
  label: string;
}

const fixed: { place: Place; origin: Origin }[] = [
  { place: { id: "laptop", label: "Your laptop" }, origin: { address: "203.0.113.24", region: "westeurope" } },
  { place: { id: "office", label: "An office in East US" }, origin: { address: "198.51.100.7", region: "eastus" } },
  {
    place: { id: "cafe", label: "A café in Southeast Asia" },
    origin: { address: "192.0.2.88", region: "southeastasia" },
  },
];

/** Subnets of the world's virtual networks: machines in them are places too. */
function* subnets(world: World): Generator<{ place: Place; origin: Origin }> {
  for (const { row } of world.scan("resource")) {
    const [, network, subnet] = /\/virtualnetworks\/([^/]+)\/subnets\/([^/]+)$/i.exec(row.id) ?? [];
    if (network === undefined || subnet === undefined) continue;
    const parent = world.get("resource", row.id.toLowerCase().replace(/\/subnets\/[^/]+$/, ""));
    const region = parent?.location ?? row.location;
    yield {
      place: { id: row.id, label: `A machine in ${network}/${subnet}` },
      origin: { address: "20.50.1.10", subnetId: row.id, ...(region !== "" && { region }) },
    };
  }
}

/** Every place that commands can be given from. */
export const placesOf = (world: World): Place[] => [...fixed, ...subnets(world)].map(({ place }) => place);

/** Finds a place by its id or by words of its label, e.g. `office` or `shop-vnet/apps`. */
export const findPlace = (world: World, text: string): Place | undefined =>
  placesOf(world).find(({ id, label }) => id === text || label.includes(text));

/** Where a place sends its requests from; the laptop when the place is gone. */
export function originOf(world: World, id: string): Origin {
  const found = [...fixed, ...subnets(world)].find(({ place }) => place.id === id);
  return found?.origin ?? { address: "203.0.113.24", region: "westeurope" };
}

/** The addresses that places send from, each with the place's name. */
export function placeAddresses(world: World): { label: string; address: string }[] {
  const found = new Map<string, string>();
  for (const { place, origin } of [...fixed, ...subnets(world)]) {
    if (!found.has(origin.address)) found.set(origin.address, place.label);
  }
  return Array.from(found, ([address, label]) => ({ address, label }));
}
