import { getSize, struct } from "./native.js";
import { list } from "./lines.js";
import { Period } from "./period.js";
import { dateText, figure, word } from "./values.js";

/** The observations that a call writes to arrays, as objects. */
export function observations(name, handle, index, capacity) {
  const periods = new Uint32Array(capacity);
  const values = new Float64Array(capacity);
  const numerators = new Float64Array(capacity);
  const denominators = new Float64Array(capacity);
  const statuses = new Uint8Array(capacity);
  const definitions = new Uint8Array(capacity);
  const recorded = new Int32Array(capacity);
  const arrays = struct("tertial_observation_arrays",
    { capacity, periods, values, numerators, denominators, statuses, definitions, recorded });
  const count = getSize(name, handle, index, arrays);
  return list(count, (i) => ({
    period: Period._from(periods[i]),
    value: figure(values[i]),
    numerator: figure(numerators[i]),
    denominator: figure(denominators[i]),
    status: word("OBSERVATION_STATUS", statuses[i]),
    definition: definitions[i] || null,
    recorded: dateText(recorded[i]),
  }));
}
