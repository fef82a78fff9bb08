/** Virtual time as a clock shows it, in UTC like the service's own times. */
export const clockText = (moment: number): string => new Date(moment).toISOString().slice(11, 19);
