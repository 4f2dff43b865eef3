/**
 * The C interface as koffi sees it. The structs, functions and constants here are compared with tertial.h by machine.
 *
 * koffi ends the process where a JavaScript value has the wrong type, so everything is checked before it gets here.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import koffi from "koffi";
import { TertialError } from "./error.js";

export const ABI_VERSION = 1;
const LIBRARY = "libtertial.so.1";

/** Those that no vocabulary of the library has words for. */
export const constants = {
  TERTIAL_OK: 0,
  TERTIAL_NO_DATE: -2147483648,
  TERTIAL_NO_PERIOD: 0,
  TERTIAL_NONE: -1,
  TERTIAL_PLAN_LANGUAGE: -1,
  TERTIAL_AT_SIZE: 252,
  TERTIAL_MESSAGE_SIZE: 768,
  TERTIAL_PRINTED_SIZE: 11,
  TERTIAL_MAX_STEPS: 10,
  TERTIAL_MAX_BANDS: 15,
  TERTIAL_MOVEMENTS: 7,
  TERTIAL_ACTION_STATUSES: 6,
  TERTIAL_TABLE_ALL: -1,
  TERTIAL_WORDS_GRANULARITY: 0,
  TERTIAL_WORDS_MOVEMENT: 1,
  TERTIAL_WORDS_ACTION_STATUS: 2,
  TERTIAL_WORDS_OBSERVATION_STATUS: 3,
  TERTIAL_WORDS_INDICATOR_KIND: 4,
  TERTIAL_WORDS_DIRECTION: 5,
  TERTIAL_WORDS_TARGET_STATUS: 6,
  TERTIAL_WORDS_JUDGED_ON: 7,
  TERTIAL_WORDS_NO_CHANGE: 8,
  TERTIAL_WORDS_AVAILABILITY: 9,
  TERTIAL_WORDS_FINDING_CODE: 10,
  TERTIAL_WORDS_FINDING_SEVERITY: 11,
  TERTIAL_WORDS_TABLE: 12,
  TERTIAL_WORDS_IMPORT_CHANGE: 13,
  TERTIAL_WORDS_LANGUAGE: 14,
  TERTIAL_OBSERVATION_NORMAL: 0,
  TERTIAL_OBSERVATION_MISSING: 4,
  TERTIAL_SWEDISH: 0,
  TERTIAL_DATUM_NUMBER: 0,
  TERTIAL_DATUM_WORD: 1,
  TERTIAL_DATUM_CELLS: 2,
  TERTIAL_DATUM_WORDS: 3,
  TERTIAL_SCORE_PRODUCT: 0,
  TERTIAL_SCORE_SUM: 1,
  TERTIAL_SCORE_TABLE: 2,
  TERTIAL_UNCOVERED_REPORT: 0,
  TERTIAL_UNCOVERED_NEXT_WORSE: 1,
  TERTIAL_AIM_VALUE: 0,
  TERTIAL_AIM_RANGE: 1,
  TERTIAL_AIM_INCREASE: 2,
  TERTIAL_AIM_DECREASE: 3,
  TERTIAL_AIM_UNDECIDED: 4,
  TERTIAL_ROLLUP_UNWEIGHTED: 1,
  TERTIAL_ROLLUP_ACROSS_BREAK: 2,
  TERTIAL_SCHEMA_PLAN: 0,
  TERTIAL_SCHEMA_FOLLOW_UP: 1,
};

const int = "int32_t";
const unsigned = "uint32_t";
const size = "size_t";
const double = "double";
const data = "void *";
const string = koffi.struct({ data, size });
const strings = koffi.pointer(string);
const band = koffi.struct({ level: string, label: string, from: int, to: int });
const figure = koffi.struct({
  period: unsigned, status: int, value: double, numerator: double, denominator: double, definition: string,
});
const selfCheckResult = koffi.struct({ title: string, numerator: double, share: double });
const selfCheckGroup = koffi.struct({ by: string, group: string, count: double });
const grows = (fields) => koffi.struct({ struct_size: unsigned, ...fields });

