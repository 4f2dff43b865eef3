import { readFileSync } from "node:fs";
import { call, constants, get, getBytes, getInt, getPointer, getSize, getString, lib, str, struct, utf8 } from "./native.js";
import { findings } from "./findings.js";
import { FollowUp } from "./follow_up.js";
import { Closable } from "./handle.js";
import { Lines, list } from "./lines.js";
import { RiskMatrix } from "./matrix.js";
import { observations } from "./observations.js";
import { Period } from "./period.js";
import { date, dateText, figure, index, integer, language, number, stated, word, wordValue } from "./values.js";

/** A plan: goals, risks, actions, indicators and self-checks of one unit and year. */
export class Plan extends Closable {
  constructor(pointer) {
    if (typeof pointer !== "bigint") throw new TypeError("use Plan.read() or Plan.fromJson()");
    super("plan", "plan_free", pointer);
  }

  /** Reads a plan document from a file. */
  static read(path) {
    return Plan.fromJson(readFileSync(path));
  }

  /** Reads a plan document from a string, or from its UTF-8. */
  static fromJson(json) {
    const bytes = json instanceof Uint8Array ? json : utf8(json, "json");
    return new Plan(getPointer("plan_read", bytes, bytes.length));
  }

  /** A plan of its own with the same contents. */
  copy() {
    return new Plan(getPointer("plan_copy", this._pointer));
  }

  /** The plan document in canonical form. */
  toJson() {
    return getBytes("plan_write", this._pointer).toString("utf8");
  }

