/** An IPv4 address as a number, or undefined when it is not one. */
export function ipv4(text: string): number | undefined {
  const octets = text.split(".");
  if (octets.length !== 4 || !octets.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return undefined;
  }
  return octets.reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** First and last address of a single address or CIDR range. */
export function readRange(text: string): { first: number; last: number } | undefined {
  const [base = "", prefix = "32", ...more] = text.trim().split("/");
  const address = ipv4(base);
  if (address === undefined || more.length > 0 || !/^(\d|[12]\d|3[0-2])$/.test(prefix)) return undefined;
  const size = 2 ** (32 - Number(prefix));
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

/** Whether an address is a single address or within a CIDR range. */
export function inRange(address: string, range: string): boolean {
  const [value, bounds] = [ipv4(address), readRange(range)];
  return value !== undefined && bounds !== undefined && value >= bounds.first && value <= bounds.last;
}

/** A number as an IPv4 address. */
export const ipv4Text = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