/** Named as in tertial.h. */
export const structs = {
  tertial_error: koffi.struct({
    code: int,
    at: koffi.array("char", constants.TERTIAL_AT_SIZE),
    message: koffi.array("char", constants.TERTIAL_MESSAGE_SIZE),
  }),
  tertial_string: string,
  tertial_period_info: grows({ granularity: int, year: int, index: int, first: int, last: int }),
  tertial_finding: grows({ code: int, severity: int, data_count: unsigned, at: string }),
  tertial_datum: grows({ kind: int, key: string, number: double, word: string, cells: data, count: size }),
  tertial_cell: koffi.struct({ likelihood: "uint8_t", severity: "uint8_t" }),
  tertial_band: band,
  tertial_matrix_options: grows({
    likelihood: int, severity: int, score: int, uncovered: int, reserved: int, likelihood_labels: strings,
    severity_labels: strings, table: data, bands: koffi.pointer(band), band_count: size,
  }),
  tertial_matrix_info: grows({ likelihood: int, severity: int, score: int, uncovered: int, band_count: unsigned }),
  tertial_plan_info: grows({
    year: int, language: int, reserved: int, id: string, title: string, organisation: string, risk_count: size,
    action_count: size, indicator_count: size, self_check_count: size, follow_up_count: size,
  }),
  tertial_plan_risk_info: grows({
    reserved: unsigned, id: string, title: string, area: string, assessment_count: size, closing_count: size,
  }),
  tertial_plan_action_info: grows({
    reserved: unsigned, id: string, title: string, responsible: string, report_count: size, activity_count: size,
  }),
  tertial_plan_activity_info: grows({
    start: int, end: int, completed: int, is_recurrent: int, reserved: unsigned, id: string, title: string,
    held_count: size,
  }),
  tertial_plan_indicator_info: grows({
    kind: int, direction: int, granularity: int, protect: int, reserved: unsigned, id: string, title: string,
    unit: string, observation_count: size, target_count: size, definition_count: size,
  }),
  tertial_plan_follow_up_info: grows({ date: int, period: unsigned }),
  tertial_assessment: grows({
    date: int, recorded: int, likelihood: int, severity: int, reserved: unsigned, level: string, rationale: string,
  }),
  tertial_closing: grows({ date: int, recorded: int, reserved: unsigned, reason: string }),
  tertial_action_report: grows({ date: int, recorded: int, status: int, progress: double, comment: string }),
  tertial_observation: grows({
    period: unsigned, recorded: int, status: int, value: double, numerator: double, denominator: double,
    definition: string,
  }),
  tertial_observation_columns: grows({
    reserved: unsigned, count: size, periods: data, values: data, valid: data, numerators: data, denominators: data,
    statuses: data, definitions: data, recorded: data,
  }),
  tertial_self_check_result: selfCheckResult,
  tertial_self_check_group: selfCheckGroup,
  tertial_self_check: grows({
    period: unsigned, recorded: int, reserved: unsigned, id: string, title: string, sample: double, risks: strings,
    risk_count: size, results: koffi.pointer(selfCheckResult), result_count: size,
    groups: koffi.pointer(selfCheckGroup), group_count: size,
  }),
  tertial_observation_arrays: grows({
    reserved: unsigned, capacity: size, periods: data, values: data, numerators: data, denominators: data,
    statuses: data, definitions: data, recorded: data,
  }),
  tertial_import_options: grows({ language: int, year: int, recorded: int }),
  tertial_import_change: grows({
    kind: int, period: unsigned, status: int, before: double, after: double, indicator: string,
  }),
  tertial_import_note: grows({ line: unsigned, column: unsigned, reserved: unsigned, swedish: string, english: string }),
  tertial_follow_up_options: grows({ as_of: int, previous: int, known_at: int, reveal: strings, reveal_count: size }),
  tertial_follow_up_info: grows({
    as_of: int, previous: int, known_at: int, period: unsigned, language: int, risk_count: size,
    action_count: size, indicator_count: size, self_check_count: size,
  }),
  tertial_summary: grows({
    by_level: koffi.array(int, constants.TERTIAL_MAX_BANDS + 1), open: int, closed: int,
    movement: koffi.array(int, constants.TERTIAL_MOVEMENTS), reduced: int,
    actions: koffi.array(int, constants.TERTIAL_ACTION_STATUSES), actions_unreported: int, indicators_with_value: int,
    indicators_missing: int, indicators_not_due: int, targets_met: int, targets_near: int, targets_missed: int,
    targets_undecided: int, targets_no_target: int, targets_no_value: int, findings: koffi.array(int, 3),
  }),
  tertial_risk_line: grows({
    level: int, score: int, likelihood: int, severity: int, previous_level: int, movement: int, closed_before: int,
    assessed: int, closed: int, id: string, title: string, level_id: string, previous_level_id: string,
  }),
  tertial_action_line: grows({
    status: int, reported: int, derived: int, unreported: int, reported_on: int, id: string, title: string,
    responsible: string, why: string, activity_count: size,
  }),
  tertial_activity_line: grows({
    derived: int, overdue: int, held: int, due: int, of: int, id: string, title: string, why: string,
  }),
  tertial_figure: figure,
  tertial_indicator_line: grows({
    availability: int, kind: int, direction: int, from_baseline_reason: int, from_previous_reason: int,
    from_baseline: double, from_previous: double, baseline: double, baseline_period: unsigned, stale: int,
    latest: figure, previous: figure, id: string, title: string, unit: string, observation_count: size,
    target_count: size, rollup_count: size, like_for_like_count: size, break_count: size,
  }),
  tertial_target_line: grows({
    year: int, aim: int, status: int, judged_on: int, periods_observed: int, periods_in_year: int, reserved: unsigned,
    value: double, from: double, to: double, judged: double, compared_with: double, year_to_date: double,
    forecast: double, pace_needed: double, set_by: string, undecided: string,
  }),
  tertial_rollup: koffi.struct({ period: unsigned, based_on: int, of: int, marks: unsigned, value: double }),
  tertial_like_for_like: grows({
    from_period: unsigned, to_period: unsigned, reserved: unsigned, from: double, to: double, change: double,
    definition: string,
  }),
  tertial_self_check_line: grows({
    period: unsigned, sample: double, id: string, title: string, result_count: size, group_count: size,
  }),
  tertial_index_entry: koffi.struct({ review: data, file: string }),
};

