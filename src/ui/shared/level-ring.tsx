import type { ReactNode } from "react";
import { masteryLevels, type MasteryLevel } from "../../assessment/mastery.ts";
import { levelName } from "./mastery-text.ts";
import "./level-ring.css";

const radius = 7;
const circumference = 2 * Math.PI * radius;

/** A ring that is filled as far as the level, with the level's name. */
export function LevelRing({ level }: { level: MasteryLevel }): ReactNode {
  const share = masteryLevels.indexOf(level) / (masteryLevels.length - 1);
  return (
    <span className="level">
      <svg className="ring" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r={radius} />
        {share > 0 && (
          <circle
            cx="10"
            cy="10"
            r={radius}
            transform="rotate(-90 10 10)"
            strokeDasharray={`${share * circumference} ${circumference}`}
          />
        )}
      </svg>
      {levelName[level]}
    </span>
  );
}
