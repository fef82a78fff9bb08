import type { Response, ScoredItem } from "../../../src/assessment/item.ts";
import { describeInteraction, type LmsInteraction } from "../../../src/assignment/scorm/interactions.ts";
import {
  buildList,
  choose,
  command,
  dropdowns,
  hotArea,
  matching,
  series,
  single,
  statements,
} from "../../assessment/some-items.ts";

/** Noon on 31 January 2026, UTC. */
export const noon = Date.UTC(2026, 0, 31, 12);

/** An answer given at noon after 12.5 seconds. */
export const interaction = (item: ScoredItem, response: Response | undefined): LmsInteraction =>
  describeInteraction(item, response, { answeredAt: noon, seconds: 12.5, strict: false });

/** For each type of question, an answer and how each version of SCORM records answer and key. */
export const recorded: {
  item: ScoredItem;
  response: Response;
  type12: string;
  type2004: string;
  response12: string;
  response2004: string;
  key12: string[];
  key2004: string[];
  right: boolean;
}[] = [
  {
    item: single,
    response: { type: "single", option: "c" },
    type12: "choice",
    type2004: "choice",
    response12: "c",
    response2004: "c",
    key12: ["b"],
    key2004: ["b"],
    right: false,
  },
  {
    item: choose,
    response: { type: "choose", options: ["d", "b"] },
    type12: "choice",
    type2004: "choice",
    response12: "b,d",
    response2004: "b[,]d",
    key12: ["b,d"],
    key2004: ["b[,]d"],
    right: true,
  },
  {
    item: statements,
    response: { type: "statements", answers: { a: true, c: false } },
    type12: "matching",
    type2004: "matching",
    response12: "a.a,c.b",
    response2004: "a[.]yes[,]c[.]no",
    key12: ["a.a,b.b,c.a"],
    key2004: ["a[.]yes[,]b[.]no[,]c[.]yes"],
    right: false,
  },
  {
    item: buildList,
    response: { type: "build-list", steps: ["2", "1", "3", "4"] },
    type12: "sequencing",
    type2004: "sequencing",
    response12: "b,a,c,d",
    response2004: "2[,]1[,]3[,]4",
    key12: ["a,b,c,d", "b,a,c,d"],
    key2004: ["1[,]2[,]3[,]4", "2[,]1[,]3[,]4"],
    right: true,
  },
  {
    item: matching,
    response: { type: "matching", tokens: { p: "1", q: "3" } },
    type12: "matching",
    type2004: "matching",
    response12: "a.a,b.c",
    response2004: "p[.]1[,]q[.]3",
    key12: ["a.a,b.b,c.c"],
    key2004: ["p[.]1[,]q[.]2[,]r[.]3"],
    right: false,
  },
  {
    item: dropdowns,
    response: { type: "dropdowns", choices: { g: "b", h: "a" } },
    type12: "matching",
    type2004: "matching",
    response12: "a.b,b.a",
    response2004: "g[.]g.b[,]h[.]h.a",
    key12: ["a.b,b.a"],
    key2004: ["g[.]g.b[,]h[.]h.a"],
    right: true,
  },
  {
    item: hotArea,
    response: { type: "hot-area", places: ["south"] },
    type12: "choice",
    type2004: "choice",
    response12: "c",
    response2004: "south",
    key12: ["a,c"],
    key2004: ["north[,]south"],
    right: false,
  },
  {
    item: series,
    response: { type: "series", meetsGoal: true },
    type12: "true-false",
    type2004: "true-false",
    response12: "t",
    response2004: "true",
    key12: ["f"],
    key2004: ["false"],
    right: false,
  },
  {
    item: command,
    response: { type: "command", commands: ["make", "fill"], met: ["made", "full"] },
    type12: "performance",
    type2004: "other",
    response12: "make; fill; 2 of 2 goals met",
    response2004: "make; fill; 2 of 2 goals met",
    key12: ["make; fill", "make --full"],
    // SCORM 2004 allows one correct answer of this type.
    key2004: ["make; fill"],
    right: true,
  },
];
