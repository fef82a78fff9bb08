import type { Machine } from "../machine.ts";
import { credentialsFor } from "../registry/docker-config.ts";
import type { RegistryClient } from "../../registry-client/registry-client.ts";
import { machineClient } from "../registry/machine-client.ts";

export const userAgent =
  "docker/27.5.1 go/go1.22.11 kernel/6.8.0 os/linux arch/amd64 UpstreamClient(Docker-Client/27.5.1 (linux))";

/** The daemon's client of a registry, with what `docker login` kept for it. */
export const registryClient = (machine: Machine, host: string): RegistryClient =>
  machineClient(machine, host, { credentials: credentialsFor(machine, host), userAgent, clientId: "docker" });
