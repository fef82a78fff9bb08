import { zipSync } from "fflate";
import { markScale } from "../../src/assignment/grade.ts";
import { buildGradebook } from "../../src/assignment/gradebook.ts";
import { createGradingSession } from "../../src/store/gradebook-session.ts";
import { anAssignment, instructorKeys } from "../support/assignments.ts";
import { bodiesFor, sealed, sit } from "../support/class.ts";
import { printTable } from "./table.ts";

/** Seconds that each class size may take. */
const goals = { 300: 10, 5000: 60 };
const pool = Array.from({ length: 60 }, (_, at) => ({ id: `item-${at}`, version: 1 }));

/** Opens, grades and compares the submissions of a class from one zip, as the gradebook's worker does. */
export async function measure(): Promise<void> {
  const assignment = anAssignment({
    parts: [{ kind: "items", title: "", from: pool, draw: 20, same: false }],
  });
  const bodies = bodiesFor(assignment);
  const rows: Record<string, string | number>[] = [];
  for (const [size, goal] of Object.entries(goals)) {
    const submissions = Array.from({ length: Number(size) }, (_, at) =>
      sit(assignment, bodies, { learner: { id: `learner-${at}` }, number: at + 1, right: at % 21 }),
    );
    const files: Record<string, Uint8Array> = {};
    // oxlint-disable-next-line no-await-in-loop -- Sealing thousands at once would fill the memory.
    for (const submission of submissions) files[`${submission.id}.acrsub`] = await sealed(assignment, submission);
    const zip = zipSync(files, { level: 0 });
    const session = createGradingSession();
    const start = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- One size after the other, for times that can be compared.
    await session.begin({
      hash: submissions[0]?.assignment ?? "",
      assignment,
      bodies: [...bodies],
      keys: [instructorKeys.seal],
      titles: [],
    });
    const source = { name: "all.zip", size: zip.length, read: async () => zip };
    // oxlint-disable-next-line no-await-in-loop -- See above.
    const result = await session.read([source], () => {});
    const opened = performance.now();
    const read = result?.opened ?? [];
    // oxlint-disable-next-line no-await-in-loop -- See above.
    const grades = await session.grade(read.map(({ submission }) => ({ submission, addedAt: 0 })));
    const graded = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- See above.
    await session.signals([]);
    const compared = performance.now();
    const learners = buildGradebook({
      assignment,
      scale: markScale(assignment, bodies),
      submissions: read.flatMap(({ submission }, at) => {
        const grade = grades[at];
        return grade ? [{ submission, grade }] : [];
      }),
      decisions: {},
    });
    const end = performance.now();
    const seconds = (end - start) / 1000;
    rows.push({
      submissions: learners.length,
      "open (s)": (opened - start) / 1000,
      "grade (s)": (graded - opened) / 1000,
      "compare (s)": (compared - graded) / 1000,
      "rows, on the page (ms)": end - compared,
      "all (s)": seconds,
      goal: seconds <= goal ? `within ${goal} s` : `MISSED: ${goal} s`,
    });
  }
  printTable(rows);
}
