/** Days are "2020-08-31", what is missing is null, and words are those of the plan and follow-up documents. */

/** "2020-08-31", or a Date, of which the day in UTC is taken. */
export type Day = string | Date;
export type Language = "sv" | "en";
export type Granularity = "day" | "week" | "month" | "quarter" | "tertial" | "half_year" | "year";
export type Movement = "decreased" | "increased" | "unchanged" | "closed" | "new" | "reopened" | "unknown";
export type ActionStatus = "cancelled" | "completed" | "not_started" | "on_schedule" | "at_risk" | "delayed";
export type ObservationStatus = "A" | "P" | "E" | "B" | "O" | "L" | "N" | "confidential" | "suppressed";
export type IndicatorKind = "flow" | "snapshot" | "share" | "rolling" | "index";
export type Direction = "none" | "higher" | "lower" | "within";
export type TargetStatus = "met" | "near" | "missed" | "undecided" | "no_target" | "no_value";
export type JudgedOn = "latest" | "year_to_date" | "forecast";
export type NoChange = "no-value" | "no-earlier-value" | "no-newer-value" | "definition-break" | "suppressed";
export type Availability = "with_value" | "missing" | "not_due";
export type FindingCode =
  | "matrix-uncovered-score" | "matrix-overlapping-bands" | "matrix-inconsistent" | "ratio-mismatch"
  | "share-out-of-range" | "numerator-exceeds-denominator" | "complement-mismatch" | "breakdown-mismatch"
  | "missing-observation" | "stale-indicator" | "definition-break" | "duplicate-observation" | "risk-without-action"
  | "action-without-indicator" | "risk-not-reassessed" | "risk-lowered-without-action" | "risk-action-without-deadline"
  | "expected-result-without-indicator" | "status-disagrees" | "activity-overdue" | "target-undecided"
  | "dates-out-of-order" | "small-count";
export type FindingSeverity = "error" | "warning" | "note";
export type Table =
  | "risks" | "actions" | "indicators" | "observations" | "targets" | "rollups" | "self_checks" | "findings";
export type ImportChangeKind =
  | "new_indicator" | "new_observation" | "changed_observation" | "new_baseline" | "changed_baseline";

export interface InLanguage {
  /** Left out: the language of the plan. */
  lang?: Language;
}

export type ErrorCode =
  | "syntax" | "schema" | "argument" | "not_found" | "memory" | "handle" | "limit" | "unsupported" | "stream" | "internal"
  | "library";

export class TertialError extends Error {
  readonly code: ErrorCode;
  /** A JSON pointer, "line L, column C", the name of an argument, or empty. */
  readonly at: string;
  constructor(code: ErrorCode, at: string, message: string);
}

declare class Closable {
  readonly closed: boolean;
  /** Gives its memory back. Closing twice is fine; using it afterwards throws a TertialError of code "handle". */
  close(): void;
  [Symbol.dispose](): void;
}

/** An array in the order of the plan, which also finds a line by its id. */
export interface Lines<T> extends ReadonlyArray<T> {
  get(id: string): T | undefined;
  has(id: string): boolean;
}

export class Period {
  private constructor();
  /** @param options.year  of text that names none */
  static parse(text: string, options?: { lang?: Language; year?: number }): Period;
  static make(granularity: Granularity, year: number, index: number): Period;
  static of(day: Day, granularity: Granularity): Period;
  readonly granularity: Granularity;
  readonly year: number;
  /** In its year, from 1. */
  readonly index: number;
  readonly first: string;
  readonly last: string;
  shift(count: number): Period;
  parent(granularity: Granularity): Period;
  split(granularity: Granularity): Period[];
  equals(other: unknown): boolean;
  toString(): string;
  toJSON(): string;
  [Symbol.toPrimitive](hint: string): string | number;
}

export interface Cell {
  readonly likelihood: number;
  readonly severity: number;
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  /** JSON pointer into the plan document. */
  readonly at: string;
  readonly message: string;
  readonly data: Readonly<Record<string, number | string | readonly Cell[] | readonly string[]>>;
}

export interface Band {
  level: string;
  label?: string;
  from: number;
  to: number;
}