const handle = data; // a pointer, from a Handle
const bytes = data; // a Uint8Array
const out = data; // a typed array
const made = koffi.out(koffi.pointer(handle)); // [null], to be filled in
const error = data;
const given = (struct) => koffi.pointer(structs[struct]); // an object, to be read
const fact = (struct) => [int, [handle, bytes, size, given(struct), error]];
const removal = [int, [handle, bytes, size, int, int, error]];
const counted = [int, [handle, size, out, error]];
const countedTwice = [int, [handle, size, size, out, error]];
const written = [int, [handle, int, made, error]];
const count = [size, [handle]];
const free = ["void", [handle]];

/** Result and arguments, named as in tertial.h. */
export const functions = {
  tertial_abi_version: [unsigned, []],
  tertial_version: ["str", []],
  tertial_status_word: ["str", [int]],
  tertial_word: ["str", [int, int]],
  tertial_word_value: [int, [int, bytes, size, out, error]],
  tertial_text_data: [data, [handle]],
  tertial_text_size: count,
  tertial_text_free: free,
  tertial_schema: [int, [int, out, error]],
  tertial_date_parse: [int, [bytes, size, out, error]],
  tertial_date_print: [int, [int, out, error]],
  tertial_period_parse: [int, [bytes, size, int, int, out, error]],
  tertial_period_print: [int, [unsigned, out, error]],
  tertial_period_make: [int, [int, int, int, out, error]],
  tertial_period_get: [int, [unsigned, out, error]],
  tertial_period_shift: [int, [unsigned, int, out, error]],
  tertial_period_parent: [int, [unsigned, int, out, error]],
  tertial_period_range: [int, [unsigned, int, out, out, error]],
  tertial_periods_of: [int, [data, size, int, out, error]],
  tertial_findings_count: count,
  tertial_findings_get: counted,
  tertial_findings_message: [int, [handle, size, int, made, error]],
  tertial_findings_datum: countedTwice,
  tertial_findings_word: [int, [handle, size, size, size, out, error]],
  tertial_findings_free: free,
  tertial_matrix_new: [int, [given("tertial_matrix_options"), made, error]],
  tertial_matrix_free: free,
  tertial_matrix_get: [int, [handle, out, error]],
  tertial_matrix_band: [int, [handle, int, out, error]],
  tertial_matrix_label: [int, [handle, int, int, out, error]],
  tertial_matrix_score: [int, [handle, int, int, out, error]],
  tertial_matrix_classify: [int, [handle, data, data, size, out, out, error]],
  tertial_matrix_findings: [int, [handle, made, error]],
  tertial_plan_read: [int, [bytes, size, made, error]],
  tertial_plan_copy: [int, [handle, made, error]],
  tertial_plan_write: [int, [handle, made, error]],
  tertial_plan_free: free,
  tertial_plan_get: [int, [handle, out, error]],
  tertial_plan_risk: counted,
  tertial_plan_action: counted,
  tertial_plan_activity: countedTwice,
  tertial_plan_indicator: counted,
  tertial_plan_definition: countedTwice,
  tertial_plan_follow_up_date: counted,
  tertial_plan_find_action: [int, [handle, bytes, size, out, error]],
  tertial_plan_find_indicator: [int, [handle, bytes, size, out, error]],
  tertial_plan_matrix: [int, [handle, made, error]],
  tertial_plan_findings: [int, [handle, made, error]],
  tertial_plan_moment: [int, [handle, bytes, size, out, error]],
  tertial_plan_add_assessment: fact("tertial_assessment"),
  tertial_plan_correct_assessment: fact("tertial_assessment"),
  tertial_plan_remove_assessment: removal,
  tertial_plan_add_closing: fact("tertial_closing"),
  tertial_plan_correct_closing: fact("tertial_closing"),
  tertial_plan_remove_closing: removal,
  tertial_plan_add_report: fact("tertial_action_report"),
  tertial_plan_correct_report: fact("tertial_action_report"),
  tertial_plan_remove_report: removal,
  tertial_plan_add_occurrence: [int, [handle, bytes, size, size, int, error]],
  tertial_plan_remove_occurrence: [int, [handle, bytes, size, size, int, error]],
  tertial_plan_add_observation: fact("tertial_observation"),
  tertial_plan_correct_observation: fact("tertial_observation"),
  tertial_plan_remove_observation: [int, [handle, bytes, size, unsigned, bytes, size, int, error]],
  tertial_plan_add_observations: fact("tertial_observation_columns"),
  tertial_plan_add_self_check: [int, [handle, given("tertial_self_check"), error]],
  tertial_plan_correct_self_check: [int, [handle, given("tertial_self_check"), error]],
  tertial_plan_remove_self_check: [int, [handle, bytes, size, error]],
  tertial_plan_observations: [int, [handle, size, given("tertial_observation_arrays"), out, error]],
  tertial_plan_import: [int, [handle, bytes, size, given("tertial_import_options"), made, error]],
  tertial_import_change_count: count,
  tertial_import_change_get: counted,
  tertial_import_note_count: count,
  tertial_import_note_get: counted,
  tertial_import_free: free,
  tertial_follow_up_new: [int, [handle, given("tertial_follow_up_options"), made, error]],
  tertial_follow_up_free: free,
  tertial_follow_up_get: [int, [handle, out, error]],
  tertial_follow_up_summary: [int, [handle, out, error]],
  tertial_follow_up_risk: counted,
  tertial_follow_up_action: counted,
  tertial_follow_up_activity: countedTwice,
  tertial_follow_up_indicator: counted,
  tertial_follow_up_target: countedTwice,
  tertial_follow_up_rollup: countedTwice,
  tertial_follow_up_like_for_like: countedTwice,
  tertial_follow_up_break: countedTwice,
  tertial_follow_up_observations: [int, [handle, size, given("tertial_observation_arrays"), out, error]],
  tertial_follow_up_self_check: counted,
  tertial_follow_up_self_check_result: countedTwice,
  tertial_follow_up_self_check_group: countedTwice,
  tertial_follow_up_findings: [int, [handle, made, error]],
  tertial_follow_up_json: written,
  tertial_follow_up_markdown: written,
  tertial_follow_up_html: written,
  tertial_follow_up_sentences: written,
  tertial_follow_up_csv: [int, [handle, int, int, made, error]],
  tertial_follow_up_kpi_csv: [int, [handle, made, error]],
  tertial_follow_up_xlsx: written,
  tertial_html_index: [int, [koffi.pointer(structs.tertial_index_entry), size, bytes, size, int, made, error]],
};

