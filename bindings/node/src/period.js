import { call, constants, get, getSize, getUnsigned, utf8 } from "./native.js";
import { date, dateText, integer, language, word, wordValue } from "./values.js";

/** A day, week, month, quarter, tertial, half-year or year. Immutable. */
export class Period {
  #number;
  #info;

  /** Use Period.parse(), Period.make() or Period.of(). */
  constructor(number) {
    this.#number = number;
    this.#info = get("tertial_period_info", "period_get", number);
    Object.freeze(this);
  }

  /** Reads "2020-T2", "2020-W36", "tertial 2 2020", ...; `year` is that of text that names none. */
  static parse(text, options = {}) {
    const bytes = utf8(text, "text");
    const lang = language(options, constants.TERTIAL_SWEDISH);
    return new Period(getUnsigned("period_parse", bytes, bytes.length, lang, integer(options.year, "year", 0)));
  }

  /** The index-th period of a year, from 1. */
  static make(granularity, year, index) {
    return new Period(getUnsigned("period_make", wordValue("GRANULARITY", granularity, "granularity"),
      integer(year, "year"), integer(index, "index")));
  }

  /** The period that a day lies in. */
  static of(day, granularity) {
    const room = new Uint32Array(1);
    call("periods_of", Int32Array.of(date(day, "day")), 1, wordValue("GRANULARITY", granularity, "granularity"), room);
    return new Period(room[0]);
  }

  /** The number of a Period or of its text, in the C interface. */
  static _number(value, what) {
    if (value instanceof Period) return value.#number;
    if (typeof value !== "string") throw new TypeError(`${what} must be a Period or a string, not ${typeof value}`);
    return Period.parse(value).#number;
  }

  /** The period of a number; null of none. */
  static _from(number) {
    return number === constants.TERTIAL_NO_PERIOD ? null : new Period(number);
  }

  get granularity() {
    return word("GRANULARITY", this.#info.granularity);
  }

  get year() {
    return this.#info.year;
  }

  get index() {
    return this.#info.index;
  }

  /** The first day, "2020-05-01". */
  get first() {
    return dateText(this.#info.first);
  }

  /** The last day. */
  get last() {
    return dateText(this.#info.last);
  }

  /** The period `count` later, earlier where it is negative. */
  shift(count) {
    return new Period(getUnsigned("period_shift", this.#number, integer(count, "count")));
  }

  /** The coarser period that this one belongs to. */
  parent(granularity) {
    return new Period(getUnsigned("period_parent", this.#number, wordValue("GRANULARITY", granularity, "granularity")));
  }

  /** The finer periods that this one is made of. */
  split(granularity) {
    const first = new Uint32Array(1);
    const count = getSize("period_range", this.#number, wordValue("GRANULARITY", granularity, "granularity"), first);
    return Array.from({ length: count }, (_, i) => new Period(first[0] + i));
  }

  equals(other) {
    return other instanceof Period && other.#number === this.#number;
  }

  toString() {
    const room = new Uint8Array(constants.TERTIAL_PRINTED_SIZE);
    call("period_print", this.#number, room);
    return Buffer.from(room.subarray(0, room.indexOf(0))).toString("latin1");
  }

  toJSON() {
    return this.toString();
  }

  /** A number where one is asked for: periods of one granularity compare with < and >. */
  [Symbol.toPrimitive](hint) {
    return hint === "number" ? this.#number : this.toString();
  }

  [Symbol.for("nodejs.util.inspect.custom")]() {
    return `Period(${this})`;
  }
}
