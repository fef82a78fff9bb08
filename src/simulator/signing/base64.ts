import { base64, base64urlnopad } from "@scure/base";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const toBase64 = (bytes: Uint8Array): string => base64.encode(bytes);
export const fromBase64 = (text: string): Uint8Array => base64.decode(text);
export const toBase64Url = (bytes: Uint8Array): string => base64urlnopad.encode(bytes);
export const fromBase64Url = (text: string): Uint8Array => base64urlnopad.decode(text);

/** JSON as base64url, as JWS holds it. */
export const jsonToBase64Url = (value: unknown): string => toBase64Url(encoder.encode(JSON.stringify(value)));
export const base64UrlToJson = (text: string): unknown => JSON.parse(decoder.decode(fromBase64Url(text)));
