import { constants, getString, lib } from "./native.js";

export { TertialError } from "./error.js";
export { FollowUp, htmlIndex } from "./follow_up.js";
export { RiskMatrix } from "./matrix.js";
export { Period } from "./period.js";
export { Plan } from "./plan.js";

/** The release of the library that was loaded. */
export const version = lib.version();

/** The JSON Schema of a document: "plan" or "follow_up". */
export function schema(document) {
  return getString("schema", { plan: constants.TERTIAL_SCHEMA_PLAN, follow_up: constants.TERTIAL_SCHEMA_FOLLOW_UP }[document] ?? -1);
}
