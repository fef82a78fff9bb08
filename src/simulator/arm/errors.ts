import { fail, type Refusal } from "../world/result.ts";

type Failure = { ok: false; refusal: Refusal };

/** ARM's error body: `{ error: { code, message, target? } }`. */
export const errorBody = ({ code, message, target }: Refusal) => ({
  error: { code, message, ...(target !== undefined && { target }) },
});

const described =
  (code: string, status: number) =>
  (message: string, more: Partial<Refusal> = {}): Failure =>
    fail({ code, status, message, ...more });

/** Refusals that ARM and its providers word the same way everywhere. */
export const badRequest = described("BadRequest", 400);
export const invalidContent = described("InvalidRequestContent", 400);
export const conflict = described("Conflict", 409);

export const resourceNotFound = (type: string, name: string, group: string): Failure =>
  fail({
    code: "ResourceNotFound",
    status: 404,
    message:
      `The Resource '${type}/${name}' under resource group '${group}' was not found. ` +
      "For more details please go to https://aka.ms/ARMResourceNotFoundFix",
  });

/** A child of a registry that is not there; deleting it is then no error. */
export const childNotFound = (type: string, name: string): Failure =>
  fail({ code: "ResourceNotFound", status: 404, message: `The resource ${name} of type ${type} was not found.` });

export const isChildMissing = ({ code, message }: Refusal): boolean =>
  code === "ResourceNotFound" && message.startsWith("The resource ");

export const groupNotFound = (group: string): Failure =>
  fail({
    code: "ResourceGroupNotFound",
    status: 404,
    message: `Resource group '${group}' could not be found.`,
    next: "Create the resource group first, or look for its name with a list.",
  });

/**
 * A caller who can do what was asked, but lacks a permission on another resource that the request names.
 *
 * @param may the action that is allowed, and its scope
 * @param lacks the action that isn't, and the resource that it is needed on
 */
export const linkedAuthorizationFailed = (
  who: { name: string; id: string },
  may: { action: string; scope: string },
  lacks: { action: string; scope: string },
  explained: { why: string; next?: string },
): Failure =>
  fail({
    code: "LinkedAuthorizationFailed",
    status: 403,
    message:
      `The client '${who.name}' with object id '${who.id}' has permission to perform action '${may.action}' on scope ` +
      `'${may.scope}'; however, it does not have permission to perform action '${lacks.action}' on the linked scope(s) ` +
      `'${lacks.scope}' or the linked scope(s) are invalid.`,
    fact: "roles",
    ...explained,
  });

export const authorizationFailed = (who: string, id: string, action: string, scope: string, why: string): Failure =>
  fail({
    code: "AuthorizationFailed",
    status: 403,
    message:
      `The client '${who}' with object id '${id}' does not have authorization to perform action '${action}' over ` +
      `scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    why,
  });
