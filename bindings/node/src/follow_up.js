import { constants, get, getBytes, getPointer, getText, getUnsigned, str, utf8 } from "./native.js";
import { findings } from "./findings.js";
import { Closable } from "./handle.js";
import { Lines, list } from "./lines.js";
import { observations } from "./observations.js";
import { Period } from "./period.js";
import { dateText, figure, language, stated, whole, word, words, wordValue } from "./values.js";

const AIMS = {
  [constants.TERTIAL_AIM_VALUE]: "value",
  [constants.TERTIAL_AIM_RANGE]: "range",
  [constants.TERTIAL_AIM_INCREASE]: "increase",
  [constants.TERTIAL_AIM_DECREASE]: "decrease",
  [constants.TERTIAL_AIM_UNDECIDED]: "undecided",
};

const counted = (vocabulary, counts) =>
  Object.freeze(Object.fromEntries(words(vocabulary).map((name, i) => [name, counts[i]])));

/** A plan followed up at a date. Immutable. What is read of it stays readable when it is closed; it does not. */
export class FollowUp extends Closable {
  #levels;
  #language;
  #info;
  #read = new Map();

  constructor(pointer, levels, language) {
    if (typeof pointer !== "bigint") throw new TypeError("use plan.followUp()");
    super("follow-up", "follow_up_free", pointer);
    this.#levels = levels;
    this.#language = language;
    this.#info = get("tertial_follow_up_info", "follow_up_get", pointer);
  }

  #once(what, make) {
    const pointer = this._pointer;
    if (!this.#read.has(what)) this.#read.set(what, make(pointer));
    return this.#read.get(what);
  }

