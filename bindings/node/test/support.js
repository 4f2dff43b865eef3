import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { TertialError } from "tertial";

/** tests/data of the checkout. */
export const DATA = process.env.TERTIAL_TEST_DATA ?? fileURLToPath(new URL("../../../tests/data", import.meta.url));
/** What the command line wrote: [{ plan, lang, file }]; undefined where the package is tested alone. */
export const EXPECTED = process.env.TERTIAL_TEST_EXPECTED && JSON.parse(process.env.TERTIAL_TEST_EXPECTED);

/** Checks that a call is refused by the library, with the code and the place, the latter a string or a pattern. */
export function refused(call, code, at, message) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof TertialError, `${error}`);
    assert.equal(error.code, code, `${error}`);
    if (at instanceof RegExp) assert.match(error.at, at);
    else if (at !== undefined) assert.equal(error.at, at);
    if (message !== undefined) assert.match(error.message, message);
    assert.notEqual(error.message, "");
    return true;
  });
}
