import type { Assignment } from "../../assignment/assignment.ts";
import { fingerprintWords } from "../../assignment/fingerprint.ts";

/** The words by which the instructor's key is recognized, and what they prove. */
export function Fingerprint({ assignment }: { assignment: Assignment }) {
  return (
    <section className="assigned-block" aria-labelledby="assigned-from">
      <h2 id="assigned-from">Who it is from</h2>
      <p>
        The assignment names <strong>{assignment.instructor || "nobody"}</strong> as its instructor. Its key has these
        words:
      </p>
      <p className="assigned-words mono">{fingerprintWords(assignment.keys).join(" ")}</p>
      <p className="muted">
        The link alone only proves that the assignment wasn’t changed after it was signed. To know who signed it,
        compare the words with those that your instructor shows in class or in the course.
      </p>
    </section>
  );
}
