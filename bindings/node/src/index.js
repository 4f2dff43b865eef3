import { constants, getString, lib } from "./native.js";

export { TertialError } from "./error.js";
export { FollowUp, htmlIndex } from "./follow_up.js";
export { RiskMatrix } from "./matrix.js";
export { Period } from "./period.js";
export { Plan } from "./plan.js";

/** The release of the library that was loaded. */
export const version = lib.version();

const SCHEMAS = new Map([
  ["plan", constants.TERTIAL_SCHEMA_PLAN],
  ["follow_up", constants.TERTIAL_SCHEMA_FOLLOW_UP],
]);

/** The JSON Schema of a document: "plan" or "follow_up". */
export function schema(document) {
  return getString("schema", SCHEMAS.get(document) ?? constants.TERTIAL_NONE);
}
