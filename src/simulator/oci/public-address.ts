/**
 * Scheme and host as the client wrote them. Behind a proxy that ends TLS they are in `X-Forwarded-Proto` and
 * `X-Forwarded-Host`; absolute addresses in answers have to be made of these.
 */
export function publicAddress(request: Request): { scheme: string; host: string } {
  const url = new URL(request.url);
  return {
    scheme: request.headers.get("x-forwarded-proto") ?? url.protocol.slice(0, -1),
    host: request.headers.get("x-forwarded-host") ?? url.host,
  };
}