export interface RiskMatrixOptions {
  /** Labels from the mildest, or how many steps. */
  likelihood: readonly string[] | number;
  severity: readonly string[] | number;
  /** A rule, or a row for each likelihood with a score for each severity. */
  score?: "product" | "sum" | readonly (readonly number[])[];
  uncovered?: "report" | "next_worse";
  bands: readonly Band[];
}

export class RiskMatrix extends Closable {
  constructor(options: RiskMatrixOptions);
  readonly likelihood: readonly string[];
  readonly severity: readonly string[];
  /** From the mildest; band n of classify() is bands[n - 1]. */
  readonly bands: readonly Readonly<Required<Band>>[];
  readonly findings: readonly Finding[];
  findingsIn(options: { lang: Language }): readonly Finding[];
  score(likelihood: number, severity: number): number;
  /** The number of the band of each cell, 0 for none. The arrays are used where they lie. */
  classify(likelihood: Uint8Array, severity: Uint8Array, out?: Uint8Array): Uint8Array;
}

export interface Assessment {
  date: Day;
  recorded?: Day | null;
  /** From 1. */
  likelihood?: number | null;
  /** From 1. */
  severity?: number | null;
  /** Where likelihood and severity are not stated. */
  level?: string | null;
  rationale?: string | null;
}

export interface Closing {
  date: Day;
  recorded?: Day | null;
  reason?: string | null;
}

export interface ActionReport {
  date: Day;
  recorded?: Day | null;
  status: ActionStatus;
  /** 0 to 1. */
  progress?: number | null;
  comment?: string | null;
}

/** In the indicator's printed unit: 40 is 40 %. */
export interface Observation {
  period: Period | string;
  recorded?: Day | null;
  /** Left out: normal where there is a figure, missing where there is none. */
  status?: ObservationStatus | null;
  value?: number | null;
  numerator?: number | null;
  denominator?: number | null;
  /** Left out: the one in force. */
  definition?: string | null;
}

export interface ObservationColumns {
  periods: readonly (Period | string)[];
  /** A Float64Array is used where it lies; NaN is none. */
  values?: Float64Array | readonly (number | null)[];
  /** 0: none, whatever the value. */
  valid?: Uint8Array | readonly (number | boolean)[];
  numerators?: Float64Array | readonly (number | null)[];
  denominators?: Float64Array | readonly (number | null)[];
  statuses?: readonly ObservationStatus[];
  definitions?: readonly (string | null)[];
  recorded?: readonly (Day | null)[];
}

export interface SelfCheck {
  id: string;
  title: string;
  period: Period | string;
  recorded?: Day | null;
  sample?: number | null;
  risks?: readonly string[];
  results?: readonly { title: string; numerator?: number | null; share?: number | null }[];
  groups?: readonly { by: string; group: string; count: number }[];
}

export interface KnownObservation {
  readonly period: Period;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly status: ObservationStatus;
  /** Its number among the indicator's, from 1. */
  readonly definition: number | null;
  readonly recorded: string | null;
}

export interface PlanRisk {
  readonly id: string;
  readonly title: string;
  readonly area: string | null;
  readonly assessments: number;
  readonly closings: number;
}

export interface PlanActivity {
  readonly id: string | null;
  readonly title: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly completed: string | null;
  readonly recurrent: boolean;
  readonly held: number;
}

export interface PlanAction {
  readonly id: string;
  readonly title: string;
  readonly responsible: string | null;
  readonly reports: number;
  readonly activities: readonly PlanActivity[];
}

export interface PlanIndicator {
  readonly id: string;
  readonly title: string;
  readonly unit: string | null;
  readonly kind: IndicatorKind | null;
  readonly direction: Direction | null;
  readonly granularity: Granularity | null;
  readonly protected: boolean;
  readonly observations: number;
  readonly targets: number;
  readonly definitions: readonly string[];
}

export interface Import {
  readonly changes: readonly {
    readonly kind: ImportChangeKind;
    readonly indicator: string;
    readonly period: Period | null;
    readonly status: ObservationStatus;
    readonly before: number | null;
    readonly after: number | null;
  }[];
  readonly notes: readonly {
    /** From 1. */
    readonly line: number;
    /** From 1; null: the whole line. */
    readonly column: number | null;
    readonly sv: string;
    readonly en: string;
  }[];
}

