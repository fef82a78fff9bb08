import { refuseNotSimulated } from "../registry/not-simulated.ts";
import { on } from "./paths.ts";
import type { ArmMethod, ArmRoute } from "./route.ts";

const methods: ArmMethod[] = ["GET", "PUT", "PATCH", "POST", "DELETE"];

/** Children of a registry that exist at the service and are not simulated, with their row of the list. */
const children: Record<string, string> = {
  importPipelines: "transferPipelines",
  exportPipelines: "transferPipelines",
  pipelineRuns: "transferPipelines",
  taskRuns: "taskRuns",
  artifactStreamings: "artifactStreaming",
};

/** Each answers with the name of what is not simulated, never as if it had worked. */
export const notSimulatedRoutes: ArmRoute[] = Object.entries(children).flatMap(([type, id]) =>
  methods.flatMap((method) => [
    on(method, `/${type}`, [type, "read"], () => refuseNotSimulated(id)),
    on(method, `/${type}/{child}`, [type, "read"], () => refuseNotSimulated(id)),
  ]),
);
