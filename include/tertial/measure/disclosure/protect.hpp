// Tables of counts made fit to leave: which cells are hidden so that none of them can be worked out too well.
//
//   absl::StatusOr<tertial::Protection> made = tertial::protect({&table, 1}, {.threshold = 5});
//   tertial::PublishedTable leaves(table, made->pattern);
//   made->suppressed[0].reason;       // small_count
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "tertial/measure/disclosure/audit.hpp"
#include "tertial/measure/disclosure/count_table.hpp"
#include "tertial/measure/disclosure/earlier_release.hpp"
#include "tertial/measure/disclosure/pattern_search.hpp"
#include "tertial/measure/disclosure/policy.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

enum class SuppressionReason : std::uint8_t {
  small_count,       // the count is small
  small_complement,  // what it leaves of a published total is small
  secondary,         // so that others cannot be worked out
};

[[nodiscard]] constexpr std::string_view to_string(SuppressionReason reason) noexcept {
  constexpr std::string_view kWords[] = {"small count", "small complement", "secondary"};
  return kWords[static_cast<std::size_t>(reason)];
}

struct SuppressedCell {
  CountCell cell;
  SuppressionReason reason = SuppressionReason::secondary;
  std::uint32_t layer = 0;                    // the first one that the reason holds in; 0 where it is secondary
  std::vector<CountInterval> intervals = {};  // of each layer, over all that is published. Not for others

  friend bool operator==(const SuppressedCell&, const SuppressedCell&) = default;
};

struct Protection {
  SuppressionPattern pattern;
  std::vector<SuppressedCell> suppressed;  // in order
  std::vector<ReleaseFinding> findings;    // where earlier releases keep protection from being proven
};

// One pattern for several tables of one shape, whose cells are hidden together: the parts of a share and what they
// leave of the whole, say. The whole, too, is then published with the same cells hidden; else the tables tell about
// each other, which is not counted in.
//
// Every hidden cell of every layer then has an interval that the policy is met by, over all that is published now and in
// `earlier` releases, each with as many tables as there are layers; but for the cells that a finding names. Without
// earlier releases there are no findings. The same arguments give the same pattern everywhere. The intervals are
// worked out once more, from the pattern alone, before anything is returned.
//
// Errors: InvalidArgument where the policy or the shapes do not fit; FailedPrecondition, with the first cell that cannot
// be protected, where there is no such pattern. Messages have rows and columns, never counts.
[[nodiscard]] inline absl::StatusOr<Protection> protect(std::span<const CountTable> layers,
                                                        const DisclosurePolicy& policy,
                                                        std::span<const EarlierRelease> earlier = {});

