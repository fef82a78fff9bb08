import { expect, it } from "vitest";
import { attemptsCsv } from "../../src/progress/csv.ts";
import { anAttempt } from "./support.ts";

const lines = (csv: string) => csv.split("\r\n");
const head =
  "attempt,assessment,title,profile,feedback,strict,items,started,submitted,points,maximum,percent,pass mark percent,passed";

it("writes one line per attempt, oldest first", () => {
  const scores = [
    { itemId: "sku-1", earned: 1, maximum: 1 },
    { itemId: "sku-2", earned: 1, maximum: 2 },
  ];
  const csv = attemptsCsv(
    [anAttempt({ id: "b", startedAt: 2000, submittedAt: 3000, scores }), anAttempt({ id: "a", passMark: undefined })],
    5000,
  );
  expect(lines(csv)).toEqual([
    head,
    "a,acr-quiz,Chapter quiz,chapter,end,no,2,1970-01-01T00:00:01.000Z,,,,,,",
    "b,acr-quiz,Chapter quiz,chapter,end,no,2,1970-01-01T00:00:02.000Z,1970-01-01T00:00:03.000Z,2,3,66.6,60,yes",
    "",
  ]);
});

it("passes at exactly the pass mark", () => {
  const scores = [{ itemId: "x", earned: 7, maximum: 10 }];
  expect(attemptsCsv([anAttempt({ passMark: 0.7, submittedAt: 2, scores })], 5000)).toMatch(/7,10,70,70,yes\r\n$/);
});

it("quotes commas, quotes and line ends", () => {
  expect(attemptsCsv([anAttempt({ title: 'A "b", c\nd' })], 5000)).toContain(',"A ""b"", c\nd",');
});

it.each(["=1+1", "+1", "-1", "@x", "\t=1", " =1"])("does not let a spreadsheet run %j", (title) => {
  expect(attemptsCsv([anAttempt({ title })], 5000)).toContain(`,'${title},`);
});

it("leaves the score of an assigned attempt out until its instructor releases it", () => {
  const scores = [{ itemId: "sku-1", earned: 1, maximum: 2 }];
  const assigned = { hash: "h", number: 1, feedback: { shows: "score" as const, from: 5000 } };
  const attempt = anAttempt({ submittedAt: 3000, scores, assigned });
  expect(lines(attemptsCsv([attempt], 4999))[1]).toMatch(/1970-01-01T00:00:03\.000Z,,,,60,$/);
  expect(lines(attemptsCsv([attempt], 5000))[1]).toMatch(/,1,2,50,60,no$/);
});
