/** JavaScript values to those of the C interface and back. What is missing is null, and undefined too going in. */
import { TertialError } from "./error.js";
import { call, constants, getInt, lib, utf8 } from "./native.js";

const missing = (value) => value === undefined || value === null;

/** A double; NaN where it is missing. */
export function number(value, what) {
  if (missing(value)) return NaN;
  if (typeof value !== "number") throw new TypeError(`${what} must be a number, not ${typeof value}`);
  return value;
}

/** An int32; `otherwise` where it is missing. */
export function integer(value, what, otherwise) {
  if (missing(value) && otherwise !== undefined) return otherwise;
  if (typeof value !== "number") throw new TypeError(`${what} must be a number, not ${typeof value}`);
  if ((value | 0) !== value) throw new RangeError(`${what} must be a whole number of 32 bits, not ${value}`);
  return value;
}

/** An index. */
export function index(value, what) {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${what} must be a whole number from 0, not ${value}`);
  return value;
}

/** Days since 1970 of "2020-08-31", or of the day in UTC that a Date lies in; no date where it is missing. */
export function date(value, what) {
  if (missing(value)) return constants.TERTIAL_NO_DATE;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new RangeError(`${what} is an invalid Date`);
    return Math.floor(value.getTime() / 86_400_000);
  }
  const text = utf8(value, what);
  return getInt("date_parse", text, text.length);
}

/** "2020-08-31", or null. */
export function dateText(days) {
  if (days === constants.TERTIAL_NO_DATE) return null;
  const room = new Uint8Array(constants.TERTIAL_PRINTED_SIZE);
  call("date_print", days, room);
  return Buffer.from(room.subarray(0, room.indexOf(0))).toString("latin1");
}

/** The word of a vocabulary, such as "MOVEMENT"; null for none. */
export function word(vocabulary, value) {
  return lib.word(constants[`TERTIAL_WORDS_${vocabulary}`], value);
}

/** The number of a word; `otherwise` where it is missing. */
export function wordValue(vocabulary, value, what, otherwise) {
  if (missing(value) && otherwise !== undefined) return otherwise;
  if (typeof value !== "string") throw new TypeError(`${what} must be a string, not ${typeof value}`);
  const text = utf8(value);
  try {
    return getInt("word_value", constants[`TERTIAL_WORDS_${vocabulary}`], text, text.length);
  } catch (error) {
    if (error.code !== "not_found") throw error;
    throw new TertialError("argument", what, `"${value}" is none of ${words(vocabulary).join(", ")}`);
  }
}

/** All words of a vocabulary, in the order of their numbers. */
export function words(vocabulary) {
  const all = [];
  const number = constants[`TERTIAL_WORDS_${vocabulary}`];
  // Vocabularies whose numbers begin at 1 have no word for 0.
  for (let value = lib.word(number, 0) === null ? 1 : 0, found; (found = lib.word(number, value)) !== null; ++value) {
    all.push(found);
  }
  return all;
}

/** A language of { lang }; that of the plan where it is missing. */
export function language(options, otherwise = constants.TERTIAL_PLAN_LANGUAGE) {
  return wordValue("LANGUAGE", options?.lang, "lang", otherwise);
}

/** NaN as null. */
export function figure(value) {
  return Number.isNaN(value) ? null : value;
}

/** TERTIAL_NONE as null. */
export function whole(value) {
  return value === constants.TERTIAL_NONE ? null : value;
}

/** The empty string as null. */
export function stated(value) {
  return value === "" ? null : value;
}
