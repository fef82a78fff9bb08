const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

/** A moment in the notation of strftime, in UTC. */
export function formatTime(moment: number, format: string): string {
  const date = new Date(moment);
  const short = (names: readonly string[], index: number) => (names[index] ?? "").slice(0, 3);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const hour = date.getUTCHours();
  const sequence = (letter: string): string | undefined => {
    switch (letter) {
      case "Y":
        return String(year);
      case "y":
        return pad(year % 100);
      case "m":
        return pad(month + 1);
      case "d":
        return pad(day);
      case "e":
        return String(day).padStart(2);
      case "H":
        return pad(hour);
      case "I":
        return pad(hour % 12 || 12);
      case "M":
        return pad(date.getUTCMinutes());
      case "S":
        return pad(date.getUTCSeconds());
      case "N":
        return `${pad(date.getUTCMilliseconds(), 3)}000000`;
      case "p":
        return hour < 12 ? "AM" : "PM";
      case "s":
        return String(Math.floor(moment / 1000));
      case "F":
        return formatTime(moment, "%Y-%m-%d");
      case "T":
        return formatTime(moment, "%H:%M:%S");
      case "R":
        return formatTime(moment, "%H:%M");
      case "D":
        return formatTime(moment, "%m/%d/%y");
      case "c":
        return formatTime(moment, "%a %b %e %T %Y");
      case "a":
        return short(days, date.getUTCDay());
      case "A":
        return days[date.getUTCDay()];
      case "b":
      case "h":
        return short(months, month);
      case "B":
        return months[month];
      case "j":
        return pad(Math.floor((Date.UTC(year, month, day) - Date.UTC(year, 0, 1)) / 86_400_000) + 1, 3);
      case "u":
        return String(date.getUTCDay() || 7);
      case "w":
        return String(date.getUTCDay());
      case "Z":
        return "UTC";
      case "z":
        return "+0000";
      case "n":
        return "\n";
      case "t":
        return "\t";
      case "%":
        return "%";
      default:
        return undefined;
    }
  };
  return format.replace(/%(:?)([-]?)([A-Za-z%])/g, (whole, colon: string, dash: string, letter: string) => {
    if (colon === ":" && letter === "z") return "+00:00";
    const text = sequence(letter);
    return text === undefined ? whole : dash === "-" ? text.replace(/^[0 ]+(?=.)/, "") : text;
  });
}