export class Plan extends Closable {
  private constructor();
  static read(path: string | URL): Plan;
  static fromJson(json: string | Uint8Array): Plan;
  copy(): Plan;
  /** The plan document in canonical form. */
  toJson(): string;

  readonly id: string;
  readonly title: string;
  readonly organisation: string;
  readonly year: number;
  readonly language: Language;
  readonly risks: Lines<PlanRisk>;
  readonly actions: Lines<PlanAction>;
  readonly indicators: Lines<PlanIndicator>;
  readonly followUps: readonly { readonly date: string; readonly period: Period | null }[];
  /** A matrix of its own, to be closed. */
  readonly matrix: RiskMatrix;
  readonly findings: readonly Finding[];
  findingsIn(options?: InLanguage): readonly Finding[];
  /** The day that "2020-08-31", "2020-T2" or "tertial 2" means in this plan. */
  moment(text: string): string;
  observations(indicator: string): readonly KnownObservation[];

  /**
   * @param options.previous  left out: the plan's last follow-up before
   * @param options.knownAt   left out: all that is on record
   * @param options.reveal    ids of protected indicators whose small counts may be shown
   */
  followUp(asOf: Day | Period, options?: {
    previous?: Day | Period | null;
    knownAt?: Day | Period | null;
    reveal?: Iterable<string>;
  }): FollowUp;

  addAssessment(risk: string, assessment: Assessment): void;
  /** A second fact for the same thing: `recorded` must be given, and later than before. */
  correctAssessment(risk: string, assessment: Assessment): void;
  /** Without `recorded` the one recorded last goes. */
  removeAssessment(risk: string, day: Day, options?: { recorded?: Day }): void;
  addClosing(risk: string, closing: Closing): void;
  correctClosing(risk: string, closing: Closing): void;
  removeClosing(risk: string, day: Day, options?: { recorded?: Day }): void;
  addReport(action: string, report: ActionReport): void;
  correctReport(action: string, report: ActionReport): void;
  removeReport(action: string, day: Day, options?: { recorded?: Day }): void;
  /** @param activity  its id, or its index in the action from 0 */
  addOccurrence(action: string, activity: string | number, day: Day): void;
  removeOccurrence(action: string, activity: string | number, day: Day): void;
  addObservation(indicator: string, observation: Observation): void;
  correctObservation(indicator: string, observation: Observation): void;
  removeObservation(indicator: string, period: Period | string, options?: { definition?: string; recorded?: Day }): void;
  /** All of them or none. */
  addObservations(indicator: string, columns: ObservationColumns): void;
  addSelfCheck(selfCheck: SelfCheck): void;
  correctSelfCheck(selfCheck: SelfCheck): void;
  removeSelfCheck(id: string): void;
  /** A table as it is pasted from a report or a spreadsheet. */
  import(table: string, options?: { lang?: Language; year?: number; recorded?: Day }): Import;
}

export interface Summary {
  readonly open: number;
  /** Since the previous follow-up. */
  readonly closed: number;
  /** Decreased and closed. */
  readonly reduced: number;
  /** Open risks by the id of their band, and "unclassified". */
  readonly levels: Readonly<Record<string, number>>;
  readonly movements: Readonly<Record<Movement, number>>;
  readonly actions: Readonly<Record<ActionStatus | "unreported", number>>;
  readonly indicators: Readonly<Record<Availability, number>>;
  readonly targets: Readonly<Record<TargetStatus, number>>;
  readonly findings: Readonly<Record<FindingSeverity, number>>;
}

export interface RiskLine {
  readonly id: string;
  readonly title: string;
  /** Id of the band, or "unclassified". */
  readonly level: string;
  readonly score: number | null;
  readonly likelihood: number | null;
  readonly severity: number | null;
  readonly previousLevel: string | null;
  /** null where closedBefore. */
  readonly movement: Movement | null;
  readonly closedBefore: boolean;
  readonly assessed: string | null;
  readonly closed: string | null;
}

export interface ActivityLine {
  readonly id: string | null;
  readonly title: string;
  readonly derived: ActionStatus | null;
  readonly overdue: boolean;
  readonly held: number | null;
  readonly due: number | null;
  readonly of: number | null;
  readonly why: string | null;
}