  get #info() {
    return get("tertial_plan_info", "plan_get", this._pointer);
  }

  get id() {
    return this.#info.id;
  }

  get title() {
    return this.#info.title;
  }

  get organisation() {
    return this.#info.organisation;
  }

  get year() {
    return this.#info.year;
  }

  get language() {
    return word("LANGUAGE", this.#info.language);
  }

  get risks() {
    return Lines.made(this.#info.risk_count, (i) => {
      const risk = get("tertial_plan_risk_info", "plan_risk", this._pointer, i);
      return {
        id: risk.id,
        title: risk.title,
        area: stated(risk.area),
        assessments: risk.assessment_count,
        closings: risk.closing_count,
      };
    });
  }

  get actions() {
    return Lines.made(this.#info.action_count, (i) => {
      const action = get("tertial_plan_action_info", "plan_action", this._pointer, i);
      return {
        id: action.id,
        title: action.title,
        responsible: stated(action.responsible),
        reports: action.report_count,
        activities: list(action.activity_count, (j) => this.#activity(i, j)),
      };
    });
  }

  #activity(action, place) {
    const activity = get("tertial_plan_activity_info", "plan_activity", this._pointer, action, place);
    return {
      id: stated(activity.id),
      title: activity.title,
      start: dateText(activity.start),
      end: dateText(activity.end),
      completed: dateText(activity.completed),
      recurrent: activity.is_recurrent !== 0,
      held: activity.held_count,
    };
  }

  get indicators() {
    return Lines.made(this.#info.indicator_count, (i) => {
      const indicator = get("tertial_plan_indicator_info", "plan_indicator", this._pointer, i);
      return {
        id: indicator.id,
        title: indicator.title,
        unit: stated(indicator.unit),
        kind: word("INDICATOR_KIND", indicator.kind),
        direction: word("DIRECTION", indicator.direction),
        granularity: word("GRANULARITY", indicator.granularity),
        protected: indicator.protect !== 0,
        observations: indicator.observation_count,
        targets: indicator.target_count,
        definitions: list(indicator.definition_count, (j) => getString("plan_definition", this._pointer, i, j)),
      };
    });
  }

  get followUps() {
    return list(this.#info.follow_up_count, (i) => {
      const { date: day, period } = get("tertial_plan_follow_up_info", "plan_follow_up_date", this._pointer, i);
      return { date: dateText(day), period: Period._from(period) };
    });
  }

  /** The plan's matrix, to be closed on its own. */
  get matrix() {
    return new RiskMatrix(getPointer("plan_matrix", this._pointer));
  }

  /** What does not hold together in the plan by itself. */
  get findings() {
    return this.findingsIn();
  }

  findingsIn(options) {
    const made = getPointer("plan_findings", this._pointer);
    try {
      return findings(made, { lang: options?.lang ?? this.language });
    } finally {
      lib.findings_free(made);
    }
  }

  /** The day that "2020-08-31", "2020-T2" or "tertial 2" means in this plan. */
  moment(text) {
    return dateText(this.#moment(text, "text"));
  }

  #moment(value, what) {
    if (value === undefined || value === null || value instanceof Date) return date(value, what);
    const text = utf8(value instanceof Period ? value.last : value, what);
    return getInt("plan_moment", this._pointer, text, text.length);
  }

  /** The figures of an indicator as they stand in the plan. */
  observations(indicator) {
    const place = this.#place("indicator", indicator);
    const { observation_count } = get("tertial_plan_indicator_info", "plan_indicator", this._pointer, place);
    return observations("plan_observations", this._pointer, place, observation_count);
  }

  #place(kind, id) {
    const text = utf8(id, kind);
    return getSize(`plan_find_${kind}`, this._pointer, text, text.length);
  }

  /**
   * Follows the plan up.
   * @param asOf  "2020-T2", "2020-08-31", a Period or a Date
   */
  followUp(asOf, { previous, knownAt, reveal = [] } = {}) {
    if (asOf === undefined || asOf === null) throw new TypeError("followUp() needs a date or a period");
    const ids = Array.from(reveal, (id) => str(id, "reveal"));
    const made = getPointer("follow_up_new", this._pointer, struct("tertial_follow_up_options", {
      as_of: this.#moment(asOf, "asOf"),
      previous: this.#moment(previous, "previous"),
      known_at: this.#moment(knownAt, "knownAt"),
      reveal: ids,
      reveal_count: ids.length,
    }));
    const matrix = this.matrix;
    try {
      return new FollowUp(made, matrix.bands.map((band) => band.level), this.language);
    } finally {
      matrix.close();
    }
  }

  addAssessment(risk, assessment) {
    this.#put("plan_add_assessment", risk, "risk", assessmentFact(assessment));
  }

  /** A second assessment of the same day; `recorded` says when it was put right. */
  correctAssessment(risk, assessment) {
    this.#put("plan_correct_assessment", risk, "risk", assessmentFact(assessment));
  }

  /** That of the day; `recorded` says which one where it was corrected, else the last goes. */
  removeAssessment(risk, day, { recorded } = {}) {
    this.#take("plan_remove_assessment", risk, "risk", day, recorded);
  }

  addClosing(risk, closing) {
    this.#put("plan_add_closing", risk, "risk", closingFact(closing));
  }

  correctClosing(risk, closing) {
    this.#put("plan_correct_closing", risk, "risk", closingFact(closing));
  }

  removeClosing(risk, day, { recorded } = {}) {
    this.#take("plan_remove_closing", risk, "risk", day, recorded);
  }

  addReport(action, report) {
    this.#put("plan_add_report", action, "action", reportFact(report));
  }

  correctReport(action, report) {
    this.#put("plan_correct_report", action, "action", reportFact(report));
  }

  removeReport(action, day, { recorded } = {}) {
    this.#take("plan_remove_report", action, "action", day, recorded);
  }

  /** An occurrence of a recurrent activity, which is named by its id or its index. */
  addOccurrence(action, activity, day) {
    this.#occurrence("plan_add_occurrence", action, activity, day);
  }

  removeOccurrence(action, activity, day) {
    this.#occurrence("plan_remove_occurrence", action, activity, day);
  }

  #occurrence(name, action, activity, day) {
    const id = utf8(action, "action");
    const place = typeof activity === "string" ? this.#activityPlace(action, activity) : index(activity, "activity");
    call(name, this._pointer, id, id.length, place, date(day, "day"));
  }

  #activityPlace(action, activity) {
    const place = this.#place("action", action);
    const { activity_count } = get("tertial_plan_action_info", "plan_action", this._pointer, place);
    for (let i = 0; i < activity_count; ++i) {
      if (this.#activity(place, i).id === activity) return i;
    }
    return activity_count; // one too many, which the library refuses with the place
  }

  addObservation(indicator, observation) {
    this.#put("plan_add_observation", indicator, "indicator", observationFact(observation));
  }

  /** A second figure for the same period under the same definition. */
  correctObservation(indicator, observation) {
    this.#put("plan_correct_observation", indicator, "indicator", observationFact(observation));
  }

  removeObservation(indicator, period, { definition, recorded } = {}) {
    const id = utf8(indicator, "indicator");
    const under = utf8(definition, "definition");
    call("plan_remove_observation", this._pointer, id, id.length, Period._number(period, "period"), under, under.length,
      date(recorded, "recorded"));
  }

  /**
   * Many figures as columns of one length: all of them or none. Arrays of the right type are used where they lie:
   * Float64Array for figures (NaN: none), Uint8Array for `valid` (0: none).
   */
  addObservations(indicator, { periods, values, valid, numerators, denominators, statuses, definitions, recorded }) {
    const count = periods?.length;
    if (count === undefined) throw new TypeError("periods must be an array");
    const column = (array, name, type, make) => {
      if (array === undefined || array === null) return null;
      if (array.length !== count) throw new RangeError(`${name} must be as many as periods`);
      return array instanceof type ? array : type.from(array, (value) => make(value, name));
    };
    const names = definitions?.some((id) => id !== undefined && id !== null) ? this.#definitions(indicator) : [];
    const id = utf8(indicator, "indicator");
    call("plan_add_observations", this._pointer, id, id.length, struct("tertial_observation_columns", {
      count,
      periods: column(Array.from(periods), "periods", Uint32Array, Period._number),
      values: column(values, "values", Float64Array, number),
      valid: column(valid, "valid", Uint8Array, Number),
      numerators: column(numerators, "numerators", Float64Array, number),
      denominators: column(denominators, "denominators", Float64Array, number),
      statuses: column(statuses, "statuses", Uint8Array, (status) => wordValue("OBSERVATION_STATUS", status, "statuses")),
      definitions: column(definitions, "definitions", Uint8Array, (definition) => numbered(names, definition)),
      recorded: column(recorded, "recorded", Int32Array, date),
    }));
  }

  #definitions(indicator) {
    const place = this.#place("indicator", indicator);
    const { definition_count } = get("tertial_plan_indicator_info", "plan_indicator", this._pointer, place);
    return Array.from({ length: definition_count }, (_, i) => getString("plan_definition", this._pointer, place, i));
  }

  addSelfCheck(selfCheck) {
    call("plan_add_self_check", this._pointer, selfCheckFact(selfCheck));
  }

  /** Takes the place of the one with the same id. */
  correctSelfCheck(selfCheck) {
    call("plan_correct_self_check", this._pointer, selfCheckFact(selfCheck));
  }

  removeSelfCheck(id) {
    const text = utf8(id, "id");
    call("plan_remove_self_check", this._pointer, text, text.length);
  }

  /** Puts the figures of an indicator table into the plan, as it is pasted from a report or a spreadsheet. */
  import(table, { lang, year, recorded } = {}) {
    const text = utf8(table, "table");
    const made = getPointer("plan_import", this._pointer, text, text.length, struct("tertial_import_options", {
      language: language({ lang }),
      year: integer(year, "year", 0),
      recorded: date(recorded, "recorded"),
    }));
    try {
      return {
        changes: list(lib.import_change_count(made), (i) => {
          const change = get("tertial_import_change", "import_change_get", made, i);
          return {
            kind: word("IMPORT_CHANGE", change.kind),
            indicator: change.indicator,
            period: Period._from(change.period),
            status: word("OBSERVATION_STATUS", change.status),
            before: figure(change.before),
            after: figure(change.after),
          };
        }),
        notes: list(lib.import_note_count(made), (i) => {
          const { line, column, swedish, english } = get("tertial_import_note", "import_note_get", made, i);
          return { line, column: column || null, sv: swedish, en: english };
        }),
      };
    } finally {
      lib.import_free(made);
    }
  }

  #put(name, id, what, fact) {
    const text = utf8(id, what);
    call(name, this._pointer, text, text.length, fact);
  }

  #take(name, id, what, day, recorded) {
    const text = utf8(id, what);
    call(name, this._pointer, text, text.length, date(day, "day"), date(recorded, "recorded"));
  }
}

