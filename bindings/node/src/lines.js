/** An array of things with ids, in the order of the plan, which also finds one by its id. */
export class Lines extends Array {
  #byId = new Map();

  static get [Symbol.species]() {
    return Array;
  }

  /** `count` of them, frozen. */
  static made(count, make) {
    const lines = new Lines();
    for (let i = 0; i < count; ++i) {
      const line = Object.freeze(make(i));
      lines.push(line);
      lines.#byId.set(line.id, line);
    }
    return Object.freeze(lines);
  }

  /** The one with the id; undefined where there is none. */
  get(id) {
    return this.#byId.get(id);
  }

  has(id) {
    return this.#byId.has(id);
  }
}

/** An array of `count` things, frozen. */
export function list(count, make) {
  return Object.freeze(Array.from({ length: count }, (_, i) => Object.freeze(make(i))));
}
