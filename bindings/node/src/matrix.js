import { call, constants, get, getInt, getPointer, getString, str, struct } from "./native.js";
import { findings } from "./findings.js";
import { Closable } from "./handle.js";
import { list } from "./lines.js";
import { integer } from "./values.js";

const SCORES = { product: constants.TERTIAL_SCORE_PRODUCT, sum: constants.TERTIAL_SCORE_SUM };
const UNCOVERED = { report: constants.TERTIAL_UNCOVERED_REPORT, next_worse: constants.TERTIAL_UNCOVERED_NEXT_WORSE };

function steps(scale, what) {
  if (Array.isArray(scale)) return { count: scale.length, labels: scale.map((label) => str(label, what)) };
  return { count: integer(scale, what), labels: null };
}

function choice(words, value, what) {
  if (!Object.hasOwn(words, value)) throw new RangeError(`${what} must be one of ${Object.keys(words).join(", ")}`);
  return words[value];
}

/** Two scales, a rule that scores each cell, and bands of scores. Immutable. */
export class RiskMatrix extends Closable {
  #info;

  constructor(options) {
    super("matrix", "matrix_free", typeof options === "bigint" ? options : built(options));
    this.#info = get("tertial_matrix_info", "matrix_get", this._pointer);
  }

  /** The labels of its steps, from the mildest. */
  get likelihood() {
    return list(this.#info.likelihood, (i) => getString("matrix_label", this._pointer, 0, i + 1));
  }

  get severity() {
    return list(this.#info.severity, (i) => getString("matrix_label", this._pointer, 1, i + 1));
  }

  /** From the mildest: the number that classify() gives is 1 more than the index here. */
  get bands() {
    return list(this.#info.band_count, (i) => get("tertial_band", "matrix_band", this._pointer, i + 1));
  }

  /** Told in Swedish; findingsIn({ lang }) tells them in the other language. */
  get findings() {
    return this.findingsIn({ lang: "sv" });
  }

  findingsIn({ lang }) {
    return findings(getPointer("matrix_findings", this._pointer), { lang });
  }

  /** The score of a cell, its steps counted from 1. */
  score(likelihood, severity) {
    return getInt("matrix_score", this._pointer, integer(likelihood, "likelihood"), integer(severity, "severity"));
  }

  /**
   * The number of the band of each cell, 0 for none. The arrays are used where they lie.
   * @param {Uint8Array} likelihood  steps from 1; 0 is not stated
   * @param {Uint8Array} severity    as many
   * @param {Uint8Array} [out]       to be filled in, and returned
   */
  classify(likelihood, severity, out = new Uint8Array(likelihood?.length ?? 0)) {
    for (const array of [likelihood, severity, out]) {
      if (!(array instanceof Uint8Array)) throw new TypeError("classify() takes Uint8Array");
    }
    if (severity.length !== likelihood.length || out.length !== likelihood.length) {
      throw new RangeError("classify() takes arrays of one length");
    }
    call("matrix_classify", this._pointer, likelihood, severity, likelihood.length, out, null);
    return out;
  }
}

function built({ likelihood, severity, score = "product", uncovered = "report", bands } = {}) {
  const rows = steps(likelihood, "likelihood");
  const columns = steps(severity, "severity");
  const table = Array.isArray(score) ? Int32Array.from(score.flat(), (cell) => integer(cell, "score")) : null;
  if (table && table.length !== rows.count * columns.count) {
    throw new RangeError("score must have a row for each likelihood and a number for each severity");
  }
  if (!Array.isArray(bands)) throw new TypeError("bands must be an array");
  return getPointer("matrix_new", struct("tertial_matrix_options", {
    likelihood: rows.count,
    severity: columns.count,
    score: table ? constants.TERTIAL_SCORE_TABLE : choice(SCORES, score, "score"),
    uncovered: choice(UNCOVERED, uncovered, "uncovered"),
    likelihood_labels: rows.labels,
    severity_labels: columns.labels,
    table,
    bands: bands.map((band, i) => ({
      level: str(band.level, `bands/${i}/level`),
      label: str(band.label, `bands/${i}/label`),
      from: integer(band.from, `bands/${i}/from`),
      to: integer(band.to, `bands/${i}/to`),
    })),
    band_count: bands.length,
  }));
}