function assessmentFact(fact) {
  return struct("tertial_assessment", {
    date: date(fact.date, "date"),
    recorded: date(fact.recorded, "recorded"),
    likelihood: integer(fact.likelihood, "likelihood", 0),
    severity: integer(fact.severity, "severity", 0),
    level: str(fact.level, "level"),
    rationale: str(fact.rationale, "rationale"),
  });
}

function closingFact(fact) {
  return struct("tertial_closing", {
    date: date(fact.date, "date"),
    recorded: date(fact.recorded, "recorded"),
    reason: str(fact.reason, "reason"),
  });
}

function reportFact(fact) {
  return struct("tertial_action_report", {
    date: date(fact.date, "date"),
    recorded: date(fact.recorded, "recorded"),
    status: wordValue("ACTION_STATUS", fact.status, "status"),
    progress: number(fact.progress, "progress"),
    comment: str(fact.comment, "comment"),
  });
}

function observationFact(fact) {
  return struct("tertial_observation", {
    period: Period._number(fact.period, "period"),
    recorded: date(fact.recorded, "recorded"),
    status: wordValue("OBSERVATION_STATUS", fact.status, "status", constants.TERTIAL_NONE),
    value: number(fact.value, "value"),
    numerator: number(fact.numerator, "numerator"),
    denominator: number(fact.denominator, "denominator"),
    definition: str(fact.definition, "definition"),
  });
}

function selfCheckFact({ id, title, period, recorded, sample, risks = [], results = [], groups = [] }) {
  return struct("tertial_self_check", {
    period: Period._number(period, "period"),
    recorded: date(recorded, "recorded"),
    id: str(id, "id"),
    title: str(title, "title"),
    sample: number(sample, "sample"),
    risks: risks.map((risk) => str(risk, "risks")),
    risk_count: risks.length,
    results: results.map((result) => ({
      title: str(result.title, "results"),
      numerator: number(result.numerator, "numerator"),
      share: number(result.share, "share"),
    })),
    result_count: results.length,
    groups: groups.map((group) => ({
      by: str(group.by, "groups"),
      group: str(group.group, "groups"),
      count: number(group.count, "count"),
    })),
    group_count: groups.length,
  });
}

function numbered(names, definition) {
  if (definition === undefined || definition === null) return 0;
  const place = names.indexOf(definition);
  if (place < 0) throw new RangeError(`definitions: "${definition}" is none of the indicator's`);
  return place + 1;
}