  get asOf() {
    return dateText(this.#info.as_of);
  }

  /** null: there is nothing to compare with. */
  get previous() {
    return dateText(this.#info.previous);
  }

  get knownAt() {
    return dateText(this.#info.known_at);
  }

  /** null: none ends on asOf. */
  get period() {
    return Period._from(this.#info.period);
  }

  get summary() {
    return this.#once("summary", (pointer) => {
      const summary = get("tertial_summary", "follow_up_summary", pointer);
      return Object.freeze({
        open: summary.open,
        closed: summary.closed,
        reduced: summary.reduced,
        levels: Object.freeze(Object.fromEntries([
          ...this.#levels.map((level, i) => [level, summary.by_level[i + 1]]),
          ["unclassified", summary.by_level[0]],
        ])),
        movements: counted("MOVEMENT", summary.movement),
        actions: Object.freeze({ ...counted("ACTION_STATUS", summary.actions), unreported: summary.actions_unreported }),
        indicators: Object.freeze({
          with_value: summary.indicators_with_value,
          missing: summary.indicators_missing,
          not_due: summary.indicators_not_due,
        }),
        targets: Object.freeze({
          met: summary.targets_met,
          near: summary.targets_near,
          missed: summary.targets_missed,
          undecided: summary.targets_undecided,
          no_target: summary.targets_no_target,
          no_value: summary.targets_no_value,
        }),
        findings: counted("FINDING_SEVERITY", summary.findings),
      });
    });
  }

  /** Those closed before included, with closedBefore true. */
  get risks() {
    return this.#once("risks", (pointer) => Lines.made(this.#info.risk_count, (i) => {
      const risk = get("tertial_risk_line", "follow_up_risk", pointer, i);
      return {
        id: risk.id,
        title: risk.title,
        level: risk.level_id,
        score: whole(risk.score),
        likelihood: risk.likelihood || null,
        severity: risk.severity || null,
        previousLevel: stated(risk.previous_level_id),
        movement: word("MOVEMENT", risk.movement),
        closedBefore: risk.closed_before !== 0,
        assessed: dateText(risk.assessed),
        closed: dateText(risk.closed),
      };
    }));
  }

  get actions() {
    return this.#once("actions", (pointer) => Lines.made(this.#info.action_count, (i) => {
      const action = get("tertial_action_line", "follow_up_action", pointer, i);
      return {
        id: action.id,
        title: action.title,
        responsible: stated(action.responsible),
        status: word("ACTION_STATUS", action.status),
        reported: word("ACTION_STATUS", action.reported),
        derived: word("ACTION_STATUS", action.derived),
        unreported: action.unreported !== 0,
        reportedOn: dateText(action.reported_on),
        why: stated(action.why),
        activities: list(action.activity_count, (j) => {
          const activity = get("tertial_activity_line", "follow_up_activity", pointer, i, j);
          return {
            id: stated(activity.id),
            title: activity.title,
            derived: word("ACTION_STATUS", activity.derived),
            overdue: activity.overdue !== 0,
            held: whole(activity.held),
            due: whole(activity.due),
            of: whole(activity.of),
            why: stated(activity.why),
          };
        }),
      };
    }));
  }

  get indicators() {
    return this.#once("indicators", (pointer) => Lines.made(this.#info.indicator_count, (i) => {
      const line = get("tertial_indicator_line", "follow_up_indicator", pointer, i);
      return {
        id: line.id,
        title: line.title,
        unit: stated(line.unit),
        availability: word("AVAILABILITY", line.availability),
        kind: word("INDICATOR_KIND", line.kind),
        direction: word("DIRECTION", line.direction),
        latest: shown(line.latest),
        previous: shown(line.previous),
        baseline: figure(line.baseline),
        baselinePeriod: Period._from(line.baseline_period),
        fromBaseline: figure(line.from_baseline),
        fromBaselineReason: word("NO_CHANGE", line.from_baseline_reason),
        fromPrevious: figure(line.from_previous),
        fromPreviousReason: word("NO_CHANGE", line.from_previous_reason),
        stale: line.stale,
        targets: list(line.target_count, (j) => target(pointer, i, j)),
        rollups: list(line.rollup_count, (j) => rollup(pointer, i, j)),
        likeForLike: list(line.like_for_like_count, (j) => likeForLike(pointer, i, j)),
        breaks: list(line.break_count, (j) => Period._from(getUnsigned("follow_up_break", pointer, i, j))),
        observations: observations("follow_up_observations", pointer, i, line.observation_count),
      };
    }));
  }

  get selfChecks() {
    return this.#once("selfChecks", (pointer) => Lines.made(this.#info.self_check_count, (i) => {
      const line = get("tertial_self_check_line", "follow_up_self_check", pointer, i);
      return {
        id: line.id,
        title: line.title,
        period: Period._from(line.period),
        sample: figure(line.sample),
        results: list(line.result_count, (j) => {
          const result = get("tertial_self_check_result", "follow_up_self_check_result", pointer, i, j);
          return { title: result.title, numerator: figure(result.numerator), share: figure(result.share) };
        }),
        groups: list(line.group_count, (j) => get("tertial_self_check_group", "follow_up_self_check_group", pointer, i, j)),
      };
    }));
  }

  /** What does not hold together, told in the language of the plan. */
  get findings() {
    return this.#once("findings", () => this.findingsIn());
  }

  findingsIn(options) {
    return findings(getPointer("follow_up_findings", this._pointer), { lang: options?.lang ?? this.#language });
  }

  /** The sentences that a board reads first. */
  sentences(options) {
    return getText("follow_up_sentences", this._pointer, language(options)).split("\n").filter((line) => line !== "");
  }

  /** The follow-up document. */
  toJson(options) {
    return getText("follow_up_json", this._pointer, language(options));
  }

  toMarkdown(options) {
    return getText("follow_up_markdown", this._pointer, language(options));
  }

  /** One HTML file that needs nothing but itself. */
  toHtml(options) {
    return getText("follow_up_html", this._pointer, language(options));
  }

  /** One table, "risks", "actions", ...; all of them, one after the other, without. */
  toCsv(table, options) {
    return getText("follow_up_csv", this._pointer, wordValue("TABLE", table, "table", constants.TERTIAL_TABLE_ALL),
      language(options));
  }

  /** The file that planning systems import key figures from. */
  toKpiCsv() {
    return getText("follow_up_kpi_csv", this._pointer);
  }

  /** The bytes of an Excel workbook. */
  toXlsx(options) {
    return getBytes("follow_up_xlsx", this._pointer, language(options));
  }
}

function shown({ period, status, value, numerator, denominator, definition }) {
  return period === constants.TERTIAL_NO_PERIOD ? null : Object.freeze({
    period: Period._from(period),
    status: word("OBSERVATION_STATUS", status),
    value: figure(value),
    numerator: figure(numerator),
    denominator: figure(denominator),
    definition: stated(definition),
  });
}

function target(pointer, indicator, place) {
  const line = get("tertial_target_line", "follow_up_target", pointer, indicator, place);
  return {
    year: line.year,
    aim: AIMS[line.aim],
    value: figure(line.value),
    from: figure(line.from),
    to: figure(line.to),
    status: word("TARGET_STATUS", line.status),
    judgedOn: word("JUDGED_ON", line.judged_on),
    judged: figure(line.judged),
    comparedWith: figure(line.compared_with),
    yearToDate: figure(line.year_to_date),
    forecast: figure(line.forecast),
    paceNeeded: figure(line.pace_needed),
    periodsObserved: line.periods_observed,
    periodsInYear: line.periods_in_year,
    setBy: stated(line.set_by),
    undecided: stated(line.undecided),
  };
}

function rollup(pointer, indicator, place) {
  const line = get("tertial_rollup", "follow_up_rollup", pointer, indicator, place);
  return {
    period: Period._from(line.period),
    value: figure(line.value),
    basedOn: line.based_on,
    of: line.of,
    unweighted: (line.marks & constants.TERTIAL_ROLLUP_UNWEIGHTED) !== 0,
    acrossBreak: (line.marks & constants.TERTIAL_ROLLUP_ACROSS_BREAK) !== 0,
  };
}

function likeForLike(pointer, indicator, place) {
  const line = get("tertial_like_for_like", "follow_up_like_for_like", pointer, indicator, place);
  return {
    fromPeriod: Period._from(line.from_period),
    toPeriod: Period._from(line.to_period),
    from: line.from,
    to: line.to,
    change: line.change,
    definition: line.definition,
  };
}

/** One HTML page over many follow-ups, the worst first; `file` is the relative address of the page of each. */
export function htmlIndex(entries, { title, lang = "sv" } = {}) {
  const text = utf8(title, "title");
  return getText("html_index", entries.map(({ review, file }) => {
    if (!(review instanceof FollowUp)) throw new TypeError("review must be a FollowUp");
    return { review: review._pointer, file: str(file, "file") };
  }), entries.length, text, text.length, wordValue("LANGUAGE", lang, "lang"));
}