export interface ActionLine {
  readonly id: string;
  readonly title: string;
  readonly responsible: string | null;
  /** What is shown; null: unreported. */
  readonly status: ActionStatus | null;
  readonly reported: ActionStatus | null;
  readonly derived: ActionStatus | null;
  readonly unreported: boolean;
  readonly reportedOn: string | null;
  readonly why: string | null;
  readonly activities: readonly ActivityLine[];
}

export interface Figure {
  readonly period: Period;
  readonly status: ObservationStatus;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly definition: string | null;
}

export interface TargetLine {
  readonly year: number;
  readonly aim: "value" | "range" | "increase" | "decrease" | "undecided";
  readonly value: number | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly status: TargetStatus;
  readonly judgedOn: JudgedOn | null;
  readonly judged: number | null;
  readonly comparedWith: number | null;
  readonly yearToDate: number | null;
  readonly forecast: number | null;
  readonly paceNeeded: number | null;
  readonly periodsObserved: number;
  readonly periodsInYear: number;
  readonly setBy: string | null;
  readonly undecided: string | null;
}

export interface Rollup {
  readonly period: Period;
  readonly value: number | null;
  readonly basedOn: number;
  readonly of: number;
  readonly unweighted: boolean;
  readonly acrossBreak: boolean;
}

export interface LikeForLike {
  readonly fromPeriod: Period;
  readonly toPeriod: Period;
  readonly from: number;
  readonly to: number;
  readonly change: number;
  readonly definition: string;
}

export interface IndicatorLine {
  readonly id: string;
  readonly title: string;
  readonly unit: string | null;
  readonly availability: Availability;
  readonly kind: IndicatorKind | null;
  readonly direction: Direction | null;
  readonly latest: Figure | null;
  readonly previous: Figure | null;
  readonly baseline: number | null;
  readonly baselinePeriod: Period | null;
  readonly fromBaseline: number | null;
  /** Why there is no change; null where there is one. */
  readonly fromBaselineReason: NoChange | null;
  readonly fromPrevious: number | null;
  readonly fromPreviousReason: NoChange | null;
  /** Periods over and without an observation. */
  readonly stale: number;
  readonly targets: readonly TargetLine[];
  readonly rollups: readonly Rollup[];
  readonly likeForLike: readonly LikeForLike[];
  readonly breaks: readonly Period[];
  readonly observations: readonly KnownObservation[];
}

export interface SelfCheckLine {
  readonly id: string;
  readonly title: string;
  readonly period: Period;
  readonly sample: number | null;
  readonly results: readonly { readonly title: string; readonly numerator: number | null; readonly share: number | null }[];
  readonly groups: readonly { readonly by: string; readonly group: string; readonly count: number }[];
}

/** Immutable. It shows the plan as it was when it was made. */
export class FollowUp extends Closable {
  private constructor();
  readonly asOf: string;
  /** null: there is nothing to compare with. */
  readonly previous: string | null;
  readonly knownAt: string | null;
  /** null: none ends on asOf. */
  readonly period: Period | null;
  readonly summary: Summary;
  readonly risks: Lines<RiskLine>;
  readonly actions: Lines<ActionLine>;
  readonly indicators: Lines<IndicatorLine>;
  readonly selfChecks: Lines<SelfCheckLine>;
  readonly findings: readonly Finding[];
  findingsIn(options?: InLanguage): readonly Finding[];
  /** The sentences that a board reads first. */
  sentences(options?: InLanguage): string[];
  /** The follow-up document. */
  toJson(options?: InLanguage): string;
  toMarkdown(options?: InLanguage): string;
  /** One HTML file that needs nothing but itself. */
  toHtml(options?: InLanguage): string;
  /** One table; all of them, one after the other, without. */
  toCsv(table?: Table | null, options?: InLanguage): string;
  toKpiCsv(): string;
  /** An Excel workbook. */
  toXlsx(options?: InLanguage): Buffer;
}

/** One HTML page over many follow-ups, the worst first; `file` is the relative address of the page of each. */
export function htmlIndex(entries: readonly { review: FollowUp; file: string }[],
  options: { title: string; lang?: Language }): string;

/** The JSON Schema of a document. */
export function schema(document: "plan" | "follow_up"): string;

/** The release of the library that was loaded. */
export const version: string;

export {};
