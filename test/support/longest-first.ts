import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The file that takes longest; begun last, it would run alone at the end. */
const longest = "every-page.test.ts";

/** Begins the longest file first; the others as usual. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith(longest);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}
