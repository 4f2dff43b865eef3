// Risk matrices.

#include <functional>
#include <string>
#include <vector>

#include "call.hpp"
#include "tertial/plan/findings.hpp"
#include "tertial/risk/classify.hpp"

using namespace tertial::capi;
using tertial::Band;
using tertial::Likelihood;
using tertial::RiskMatrix;
using tertial::Scale;
using tertial::Severity;

tertial_matrix::tertial_matrix(RiskMatrix made)
    : matrix(std::move(made)), faults(matrix_findings(matrix)), findings(&faults) {}

namespace {

// The labels of a scale, or its numbers where none are given.
std::vector<std::string> labels_of(Call& call, std::string_view name, const tertial_string* labels,
                                   std::int32_t steps) {
  std::vector<std::string> result;
  if (steps < 1 || steps > TERTIAL_MAX_STEPS) {
    call.fail(TERTIAL_E_ARGUMENT, name, "a scale has 1 to 10 steps");
    return result;
  }
  for (std::int32_t i = 0; i < steps; ++i) {
    result.push_back(labels == nullptr ? tertial::text(i + 1) : std::string(call.text(name, labels[i])));
  }
  return result;
}

tertial::ScoreRule score_of(Call& call, const tertial_matrix_options& options) {
  tertial::ScoreRule rule;
  rule.kind = static_cast<tertial::ScoreKind>(call.one_of("options/score", options.score, 3));
  const bool is_table = rule.kind == tertial::ScoreKind::table;
  if (is_table != (options.table != nullptr)) {
    call.fail(TERTIAL_E_ARGUMENT, "options/table", "goes with TERTIAL_SCORE_TABLE, and with that alone");
  }
  if (!is_table || !call.ok()) return rule;
  const std::int32_t* cell = options.table;
  for (std::int32_t i = 0; i < options.likelihood; ++i) {
    rule.table.emplace_back(cell, cell + options.severity);
    cell += options.severity;
  }
  return rule;
}

// Whether two arrays of `count` bytes share one.
bool overlap(const std::uint8_t* a, const std::uint8_t* b, std::size_t count) noexcept {
  const std::less<const std::uint8_t*> before;
  return before(a, b + count) && before(b, a + count);
}

}  // namespace

tertial_status tertial_matrix_new(const tertial_matrix_options* options, tertial_matrix** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const tertial_matrix_options asked = call.in("options", options);
    call.out("out", out);
    if (!call.ok()) return call.status();
    std::vector<std::string> likelihood =
        labels_of(call, "options/likelihood", asked.likelihood_labels, asked.likelihood);
    std::vector<std::string> severity = labels_of(call, "options/severity", asked.severity_labels, asked.severity);
    if (!call.ok()) return call.status();
    tertial::ScoreRule score = score_of(call, asked);
    const int uncovered = call.one_of("options/uncovered", asked.uncovered, 2);
    std::vector<Band> bands;
    const std::span<const tertial_band> given = call.array("options/bands", asked.bands, asked.band_count);
    if (given.size() > TERTIAL_MAX_BANDS) call.fail(TERTIAL_E_SCHEMA, "bands", "a matrix has at most 15 bands");
    if (!call.ok()) return call.status();
    for (std::size_t i = 0; i < given.size(); ++i) {
      bands.push_back({.level = std::string(call.text("options/bands", given[i].level)),
                       .label = std::string(call.text("options/bands", given[i].label)),
                       .from = given[i].from,
                       .to = given[i].to});
    }
    if (!call.ok()) return call.status();
    absl::StatusOr<RiskMatrix> matrix = RiskMatrix::make({.likelihood = *Scale::make(std::move(likelihood)),
                                                          .severity = *Scale::make(std::move(severity)),
                                                          .score = std::move(score),
                                                          .bands = std::move(bands),
                                                          .uncovered = static_cast<tertial::Uncovered>(uncovered)});
    if (!matrix.ok()) return call.fail_at_path(matrix.status(), TERTIAL_E_SCHEMA);
    *out = new tertial_matrix(*std::move(matrix));
    return TERTIAL_OK;
  });
}

