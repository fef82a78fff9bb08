import { useState, type ReactNode } from "react";
import type { Learning } from "../../store/state.ts";
import { counted } from "../../assessment/counted.ts";
import { useStore } from "../shared/use-store.tsx";
import { activeDays, activitySums, type ActiveDay } from "./activity.ts";
import { ChartTable } from "./chart-table.tsx";

const weeks = 16;
const cell = 14;
const gap = 3;
const left = 34;
const top = 18;
/** From so many minutes on a day is drawn in the next darker shade. */
const shades = [1, 10, 25, 50];
const weekdays = ["Mon", "Wed", "Fri"];

const levelOf = (minutes: number) => shades.filter((from) => minutes >= from).length;
const dateOf = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en", options).format(new Date(`${day}T00:00:00`));
const minutesText = (minutes: number) => (minutes === 1 ? "1 minute" : `${minutes} minutes`);

/** The days as squares, a column for each week; the more minutes, the darker and the larger. */
function HeatMap({ days }: { days: readonly ActiveDay[] }): ReactNode {
  const columns = Math.ceil(days.length / 7);
  const x = (week: number) => left + week * (cell + gap);
  const y = (weekday: number) => top + weekday * (cell + gap);
  return (
    <svg className="heat" viewBox={`0 0 ${x(columns)} ${y(7)}`} aria-hidden="true">
      {weekdays.map((name, at) => (
        <text key={name} x="0" y={y(2 * at) + 11}>
          {name}
        </text>
      ))}
      {days.map(({ day, minutes, weekday }, at) => {
        const week = Math.floor(at / 7);
        const isFirstOfMonth = weekday === 0 && Number(day.slice(8)) <= 7;
        const size = minutes === 0 ? 4 : cell - 2 * (shades.length - levelOf(minutes));
        const inset = (cell - size) / 2;
        return (
          <g key={day}>
            {isFirstOfMonth && (
              <text x={x(week)} y="11">
                {dateOf(day, { month: "short" })}
              </text>
            )}
            <rect
              className={`minutes-${levelOf(minutes)}`}
              x={x(week) + inset}
              y={y(weekday) + inset}
              width={size}
              height={size}
              rx="2"
            >
              <title>{`${dateOf(day, { dateStyle: "medium" })}: ${minutesText(minutes)}`}</title>
            </rect>
          </g>
        );
      })}
    </svg>
  );
}

/** The learner's own goal for a week; nothing happens when it's missed. */
function WeeklyGoal({ goal, weekMinutes }: { goal: number | undefined; weekMinutes: number }): ReactNode {
  const saveWeeklyGoal = useStore((state) => state.saveWeeklyGoal);
  const [text, setText] = useState(goal === undefined || goal === 0 ? "" : String(goal));
  return (
    <form
      className="actions"
      onSubmit={(event) => {
        event.preventDefault();
        const minutes = Math.round(Number(text));
        if (minutes >= 0 && minutes <= 10_080) void saveWeeklyGoal(minutes);
      }}
    >
      <label htmlFor="weekly-goal">Weekly goal, in minutes</label>
      <input
        id="weekly-goal"
        type="number"
        inputMode="numeric"
        min={0}
        max={10_080}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="btn">
        Save goal
      </button>
      {goal !== undefined && goal > 0 && (
        <span className="muted num">
          {weekMinutes} of {goal} minutes this week
        </span>
      )}
    </form>
  );
}

/** Minutes by day, the sums of week and month, and the goal. */
export function ActivitySection({ learning, now }: { learning: Learning; now: number }): ReactNode {
  const days = activeDays(learning.activity, now, weeks);
  const { weekMinutes, daysThisMonth } = activitySums(learning.activity, now);
  const goal = learning.study.find((row) => row.key === "weeklyGoal");
  return (
    <section className="block" aria-labelledby="activity-title">
      <h2 id="activity-title">Activity</h2>
      <p className="num">
        {counted(daysThisMonth, "day")} this month, {minutesText(weekMinutes)} this week.
      </p>
      <WeeklyGoal goal={goal?.key === "weeklyGoal" ? goal.value : undefined} weekMinutes={weekMinutes} />
      <HeatMap days={days} />
      <ChartTable
        title="Minutes by day"
        columns={["Day", "Minutes"]}
        rows={days
          .filter(({ minutes }) => minutes > 0)
          .toReversed()
          .map(({ day, minutes }) => [dateOf(day, { dateStyle: "full" }), String(minutes)])}
      />
    </section>
  );
}
