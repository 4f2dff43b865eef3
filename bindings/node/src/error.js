/** What the library said no to, or a handle that was closed. */
export class TertialError extends Error {
  /**
   * @param {string} code     "syntax", "schema", "argument", "not_found", "memory", "handle", "limit", ...
   * @param {string} at       the place: a JSON pointer, "line L, column C", an argument, or empty
   * @param {string} message
   */
  constructor(code, at, message) {
    super(message);
    this.name = "TertialError";
    this.code = code;
    this.at = at;
  }
}
