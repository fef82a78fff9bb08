import { xml, type XmlElement } from "../xml.ts";

/** Returns a value of a declaration. */
export const value = (text: string | number): XmlElement => xml("value", {}, String(text));
/** Returns a constant of an expression. */
export const base = (baseType: string, text: string | number): XmlElement =>
  xml("baseValue", { baseType }, String(text));
/** Returns an expression for a variable's value. */
export const variable = (identifier: string): XmlElement => xml("variable", { identifier });
/** Returns an expression for the correct response. */
export const correct = (identifier: string): XmlElement => xml("correct", { identifier });
/** Returns an expression for the points of a response. */
export const mapResponse = (identifier: string): XmlElement => xml("mapResponse", { identifier });
/** Returns a rule that sets the score. */
export const setScore = (expression: XmlElement): XmlElement =>
  xml("setOutcomeValue", { identifier: "SCORE" }, expression);

/** Returns a rule that sets the score to a number of points when a test holds. */
export const when = (test: XmlElement, points: number): XmlElement =>
  xml("responseCondition", {}, xml("responseIf", {}, test, setScore(base("float", points))));

/** What a response is and which is right. */
export interface Declaration {
  cardinality: "single" | "multiple" | "ordered";
  baseType: "identifier" | "directedPair";
  correct: readonly string[];
  /** Points of each value; absent when the score comes from a condition. */
  points?: readonly string[];
}

/** Returns the declaration of a response. */
export const declaration = (
  identifier: string,
  { cardinality, baseType, correct: values, points }: Declaration,
): XmlElement =>
  xml(
    "responseDeclaration",
    { identifier, cardinality, baseType },
    xml("correctResponse", {}, ...values.map(value)),
    ...(points === undefined
      ? []
      : [
          xml(
            "mapping",
            { defaultValue: 0, lowerBound: 0, upperBound: points.length },
            ...points.map((mapKey) => xml("mapEntry", { mapKey, mappedValue: 1 })),
          ),
        ]),
  );
