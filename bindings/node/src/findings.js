import { bytesAt, constants, get, getString, getText, lib } from "./native.js";
import { list } from "./lines.js";
import { language, word } from "./values.js";

/** The findings of a handle, as objects of their own; { lang } must be given. */
export function findings(handle, options) {
  const lang = language(options);
  return list(lib.findings_count(handle), (i) => {
    const finding = get("tertial_finding", "findings_get", handle, i);
    return {
      code: word("FINDING_CODE", finding.code),
      severity: word("FINDING_SEVERITY", finding.severity),
      at: finding.at,
      message: getText("findings_message", handle, i, lang),
      data: Object.freeze(Object.fromEntries(Array.from({ length: finding.data_count }, (_, j) => datum(handle, i, j)))),
    };
  });
}

function datum(handle, finding, index) {
  const { kind, key, number, word, cells, count } = get("tertial_datum", "findings_datum", handle, finding, index);
  switch (kind) {
    case constants.TERTIAL_DATUM_NUMBER:
      return [key, number];
    case constants.TERTIAL_DATUM_WORD:
      return [key, word];
    case constants.TERTIAL_DATUM_CELLS: {
      const steps = bytesAt(cells, 2 * count);
      return [key, list(count, (i) => ({ likelihood: steps[2 * i], severity: steps[2 * i + 1] }))];
    }
    default:
      return [key, list(count, (i) => getString("findings_word", handle, finding, index, i))];
  }
}