namespace disclosure_detail {

struct PrimaryCell {
  SuppressionReason reason = SuppressionReason::small_count;
  std::uint32_t layer = 0;
};

// How many columns add to each column, the total column last.
inline std::vector<std::uint32_t> parts_of_sums(const TableShape& shape) {
  std::vector<std::uint32_t> parts(shape.columns() + 1, 0);
  for (std::uint32_t column = 0; column < shape.columns(); ++column) ++parts[shape.sum_of(column)];
  return parts;
}

// Whether a published total less the cell is small. Where the cell is all that the total has, it leaves nobody.
inline bool leaves_little(const CountTable& table, CountCell cell, const std::vector<std::uint32_t>& parts,
                          const DisclosurePolicy& policy) {
  const TableShape& shape = table.shape();
  const auto leaves_little_of = [&](CountCell total) {
    return shape.is_published(total) && policy.is_small(table.at(total) - table.at(cell));
  };
  if (cell.column != shape.total_column()) {
    const std::uint32_t sum = shape.sum_of(cell.column);
    if (parts[sum] > 1 && leaves_little_of({.row = cell.row, .column = sum})) return true;
  }
  return cell.row != shape.total_row() && shape.rows() > 1 &&
         leaves_little_of({.row = shape.total_row(), .column = cell.column});
}

// Of each published cell, why it has to be hidden, whatever else is.
inline std::vector<std::optional<PrimaryCell>> primary_cells(std::span<const CountTable> layers,
                                                             const DisclosurePolicy& policy) {
  const TableShape& shape = layers.front().shape();
  const std::vector<std::uint32_t> parts = parts_of_sums(shape);
  std::vector<std::optional<PrimaryCell>> result(shape.cells());
  for (std::size_t i = 0; i < shape.cells(); ++i) {
    const CountCell cell = shape.cell(i);
    if (!shape.is_published(cell)) continue;
    for (std::uint32_t layer = 0; layer < layers.size() && !result[i]; ++layer) {
      if (policy.is_small(layers[layer].at(cell))) result[i] = {SuppressionReason::small_count, layer};
    }
    if (!policy.protect_complements) continue;
    for (std::uint32_t layer = 0; layer < layers.size() && !result[i]; ++layer) {
      if (leaves_little(layers[layer], cell, parts, policy)) result[i] = {SuppressionReason::small_complement, layer};
    }
  }
  return result;
}

// What hiding a cell that need not be costs: mostly that it is one cell more; then counts of many people are dearer, a
// nought, which many can guess, is dearer still, a subtotal counts as four, and totals go last.
inline std::int64_t cost_of_hiding(std::span<const CountTable> layers, CountCell cell, const DisclosurePolicy& policy) {
  constexpr std::int64_t kOne = 1024;
  const TableShape& shape = layers.front().shape();
  if (!shape.is_published(cell)) return SuppressionProblem::kNever;
  std::int64_t cost = kOne;
  for (const CountTable& layer : layers) {
    const auto count = static_cast<std::uint64_t>(layer.at(cell));
    cost += count == 0 ? 128 : static_cast<std::int64_t>(std::bit_width(count));
  }
  if (!shape.is_total(cell)) return cost;
  if (!policy.may_hide_totals) return SuppressionProblem::kNever;
  return cell.row == shape.total_row() || cell.column == shape.total_column() ? cost * kOne : cost * 4;
}

// A problem with all that it refers to. `present` is the shape before subtotals were added for earlier releases.
class ProtectionWork {
 public:
  static constexpr std::size_t kMostCellsToRepeat = 10'000;

  ProtectionWork(const TableShape& present, std::span<const CountTable> layers, NestedReleases nested,
                 const DisclosurePolicy& policy)
      : present_(present),
        policy_(policy),
        nested_(std::move(nested)),
        shape_(nested_.layers.front().shape()),
        network_(count_network(shape_)),
        primary_(primary_cells(layers, policy)) {
    problem_.network = &network_;
    for (const CountTable& layer : nested_.layers) problem_.layers.push_back(layer.counts());
    problem_.known = nested_.known;
    const std::size_t cells = shape_.cells();
    problem_.left_out.assign(cells, true);
    problem_.primary.assign(cells, false);
    problem_.cost.assign(cells, SuppressionProblem::kNever);
    for (std::size_t i = 0; i < present_.cells(); ++i) {
      const CountCell cell = present_.cell(i);
      const std::size_t index = index_of(cell);
      problem_.left_out[index] = !present_.is_published(cell);
      problem_.primary[index] = primary_[i].has_value();
      const bool is_known = std::any_of(problem_.known.begin(), problem_.known.end(),
                                        [&](const std::vector<bool>& known) { return known[index]; });
      if (!is_known) problem_.cost[index] = cost_of_hiding(layers, cell, policy);
    }
    // What was small and hidden then, and is not in the table now, stays to be protected.
    for (std::size_t index = 0; index < cells; ++index) {
      bool stays_hidden = false;
      for (std::size_t layer = 0; layer < nested_.layers.size(); ++layer) {
        stays_hidden = stays_hidden ||
                       (nested_.hidden_then[layer][index] && policy_.is_small(nested_.layers[layer].counts()[index]));
      }
      if (!problem_.left_out[index] || !stays_hidden) continue;
      problem_.left_out[index] = false;
      problem_.primary[index] = true;
    }
  }
  ProtectionWork(const ProtectionWork&) = delete;
  ProtectionWork& operator=(const ProtectionWork&) = delete;