function loaded() {
  const beside = fileURLToPath(new URL(`../${LIBRARY}`, import.meta.url));
  const path = process.env.TERTIAL_LIBRARY || (existsSync(beside) ? beside : LIBRARY);
  let library;
  try {
    library = koffi.load(path);
  } catch (cause) {
    throw new TertialError("library", path, `the library of tertial cannot be loaded: ${cause.message}. ` +
      `Install it, or set TERTIAL_LIBRARY to the path of ${LIBRARY}`);
  }
  const abi = library.func("tertial_abi_version", unsigned, [])();
  if (abi !== ABI_VERSION) {
    throw new TertialError("library", path, `this package speaks version ${ABI_VERSION} of the binary interface of ` +
      `tertial, and the library version ${abi}. Install a package and a library of the same version, or set ` +
      `TERTIAL_LIBRARY to the path of a ${LIBRARY}`);
  }
  return library;
}

const library = loaded();

/** The functions by name without "tertial_", for those that cannot fail. */
export const lib = Object.fromEntries(Object.entries(functions).map(([name, [result, parameters]]) =>
  [name.replace("tertial_", ""), library.func(name, result, parameters)]));

// One is enough: calls do not overlap on a thread, and a worker loads this module anew.
const fault = new Uint8Array(koffi.sizeof(structs.tertial_error));

