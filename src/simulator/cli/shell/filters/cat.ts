import { linesOf, contentOf, filesOperand, filter } from "../filter.ts";
import { summaries } from "../../summaries.ts";

export const cat = filter(
  {
    name: "cat",
    summary: summaries.cat,
    operands: filesOperand,
    options: [
      ["-n, --number", "Number the lines."],
      ["-A, --show-all", "Show line ends as $ and tabs as ^I."],
    ],
    examples: ["cat Dockerfile"],
  },
  async (call, line) => {
    let status = 0;
    let number = 0;
    for (const path of line.operands.length > 0 ? line.operands : ["-"]) {
      const bytes = await contentOf(call, "cat", path);
      if (!bytes) {
        status = 1;
        continue;
      }
      if (!line.on("--number") && !line.on("--show-all")) {
        if (bytes.length > 0) call.out(bytes);
        continue;
      }
      const text = new TextDecoder().decode(bytes);
      for (const textLine of linesOf(text)) {
        const lineText = line.on("--show-all") ? `${textLine.replaceAll("\t", "^I")}$` : textLine;
        call.out(`${line.on("--number") ? `${String(++number).padStart(6)}\t` : ""}${lineText}\n`);
      }
    }
    return status;
  },
);
