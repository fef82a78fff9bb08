import { contentCall, served } from "./content-call.ts";
import { getTrust, postTrust } from "./trust.ts";
import type { RegistryRoute } from "./registry-route.ts";

/** Notary's part of the registry: /v2/<name>/_trust/tuf/. */
export const trustRoutes: readonly RegistryRoute[] = [
  {
    methods: ["GET"],
    path: /^\/v2\/(?<name>.+)\/_trust\/tuf\/(?<file>.+)$/,
    async handle(call, params) {
      const found = contentCall(call, params["name"] ?? "", [{ operation: "pull" }]);
      if (!found.ok) return found;
      const got = getTrust(found.value, params["file"] ?? "");
      return got.ok ? served(found.value, got.value) : got;
    },
  },
  {
    methods: ["POST"],
    path: /^\/v2\/(?<name>.+)\/_trust\/tuf\/$/,
    async handle(call, params) {
      const found = contentCall(call, params["name"] ?? "", [{ operation: "push" }]);
      if (!found.ok) return found;
      const put = await postTrust(found.value, call.request);
      return put.ok ? served(found.value, put.value) : put;
    },
  },
];
