import type { Assignment } from "../../src/assignment/assignment.ts";
import { emptyDraft, type AssignmentDraft } from "../../src/assignment/assignment-draft.ts";
import { publicHalf, type InstructorKeys, type PrivateKey } from "../../src/assignment/keys.ts";
import type { Submission } from "../../src/assignment/submission.ts";

/** Keys that were made once for the tests. They protect nothing. */
export const instructorKeys: InstructorKeys = {
  sign: {
    kty: "EC" as const,
    crv: "P-256" as const,
    x: "yC1z9kQ0V-y-PHOpC7QqpDW_S4n63na7dhzT6y0kxBo",
    y: "CQWb7whkemkAfNn2IlvmVyurQ2py6_imXAE3QpLU244",
    d: "wcQpoVO4eBXQ2UUGVMWNQFHymvpSXCX9Zi2nUUiXSzo",
  },
  seal: {
    kty: "EC" as const,
    crv: "P-256" as const,
    x: "zKy8kzOPcZJ2lZlSPstcFKM5xFp4xIWaK6SH-bi-ecU",
    y: "cPrHCm2NHLtXh98KPeSHfkhCly-8nhSQWDkrqIy8oqM",
    d: "FJOTZ7AVFRJ4s8lFZhKvzoxKtfB_0j-n5tS-G-knc5k",
  },
};
export const learnerPrivateKey: PrivateKey = {
  kty: "EC" as const,
  crv: "P-256" as const,
  x: "dPK_qsZklr0IKi-acZETcGan1tcfCSyFsZXqC0gfgv8",
  y: "2YxkPMsUEPtYiERSr1PNoMMjDbwyXRQFkeskuKYhyVU",
  d: "StNKZDGrXQEIkSesSSmlouNt5kzYK-XfhKVacPGNs8c",
};
export const otherPrivateKey: PrivateKey = {
  kty: "EC" as const,
  crv: "P-256" as const,
  x: "DGKkEuR3dx0JOL7Md7hLfyxNoMq39kuBzbGU3Iqq5Yk",
  y: "a8GlJmhOPePjhDUGS0nxCD9WngCKE2TpMKPosO5BPWc",
  d: "kLyNBjxPG_G_gszTPOoT3KQaHqSGWUl2yKqP6-3gtWI",
};

/** An assignment of five items, three of which each learner gets. */
export const anAssignment = (fields: Partial<Assignment> = {}): Assignment => ({
  v: 1,
  id: "AAAAAAAAAAAAAAAAAAAAAA",
  title: "Tiers and replication",
  course: "Cloud administration",
  instructor: "The instructor",
  instructions: "Answer on your own.",
  profile: "chapter",
  keys: { sign: publicHalf(instructorKeys.sign), seal: publicHalf(instructorKeys.seal) },
  parts: [
    {
      kind: "items",
      title: "",
      from: ["sku-1", "sku-2", "sku-3", "sku-4", "sku-5"].map((id) => ({ id, version: 1 })),
      draw: 3,
      same: false,
    },
  ],
  seed: "AQIDBAUGBwgJCgsMDQ4PEA",
  shuffle: { items: true, options: true },
  seconds: 1800,
  dueAt: Date.UTC(2026, 11, 18, 17),
  zone: "Europe/Berlin",
  late: { graceSeconds: 0, penalty: 0, per: "day", most: 1 },
  attempts: 2,
  pauseSeconds: 0,
  redraw: true,
  keep: "highest",
  passMark: 0.6,
  feedback: { shows: "explanations", when: "due" },
  navigation: "free",
  openBook: true,
  strict: false,
  identity: { label: "Email address", asksName: true },
  ...fields,
});

export const aDraft = (fields: Partial<AssignmentDraft> = {}): AssignmentDraft => ({
  ...emptyDraft("Europe/Berlin"),
  title: "Tiers and replication",
  parts: [{ kind: "items", ids: ["sku-1"] }],
  ...fields,
});

/** A submission of the first learner; `assignment` is the hash of what it belongs to. */
export const aSubmission = (fields: Partial<Submission> & Pick<Submission, "assignment">): Submission => ({
  v: 1,
  id: "BBBBBBBBBBBBBBBBBBBBBA",
  learner: { id: "kim@example.org", name: "Kim" },
  attempt: 1,
  startedAt: Date.UTC(2026, 11, 18, 16),
  submittedAt: Date.UTC(2026, 11, 18, 16, 20),
  elapsed: 1200,
  hidden: [],
  offline: [],
  answers: [
    {
      itemId: "sku-1",
      version: 1,
      profile: "chapter",
      order: ["b", "a"],
      response: { type: "single", option: "a" },
      seconds: 40,
      answeredAt: Date.UTC(2026, 11, 18, 16, 5),
    },
  ],
  transcripts: [],
  claimed: { earned: 1, maximum: 1 },
  returnKey: publicHalf(learnerPrivateKey),
  device: "CCCCCCCCCCCCCCCCCCCCCA",
  app: "0.1.0",
  ...fields,
});