/** Calls what can fail, and throws a TertialError where it does. The tertial_error is added to the arguments. */
export function call(name, ...values) {
  const status = lib[name](...values, fault);
  if (status === constants.TERTIAL_OK) return;
  const { at, message } = koffi.decode(fault, structs.tertial_error);
  throw new TertialError(lib.status_word(status) ?? String(status), at, message);
}

/** The struct that a call fills in, as an object, strings read. */
export function get(struct, name, ...values) {
  const type = structs[struct];
  const room = new Uint8Array(koffi.sizeof(type));
  if (type.members.struct_size) koffi.encode(room, unsigned, room.length);
  call(name, ...values, room);
  return read(koffi.decode(room, type), type);
}

function read(value, type) {
  for (const [field, member] of Object.entries(type.members)) {
    if (member.type === string) value[field] = text(value[field]);
    else if (member.type === figure) value[field] = read(value[field], figure);
  }
  return value;
}

/** The string that a call fills in. */
export function getString(name, ...values) {
  const room = new Uint8Array(koffi.sizeof(string));
  call(name, ...values, room);
  return text(koffi.decode(room, string));
}

function text({ data, size }) {
  return size === 0 ? "" : koffi.decode.string(data, size);
}

/** The int32 that a call fills in. */
export function getInt(name, ...values) {
  const room = new Int32Array(1);
  call(name, ...values, room);
  return room[0];
}

/** The uint32 that a call fills in. */
export function getUnsigned(name, ...values) {
  const room = new Uint32Array(1);
  call(name, ...values, room);
  return room[0];
}

/** The size_t that a call fills in. */
export function getSize(name, ...values) {
  const room = new Uint8Array(koffi.sizeof(size));
  call(name, ...values, room);
  return koffi.decode(room, size);
}

/** The pointer that a call fills in. */
export function getPointer(name, ...values) {
  const room = [null];
  call(name, ...values, room);
  return room[0];
}

/** The text that a call makes, or its bytes, with the library's copy freed. */
export function getText(name, ...values) {
  return getBytes(name, ...values).toString("utf8");
}

export function getBytes(name, ...values) {
  const made = getPointer(name, ...values);
  try {
    const size = lib.text_size(made);
    const { buffer, byteOffset, byteLength } = bytesAt(lib.text_data(made), size);
    return Buffer.from(buffer, byteOffset, byteLength);
  } finally {
    lib.text_free(made);
  }
}

/** A copy of the bytes at an address. */
export function bytesAt(pointer, length) {
  return length === 0 ? new Uint8Array(0) : koffi.decode(pointer, "uint8_t", length);
}

/** A struct to be given: struct_size set, what is left out zero. */
export function struct(name, fields) {
  return { struct_size: koffi.sizeof(structs[name]), ...fields };
}

/** A tertial_string to be given. */
export function str(value, what) {
  const data = utf8(value, what);
  return { data, size: data.length };
}

/** UTF-8 of a string; none of undefined and null. */
export function utf8(value, what) {
  if (value === undefined || value === null) return Buffer.alloc(0);
  if (typeof value !== "string") throw new TypeError(`${what} must be a string, not ${typeof value}`);
  return Buffer.from(value, "utf8");
}
