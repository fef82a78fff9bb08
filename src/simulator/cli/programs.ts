import { createAz } from "./az/az.ts";
import type { Surface } from "./az/surface.ts";
import { docker } from "./docker/docker.ts";
import { git } from "./git/git.ts";
import { helm } from "./helm/helm.ts";
import { kubectl } from "./kubectl/kubectl.ts";
import { curl } from "./net/curl.ts";
import { dig } from "./net/dig.ts";
import { nslookup } from "./net/nslookup.ts";
import { notation } from "./notation/notation.ts";
import { oras } from "./oras/oras.ts";
import type { Program } from "./program.ts";
import { filters } from "./shell/filters/all.ts";
import { skopeo } from "./skopeo/skopeo.ts";

/** Every program of the machine; `az` where its surface is given. */
export function programs(surface?: Surface): Program[] {
  const others = [docker, oras, helm, skopeo, notation, git, kubectl, curl, nslookup, dig, ...filters];
  const all: Program[] = surface
    ? [createAz(surface, (name) => all.find((program) => program.name === name)), ...others]
    : others;
  return all;
}