void tertial_matrix_free(tertial_matrix* matrix) {
  if (matrix != nullptr && matrix->is_alive()) delete matrix;
}

tertial_status tertial_matrix_get(const tertial_matrix* matrix, tertial_matrix_info* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("matrix", matrix);
    call.out_struct("out", out);
    if (!call.ok()) return call.status();
    const RiskMatrix& own = matrix->matrix;
    return put(out, {.struct_size = 0,
                     .likelihood = own.likelihood().size(),
                     .severity = own.severity().size(),
                     .score = static_cast<std::int32_t>(own.score_rule().kind),
                     .uncovered = static_cast<std::int32_t>(own.uncovered()),
                     .band_count = static_cast<std::uint32_t>(own.bands().size())});
  });
}

tertial_status tertial_matrix_band(const tertial_matrix* matrix, int32_t number, tertial_band* out,
                                   tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("matrix", matrix);
    call.out("out", out);
    if (call.ok() && (number < 1 || number > static_cast<std::int32_t>(matrix->matrix.bands().size()))) {
      call.fail(TERTIAL_E_NOT_FOUND, "number", "the matrix has no such band");
    }
    if (!call.ok()) return call.status();
    const Band& band = matrix->matrix.bands()[static_cast<std::size_t>(number - 1)];
    *out = {.level = borrowed(band.level), .label = borrowed(band.label), .from = band.from, .to = band.to};
    return TERTIAL_OK;
  });
}

tertial_status tertial_matrix_label(const tertial_matrix* matrix, int32_t severity, int32_t step, tertial_string* out,
                                    tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("matrix", matrix);
    const bool of_severity = call.one_of("severity", severity, 2) == 1;
    call.out("out", out);
    if (!call.ok()) return call.status();
    const Scale& scale = of_severity ? matrix->matrix.severity() : matrix->matrix.likelihood();
    if (!scale.contains(step)) return call.fail(TERTIAL_E_NOT_FOUND, "step", "is beyond the scale");
    *out = borrowed(scale.label(step));
    return TERTIAL_OK;
  });
}

tertial_status tertial_matrix_score(const tertial_matrix* matrix, int32_t likelihood, int32_t severity, int32_t* out,
                                    tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("matrix", matrix);
    call.out("out", out);
    if (!call.ok()) return call.status();
    if (!matrix->matrix.likelihood().contains(likelihood)) {
      return call.fail(TERTIAL_E_NOT_FOUND, "likelihood", "is beyond the scale");
    }
    if (!matrix->matrix.severity().contains(severity)) {
      return call.fail(TERTIAL_E_NOT_FOUND, "severity", "is beyond the scale");
    }
    *out = matrix->matrix.score(Likelihood(static_cast<std::uint8_t>(likelihood)),
                                Severity(static_cast<std::uint8_t>(severity)));
    return TERTIAL_OK;
  });
}

tertial_status tertial_matrix_classify(const tertial_matrix* matrix, const uint8_t* likelihood, const uint8_t* severity,
                                       size_t count, uint8_t* out, uint64_t* counts, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("matrix", matrix);
    const std::span<const std::uint8_t> likelihoods = call.array("likelihood", likelihood, count);
    const std::span<const std::uint8_t> severities = call.array("severity", severity, count);
    call.array("out", out, count);
    if (!call.ok()) return call.status();
    if (count > 0 && (overlap(out, likelihood, count) || overlap(out, severity, count))) {
      return call.fail(TERTIAL_E_ARGUMENT, "out", "lies over likelihood or severity");
    }
    const std::span<std::uint8_t> levels(out, count);
    if (counts == nullptr) {
      matrix->matrix.classify(likelihoods, severities, levels);
      return TERTIAL_OK;
    }
    const auto counted = matrix->matrix.classify_and_count(likelihoods, severities, levels);
    static_assert(counted.size() == TERTIAL_MAX_BANDS + 1);
    std::copy(counted.begin(), counted.end(), counts);
    return TERTIAL_OK;
  });
}

tertial_status tertial_matrix_findings(const tertial_matrix* matrix, const tertial_findings** out,
                                       tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("matrix", matrix);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = &matrix->findings;
    return TERTIAL_OK;
  });
}
