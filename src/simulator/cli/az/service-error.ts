import { azError } from "./az-error.ts";

interface ErrorBody {
  error?: { code?: string; message?: string; target?: string };
  code?: string;
  message?: string;
}

/** The words of an error body: the SDK's three lines, and a fourth where the service says what it is about. */
export function serviceErrorText({ error, code, message }: ErrorBody, status: number): string {
  const { code: name = code ?? String(status), message: text = message ?? "", target } = error ?? {};
  return `(${name}) ${text}\nCode: ${name}\nMessage: ${text}${target === undefined ? "" : `\nTarget: ${target}`}`;
}

/** Throws what the client prints for an answer that is no success: exit 3 for 404, else 1 (measured with az 2.45). */
export async function throwServiceError(response: Response): Promise<never> {
  const exit = response.status === 404 ? 3 : 1;
  let body: ErrorBody;
  try {
    body = JSON.parse(await response.text()) as ErrorBody;
  } catch {
    throw azError(`Operation returned an invalid status '${response.status}'`, exit);
  }
  throw azError(serviceErrorText(body, response.status), exit);
}
