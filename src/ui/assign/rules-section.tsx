import { useMemo } from "react";
import type { AssignmentDraft } from "../../assignment/assignment-draft.ts";
import type { DraftDates, DraftProblem } from "../../assignment/check-draft.ts";
import { dateLine } from "../../assignment/summary.ts";
import { zoneCity } from "../../assignment/zoned-text.ts";
import { deviceZone } from "../../store/author-list.ts";
import { profileNames } from "../shared/profile-names.ts";
import { CheckField, DateField, NumberField, SelectField, TextField } from "./fields.tsx";

interface SectionProps {
  draft: AssignmentDraft;
  change(fields: Partial<AssignmentDraft>): void;
  problemsOf(field: string): DraftProblem[];
}

/** Shows a date as the device's own clocks have it, where that is another zone. */
function hereText(at: number | undefined, zone: string, edge: "start" | "end", now: number): string | undefined {
  if (at === undefined) return undefined;
  const there = dateLine(at, zone, edge, now);
  const here = deviceZone();
  return here === zone ? there : `${there}. Here: ${dateLine(at, here, edge, now)}`;
}

/** When the assignment can be taken, and what lateness costs. */
export function DatesSection({
  draft,
  change,
  problemsOf,
  dates,
  now,
}: SectionProps & { dates: DraftDates; now: number }) {
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf("timeZone");
    const all = new Set(["UTC", deviceZone(), draft.zone, ...known]);
    return [...all].sort().map((zone) => ({ value: zone, title: zone.replaceAll("_", " ") }));
  }, [draft.zone]);
  return (
    <section className="assign-block" aria-labelledby="dates">
      <h2 id="dates">Dates</h2>
      <div className="assign-two">
        <DateField
          label="Due"
          hint={
            hereText(dates.dueAt, draft.zone, "end", now) ??
            `Optional, in the time of ${zoneCity(draft.zone)}. 23:59 lasts until the day is over.`
          }
          value={draft.due}
          problems={problemsOf("due")}
          onChange={(due) => change({ due })}
        />
        <SelectField
          label="Time zone"
          value={draft.zone}
          options={zones}
          problems={problemsOf("zone")}
          onChange={(zone) => change({ zone })}
        />
        <DateField
          label="Opens"
          hint={
            hereText(dates.opensAt, draft.zone, "start", now) ?? "Optional. Without it, learners can begin right away."
          }
          value={draft.opens}
          problems={problemsOf("opens")}
          onChange={(opens) => change({ opens })}
        />
        <DateField
          label="Closes"
          hint={
            hereText(dates.closesAt, draft.zone, "end", now) ?? "Optional. Without it, late work is always accepted."
          }
          value={draft.closes}
          problems={problemsOf("closes")}
          onChange={(closes) => change({ closes })}
        />
      </div>
      <details className="assign-fold">
        <summary>
          Late work:{" "}
          {draft.penaltyPercent === 0
            ? "no marks are taken away"
            : `${draft.penaltyPercent}% of the marks ${draft.penaltyPer === "day" ? "for each day" : "once"}`}
        </summary>
        <div className="assign-two">
          <NumberField
            label="Minutes after the due date that still count as on time"
            value={draft.graceMinutes}
            least={0}
            most={10_080}
            onChange={(graceMinutes) => change({ graceMinutes })}
          />
          <NumberField
            label="Percent of the marks that lateness takes away"
            value={draft.penaltyPercent}
            least={0}
            most={100}
            problems={problemsOf("penaltyPercent")}
            onChange={(penaltyPercent) => change({ penaltyPercent })}
          />
          <SelectField
            label="How often"
            value={draft.penaltyPer}
            options={[
              { value: "day", title: "For each day begun" },
              { value: "once", title: "Once" },
            ]}
            onChange={(penaltyPer) => change({ penaltyPer })}
          />
          <NumberField
            label="At most, in percent"
            value={draft.mostPenaltyPercent}
            least={0}
            most={100}
            onChange={(mostPenaltyPercent) => change({ mostPenaltyPercent })}
          />
        </div>
      </details>
    </section>
  );
}

const usualMinutes = 30;
const keepNames: Record<AssignmentDraft["keep"], string> = {
  highest: "The best attempt",
  latest: "The last attempt",
  first: "The first attempt",
  average: "The mean of all attempts",
};