  // A total that has to be hidden and may not be.
  [[nodiscard]] absl::Status check_totals() const {
    for (std::size_t i = 0; i < primary_.size(); ++i) {
      if (primary_[i] && !policy_.may_hide_totals && present_.is_total(present_.cell(i))) {
        return absl::FailedPreconditionError(
            text(present_.place(present_.cell(i)),
                 ": this total would have to be hidden itself, and the policy does not let it"));
      }
    }
    return absl::OkStatus();
  }

  // Keeps the cheapest pattern that was found; else the cell that no pattern makes safe. What greed finds depends on where
  // it begins, so in a table of usual size it begins four times.
  using Failure = std::pair<std::size_t, std::size_t>;
  std::optional<Failure> find() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < problem_.primary.size(); ++i) {
      if (problem_.primary[i]) order.push_back(i);
    }
    if (problem_.cost.size() > kMostCellsToRepeat) return try_order(order);
    std::vector<std::size_t> by_count = order;
    std::stable_sort(by_count.begin(), by_count.end(), [&](std::size_t a, std::size_t b) {
      return problem_.layers.front()[a] < problem_.layers.front()[b];
    });
    for (std::vector<std::size_t>* from : {&order, &by_count}) {
      for (int turn = 0; turn < 2; ++turn) {
        if (const std::optional<Failure> failure = try_order(*from)) return failure;
        std::reverse(from->begin(), from->end());
      }
    }
    return std::nullopt;
  }
  void excuse(const Failure& failure) { excused_.push_back(failure); }

  [[nodiscard]] std::string place(std::size_t index) const { return shape_.place(shape_.cell(index)); }

  // Works the intervals out from the pattern alone. Error: Internal, where one does not meet the policy.
  absl::StatusOr<Protection> result() {
    Protection made{.pattern = SuppressionPattern(present_), .suppressed = {}, .findings = std::move(nested_.findings)};
    std::vector<std::size_t> hidden;
    for (std::size_t i = 0; i < hidden_.size(); ++i) {
      if (hidden_[i]) hidden.push_back(i);
    }
    std::vector<std::vector<CountInterval>> found;
    for (std::size_t layer = 0; layer < problem_.layers.size(); ++layer) {
      found.push_back(intervals_in(layer, hidden));
    }
    for (std::size_t i = 0; i < hidden.size(); ++i) {
      const CountCell cell = shape_.cell(hidden[i]);
      for (std::uint32_t layer = 0; layer < problem_.layers.size(); ++layer) {
        if (policy_.is_met_by(found[layer][i])) continue;
        const bool is_known = problem_.known[layer][hidden[i]];
        const bool is_excused =
            std::find(excused_.begin(), excused_.end(), Failure(layer, hidden[i])) != excused_.end();
        if (!is_known && !is_excused) {
          return absl::InternalError(text(shape_.place(cell), ": the pattern does not protect it"));
        }
        made.findings.push_back(
            {.kind = is_known ? ReleaseFinding::Kind::already_published : ReleaseFinding::Kind::not_protected,
             .layer = layer,
             .place = shape_.place(cell)});
      }
    }
    for (std::size_t i = 0; i < hidden.size(); ++i) {
      const std::optional<CountCell> cell = present_cell(hidden[i]);
      if (!cell || !present_.is_published(*cell)) continue;
      made.pattern.hide(*cell);
      const std::optional<PrimaryCell>& primary = primary_[present_.index(*cell)];
      SuppressedCell suppressed{.cell = *cell};
      if (primary) {
        suppressed.reason = primary->reason;
        suppressed.layer = primary->layer;
      }
      for (const std::vector<CountInterval>& of_layer : found) suppressed.intervals.push_back(of_layer[i]);
      made.suppressed.push_back(std::move(suppressed));
    }
    return made;
  }

 private:
  std::optional<Failure> try_order(const std::vector<std::size_t>& order) {
    PatternSearch search(problem_, policy_);
    for (std::size_t layer = 0; layer < problem_.known.size(); ++layer) {
      for (std::size_t i = 0; i < problem_.known[layer].size(); ++i) {
        if (problem_.known[layer][i]) search.excuse(layer, i);
      }
    }
    for (const Failure& excused : excused_) search.excuse(excused.first, excused.second);
    if (const std::optional<Failure> failure = search.run(order)) return failure;
    if (hidden_.empty() || search.cost() < cost_) {
      hidden_ = search.hidden();
      cost_ = search.cost();
    }
    return std::nullopt;
  }

  [[nodiscard]] std::size_t index_of(CountCell cell) const noexcept {
    if (cell.column == present_.total_column()) cell.column = shape_.total_column();
    return shape_.index(cell);
  }
  // Nothing for a subtotal that was added.
  [[nodiscard]] std::optional<CountCell> present_cell(std::size_t index) const noexcept {
    CountCell cell = shape_.cell(index);
    if (cell.column == shape_.total_column()) {
      cell.column = present_.total_column();
    } else if (cell.column >= present_.columns()) {
      return std::nullopt;
    }
    return cell;
  }

  std::vector<CountInterval> intervals_in(std::size_t layer, const std::vector<std::size_t>& hidden) const {
    CountFlow flow(network_, problem_.layers[layer]);
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < hidden_.size(); ++i) {
      if ((hidden_[i] || problem_.left_out[i]) && !problem_.known[layer][i]) flow.free(i);
    }
    std::vector<CountInterval> result;
    for (const std::size_t i : hidden) {
      if (flow.is_free(i)) unknown.push_back(i);
    }
    const std::vector<CountInterval> found = intervals(flow, unknown, shape_.cells());
    std::size_t next = 0;
    for (const std::size_t i : hidden) {
      const std::int64_t count = problem_.layers[layer][i];
      result.push_back(flow.is_free(i) ? found[next++] : CountInterval{.low = count, .high = count});
    }
    return result;
  }

  const TableShape& present_;
  const DisclosurePolicy& policy_;
  NestedReleases nested_;
  const TableShape& shape_;
  CountNetwork network_;
  std::vector<std::optional<PrimaryCell>> primary_;  // by the index of the present shape
  SuppressionProblem problem_;
  std::vector<Failure> excused_;
  std::vector<bool> hidden_;
  std::int64_t cost_ = 0;
};

