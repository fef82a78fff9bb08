import type { GoLine } from "../../go-options.ts";
import type { Call } from "../../program.ts";

const truths = new Set(["1", "t", "T", "true", "TRUE", "True"]);

/** Whether a push or pull goes by content trust: DOCKER_CONTENT_TRUST, unless the line says otherwise. */
export const trustEnabled = ({ environment }: Call, line: GoLine): boolean =>
  line.wasTyped("--disable-content-trust")
    ? !line.on("--disable-content-trust")
    : truths.has(environment.get("DOCKER_CONTENT_TRUST") ?? "");
