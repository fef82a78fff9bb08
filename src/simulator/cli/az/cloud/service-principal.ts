import { ExitError } from "../../program.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError, notSimulated } from "../az-error.ts";
import { assignRole } from "./assign-role.ts";
import { servicePrincipalId } from "./directory.ts";
import { directoryList, graph, type DirectoryObject } from "./graph.ts";
import type { JsonValue } from "../../../world/json.ts";

const protect =
  "The output includes credentials that you must protect. Be sure that you do not include these credentials in your code or " +
  "check the credentials into your source control. For more information, see https://aka.ms/azadsp-cli";

const tries = 36;
const pause = 5000;

function refuseCertificates({ options }: AzCall): void {
  const flag = ["--create-cert", "--cert", "--keyvault"].find((candidate) => options.wasTyped(candidate));
  if (flag !== undefined)
    throw notSimulated(flag, "Service principals sign in with a secret here.", `Leave ${flag} out.`);
}

/** Moment at which a secret of `--years` ends. */
function endOf({ machine, options }: AzCall): string {
  const end = new Date(machine.now());
  end.setUTCFullYear(end.getUTCFullYear() + (options.number("--years") ?? 1));
  return end.toISOString();
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** `azure-cli-2026-09-01-09-00-00`, the client's name for an application that got none. */
function defaultName(moment: number): string {
  const date = new Date(moment);
  const pemBlocks = [
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  return `azure-cli-${date.getUTCFullYear()}-${pemBlocks.map(twoDigits).join("-")}`;
}

/** Assigns a role to a new service principal; the directory may take some time until other services know it. */
async function assign(az: AzCall, role: string, scope: string, principalId: string): Promise<void> {
  az.warn(`Creating '${role}' role assignment under scope '${scope}'`);
  for (let attempt = 1; ; attempt++) {
    try {
      await assignRole(az, { role, principalId, scope, principalType: "ServicePrincipal" });
      return;
    } catch (error) {
      if (!(error instanceof ExitError)) throw error;
      if (error.message.includes("(RoleAssignmentExists)")) {
        az.warn("  Role assignment already exists.\n");
        return;
      }
      if (attempt < tries && error.message.includes("(PrincipalNotFound)")) {
        await az.machine.wait(pause);
        continue;
      }
      az.warn("  Role assignment creation failed.\n");
      throw error;
    }
  }
}

async function createForRbac(az: AzCall): Promise<JsonValue> {
  const { options } = az;
  refuseCertificates(az);
  const [role, scopes] = [options.text("--role"), options.texts("--scopes")];
  if ((role === undefined) !== (scopes === undefined)) {
    throw azError("Usage error: To create role assignments, specify both --role and --scopes.", 1, {
      code: "RoleNeedsScopes",
      text: "A role is assigned at a scope, and az no longer chooses the subscription automatically.",
      next: "Add `--scopes ID`, such as the id of the registry.",
    });
  }
  const displayName = options.text("--display-name") ?? defaultName(az.machine.now());
  const [standing] = await directoryList(az, "applications", `displayName eq '${displayName}'`);
  if (standing) az.warn(`Found an existing application instance: (id) ${standing.id}. We will patch it.`);
  const application: DirectoryObject =
    standing ?? (await graph(az, "POST", "/applications", { displayName, keyCredentials: [] }));
  const passwordCredential = { displayName: "rbac", endDateTime: endOf(az) };
  const { secretText } = await graph<{ secretText: string }>(
    az,
    "POST",
    `/applications/${application.id}/addPassword`,
    {
      passwordCredential,
    },
  );
  const appId = String(application["appId"]);
  const [presence] = await directoryList(az, "servicePrincipals", `appId eq '${appId}'`);
  const principal: DirectoryObject =
    presence ?? (await graph(az, "POST", "/servicePrincipals", { appId, accountEnabled: true }));
  if (role !== undefined) for (const scope of scopes ?? []) await assign(az, role, scope, principal.id);
  az.warn(protect);
  if (options.on("--sdk-auth")) {
    az.warn("Option '--sdk-auth' has been deprecated and will be removed in a future release.");
    return {
      activeDirectoryEndpointUrl: "https://login.microsoftonline.com",
      activeDirectoryGraphResourceId: "https://graph.windows.net/",
      clientId: appId,
      clientSecret: secretText,
      galleryEndpointUrl: "https://gallery.azure.com/",
      managementEndpointUrl: "https://management.core.windows.net/",
      resourceManagerEndpointUrl: "https://management.azure.com/",
      sqlManagementEndpointUrl: "https://management.core.windows.net:8443/",
      subscriptionId: az.account.id,
      tenantId: az.account.tenantId,
    };
  }
  return { appId, displayName, password: secretText, tenant: az.account.tenantId };
}

async function resetCredential(az: AzCall): Promise<JsonValue> {
  refuseCertificates(az);
  const id = await servicePrincipalId(az, az.options.required("--id"));
  const principal = await graph(az, "GET", `/servicePrincipals/${id}`);
  const appId = String(principal["appId"]);
  const [application] = await directoryList(az, "applications", `appId eq '${appId}'`);
  const owner = application ? `applications/${application.id}` : `servicePrincipals/${id}`;
  const endDateTime = az.options.text("--end-date") ?? endOf(az);
  const passwordCredential = { displayName: az.options.text("--display-name") ?? null, endDateTime };
  const { secretText } = await graph<{ secretText: string }>(az, "POST", `/${owner}/addPassword`, {
    passwordCredential,
  });
  az.warn(protect);
  return { appId, password: secretText, tenant: az.account.tenantId };
}

/** Service principals with secrets. */
export const servicePrincipalModule: AzModule = {
  handlers: { "az ad sp create-for-rbac": createForRbac, "az ad sp credential reset": resetCredential },
};
