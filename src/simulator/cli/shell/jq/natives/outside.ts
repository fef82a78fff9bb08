import { computed } from "../evaluation/item.ts";
import { JqError } from "../values.ts";
import { pure, type NativeTable } from "./native.ts";

/** What comes from around the program. */
export const outsideNatives: NativeTable = {
  "env/0": pure((_value, { outside }) => outside.environment),
  "input/0": function* (item, _args, { outside }) {
    const value = outside.input();
    if (value === undefined) throw new JqError("No more inputs");
    yield computed(value, item);
  },
  "inputs/0": function* (item, _args, { outside }) {
    for (let value = outside.input(); value !== undefined; value = outside.input()) yield computed(value, item);
  },
  "debug/0": function* (item, _args, { outside }) {
    outside.debug(JSON.stringify(["DEBUG:", item.value]));
    yield item;
  },
};