/** How the assignment is taken and marked. */
export function RulesSection({ draft, change, problemsOf }: SectionProps) {
  const { shuffle, feedback, identity } = draft;
  return (
    <section className="assign-block" aria-labelledby="rules">
      <h2 id="rules">Rules</h2>
      <div className="assign-two">
        <div>
          {draft.minutes !== null && (
            <NumberField
              label="Minutes"
              value={draft.minutes}
              least={1}
              most={1440}
              problems={problemsOf("minutes")}
              onChange={(minutes) => change({ minutes })}
            />
          )}
          <CheckField
            label="No time limit"
            checked={draft.minutes === null}
            onChange={(isUntimed) => change({ minutes: isUntimed ? null : usualMinutes })}
          />
        </div>
        <div>
          {draft.attempts !== null && (
            <NumberField
              label="Attempts"
              value={draft.attempts}
              least={1}
              most={100}
              onChange={(attempts) => change({ attempts })}
            />
          )}
          <CheckField
            label="Any number of attempts"
            checked={draft.attempts === null}
            onChange={(isUnlimited) => change({ attempts: isUnlimited ? null : 1 })}
          />
        </div>
        {draft.attempts !== 1 && (
          <>
            <SelectField
              label="What counts"
              value={draft.keep}
              options={(["highest", "latest", "first", "average"] as const).map((keep) => ({
                value: keep,
                title: keepNames[keep],
              }))}
              onChange={(keep) => change({ keep })}
            />
            <NumberField
              label="Minutes between attempts"
              value={draft.pauseMinutes}
              least={0}
              most={43_200}
              onChange={(pauseMinutes) => change({ pauseMinutes })}
            />
            <SelectField
              label="Another attempt asks"
              value={draft.redraw ? "new" : "same"}
              options={[
                { value: "new", title: "Newly drawn questions" },
                { value: "same", title: "The same questions" },
              ]}
              onChange={(draw) => change({ redraw: draw === "new" })}
            />
          </>
        )}
        <SelectField
          label="Rules that questions follow"
          hint="The chapter’s rules, or those of Azure today. Each asks only questions that fit."
          value={draft.profile}
          options={(["chapter", "azure"] as const).map((profile) => ({ value: profile, title: profileNames[profile] }))}
          onChange={(profile) => change({ profile })}
        />
        <SelectField
          label="Learners see"
          value={feedback.when === "never" ? "never" : feedback.shows}
          options={[
            { value: "score", title: "Their score" },
            { value: "answers", title: "Their score and the right answers" },
            { value: "explanations", title: "Score, right answers, and explanations" },
            { value: "never", title: "Nothing on their device" },
          ]}
          problems={problemsOf("feedback")}
          onChange={(shows) =>
            change({
              feedback:
                shows === "never"
                  ? { ...feedback, when: "never" }
                  : { shows, when: feedback.when === "never" ? "due" : feedback.when },
            })
          }
        />
        {feedback.when !== "never" && (
          <SelectField
            label="When they see it"
            value={feedback.when}
            options={[
              { value: "due", title: "After the due date" },
              { value: "submitted", title: "As soon as they submit" },
            ]}
            onChange={(when) => change({ feedback: { ...feedback, when } })}
          />
        )}
        <NumberField
          label="Pass mark in percent"
          value={Math.round(draft.passMark * 100)}
          least={0}
          most={100}
          onChange={(percent) => change({ passMark: percent / 100 })}
        />
        <TextField
          label="Learners identify themselves with"
          hint="What your roster has: an email address, a login, or a student number."
          value={identity.label}
          limit={80}
          onChange={(label) => change({ identity: { ...identity, label } })}
        />
      </div>
      <details className="assign-fold">
        <summary>More rules</summary>
        <CheckField
          label="Ask for the learner’s name too"
          checked={identity.asksName}
          onChange={(asksName) => change({ identity: { ...identity, asksName } })}
        />
        <CheckField
          label="Mix the order of questions"
          checked={shuffle.items}
          onChange={(items) => change({ shuffle: { ...shuffle, items } })}
        />
        <CheckField
          label="Mix the order of options"
          checked={shuffle.options}
          onChange={(options) => change({ shuffle: { ...shuffle, options } })}
        />
        <CheckField
          label="One question after the other, without a way back"
          checked={draft.navigation === "linear"}
          onChange={(isLinear) => change({ navigation: isLinear ? "linear" : "free" })}
        />
        <CheckField
          label="Open book: notes, the chapter, and the sandbox are allowed. Learners read this rule; nothing enforces it."
          checked={draft.openBook}
          onChange={(openBook) => change({ openBook })}
        />
        <CheckField
          label="All or nothing: a question that is partly right earns no points"
          checked={draft.strict}
          onChange={(strict) => change({ strict })}
        />
      </details>
    </section>
  );
}