inline NestedReleases without_releases(std::span<const CountTable> layers) {
  NestedReleases result;
  result.layers.assign(layers.begin(), layers.end());
  result.known.assign(layers.size(), std::vector<bool>(layers.front().shape().cells(), false));
  result.hidden_then = result.known;
  return result;
}

}  // namespace disclosure_detail

inline absl::StatusOr<Protection> protect(std::span<const CountTable> layers, const DisclosurePolicy& policy,
                                          std::span<const EarlierRelease> earlier) {
  using namespace disclosure_detail;
  if (absl::Status status = policy.check(); !status.ok()) return status;
  if (policy.round_base != 0)
    return absl::InvalidArgumentError("round_base: a rounded table hides nothing; see round_counts()");
  if (layers.empty()) return absl::InvalidArgumentError("layers: there is none");
  const TableShape& shape = layers.front().shape();
  for (std::size_t i = 1; i < layers.size(); ++i) {
    if (layers[i].shape() != shape)
      return absl::InvalidArgumentError(text("layers/", i, ": its shape is not that of the first"));
  }

  ProtectionWork alone(shape, layers, without_releases(layers), policy);
  if (absl::Status status = alone.check_totals(); !status.ok()) return status;
  if (const auto failure = alone.find()) {
    return absl::FailedPreconditionError(
        text(alone.place(failure->second), ": no pattern protects it",
             policy.may_hide_totals ? "" : "; the policy does not let totals be hidden"));
  }
  if (earlier.empty()) return alone.result();

  absl::StatusOr<NestedReleases> nested = ReleaseNester(layers).nest(earlier);
  if (!nested.ok()) return nested.status();
  ProtectionWork together(shape, layers, *std::move(nested), policy);
  while (const auto failure = together.find()) together.excuse(*failure);
  return together.result();
}

}  // namespace v1
}  // namespace tertial
