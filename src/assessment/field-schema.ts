import * as v from "valibot";
import { isSafeHtml } from "./safe-html.ts";

export const text = (limit: number) => v.pipe(v.string(), v.maxLength(limit));
/** Ids hold no control characters, so that joined ids sort as their parts do. */
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(300), v.regex(/^\P{Cc}*$/u));
export const ids = v.pipe(v.array(id), v.maxLength(500));
export const html = v.pipe(text(50_000), v.check(isSafeHtml, "only plain formatting is allowed here"));
/** Milliseconds since the epoch, as far as a Date reaches. */
export const time = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));
export const whole = (limit: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limit));
export const points = whole(100_000);

export const profile = v.picklist(["chapter", "azure"]);

/** A map from ids; at most 500 entries. */
export const byId = <S extends v.GenericSchema>(member: S) =>
  v.pipe(
    v.record(id, member),
    v.check((value) => Object.keys(value).length <= 500, "too many entries"),
  );
