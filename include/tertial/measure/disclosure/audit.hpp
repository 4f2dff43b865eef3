// What an attacker can work out about the hidden cells of a table, exactly: the least and the greatest count of each in
// all tables of non-negative whole numbers that agree with everything that is published.
//
//   auto seen = tertial::audit(published);            // a table that anybody made: its published counts are enough
//   for (const tertial::AuditedCell& cell : *seen) {
//     if (!policy.is_met_by(cell.interval)) warn(cell.cell);
//   }
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "tertial/measure/disclosure/count_table.hpp"
#include "tertial/measure/disclosure/flow.hpp"
#include "tertial/measure/disclosure/policy.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

struct AuditedCell {
  CountCell cell;
  CountInterval interval;

  friend bool operator==(const AuditedCell&, const AuditedCell&) = default;
};

// The hidden cells in order, each with its interval. Error: InvalidArgument where the pattern has another shape.
[[nodiscard]] inline absl::StatusOr<std::vector<AuditedCell>> audit(const CountTable& table,
                                                                    const SuppressionPattern& pattern);

// The same of a table as it was published: its cells without a count are hidden, or not there where their margin is not
// published. Cells of such a margin with a count are known all the same. Error: InvalidArgument where no table agrees
// with it, naming the sum that does not hold where it is a single one; a negative or too large count, by its place.
[[nodiscard]] inline absl::StatusOr<std::vector<AuditedCell>> audit(const PublishedTable& table);

namespace disclosure_detail {

// The intervals of `cells`, which are free in `flow`. Each takes two greatest flows, but for ends already seen on the way.
inline std::vector<CountInterval> intervals(CountFlow& flow, std::span<const std::size_t> cells, std::size_t arcs) {
  std::vector<bool> can_be_zero(arcs, false);
  const auto look = [&] {
    for (const std::uint32_t cell : flow.changed()) {
      if (flow.at(cell) == 0) can_be_zero[cell] = true;
    }
  };
  std::vector<CountInterval> result;
  result.reserve(cells.size());
  for (const std::size_t cell : cells) {
    flow.reset();
    CountInterval interval;
    const std::int64_t count = flow.at(cell);
    const std::int64_t up = flow.raise(cell, kUnbounded);
    if (up < kUnbounded) {
      interval.high = count + up;
      look();
    }
    if (count == 0 || can_be_zero[cell]) {
      interval.low = 0;
    } else {
      flow.reset();
      interval.low = count - flow.lower(cell, count);
      look();
    }
    result.push_back(interval);
  }
  flow.reset();
  return result;
}

inline std::vector<AuditedCell> audit_flow(const TableShape& shape, CountFlow& flow,
                                           const std::vector<std::size_t>& hidden) {
  const std::vector<CountInterval> found = intervals(flow, hidden, shape.cells());
  std::vector<AuditedCell> result;
  result.reserve(hidden.size());
  for (std::size_t i = 0; i < hidden.size(); ++i) result.push_back({shape.cell(hidden[i]), found[i]});
  return result;
}

// What in a published table must come in at each node over the cells without a count.
class MissingCounts {
 public:
  MissingCounts(const CountNetwork& network, std::span<const std::optional<std::int64_t>> counts)
      : lacking_(network.nodes, 0), coming_(network.nodes, false), going_(network.nodes, false) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const Arc arc = network.arcs[i];
      if (counts[i]) {
        lacking_[arc.from] += *counts[i];
        lacking_[arc.to] -= *counts[i];
      } else {
        going_[arc.from] = true;
        coming_[arc.to] = true;
      }
    }
  }

  [[nodiscard]] std::int64_t at(std::uint32_t node) const noexcept { return lacking_[node]; }
  // Whether no count of one cell or another makes the sum hold.
  [[nodiscard]] bool is_hopeless(std::uint32_t node) const noexcept {
    return (lacking_[node] > 0 && !coming_[node]) || (lacking_[node] < 0 && !going_[node]);
  }

 private:
  std::vector<std::int64_t> lacking_;
  std::vector<bool> coming_;
  std::vector<bool> going_;
};

// The sum that does not hold at a node, by the arcs that meet there.
inline std::string sum_at(const TableShape& shape, const CountNetwork& network, std::uint32_t node) {
  for (std::size_t i = 0; i < network.arcs.size() && node != 0; ++i) {
    const CountCell cell = shape.cell(i);
    const bool is_total_row = cell.row == shape.total_row();
    if ((is_total_row ? network.arcs[i].from : network.arcs[i].to) != node) continue;
    if (!shape.is_leaf(cell.column)) return text(shape.place(cell), " and its parts do not add up");
    if (is_total_row) return text(shape.place(cell), " and the rows do not add up");
  }
  return "the row totals and the grand total do not add up";
}

// What is wrong where some sums cannot hold; nothing where each of them can. A figure that both its sums fail at is named.
inline std::optional<std::string> broken_sum(const TableShape& shape, const CountNetwork& network,
                                             std::span<const std::optional<std::int64_t>> counts) {
  const MissingCounts missing(network, counts);
  std::optional<std::uint32_t> first;
  for (std::uint32_t node = 0; node < network.nodes; ++node) {
    if (missing.is_hopeless(node) && (!first || *first == 0)) first = node;
  }
  if (!first) return std::nullopt;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const Arc arc = network.arcs[i];
    if (counts[i] && missing.is_hopeless(arc.from) && missing.is_hopeless(arc.to)) {
      return text(shape.place(shape.cell(i)), " does not add up with the figures around it");
    }
  }
  return sum_at(shape, network, *first);
}

}  // namespace disclosure_detail

inline absl::StatusOr<std::vector<AuditedCell>> audit(const CountTable& table, const SuppressionPattern& pattern) {
  using namespace disclosure_detail;
  const TableShape& shape = table.shape();
  if (!pattern.fits(shape)) return absl::InvalidArgumentError("pattern: its shape is not that of the table");
  const CountNetwork network = count_network(shape);
  CountFlow flow(network, table.counts());
  std::vector<std::size_t> hidden;
  for (std::size_t i = 0; i < shape.cells(); ++i) {
    const CountCell cell = shape.cell(i);
    if (!shape.is_published(cell)) flow.free(i);
    if (!shape.is_published(cell) || !pattern.is_hidden(cell)) continue;
    flow.free(i);
    hidden.push_back(i);
  }
  return audit_flow(shape, flow, hidden);
}

inline absl::StatusOr<std::vector<AuditedCell>> audit(const PublishedTable& table) {
  using namespace disclosure_detail;
  const TableShape& shape = table.shape();
  const CountNetwork network = count_network(shape);
  for (std::size_t i = 0; i < shape.cells(); ++i) {
    const std::optional<std::int64_t> count = table.counts()[i];
    if (count && *count < 0)
      return absl::InvalidArgumentError(text(shape.place(shape.cell(i)), ": a count is not negative"));
    if (count && *count > CountTable::kMostPeople) {
      return absl::InvalidArgumentError(text(shape.place(shape.cell(i)), ": the count is too large"));
    }
  }
  // Sums of 2^53 over 2^22 cells would not fit; no table of people comes near.
  std::int64_t sum = 0;
  for (const std::optional<std::int64_t>& count : table.counts()) {
    sum += count.value_or(0);
    if (sum >= kUnbounded / 4) return absl::InvalidArgumentError("table: the counts are too large");
  }

  if (const std::optional<std::string> broken = broken_sum(shape, network, table.counts())) {
    return absl::InvalidArgumentError(text("no table agrees: ", *broken));
  }

  // One table that agrees: what is lacking comes from a node of its own, over the hidden cells, to another.
  const MissingCounts missing(network, table.counts());
  CountNetwork with_ends = network;
  const std::uint32_t source = with_ends.nodes++;
  const std::uint32_t sink = with_ends.nodes++;
  std::vector<std::int64_t> counts;
  counts.reserve(shape.cells() + network.nodes);
  for (const std::optional<std::int64_t>& count : table.counts()) counts.push_back(count.value_or(0));
  std::int64_t wanted = 0;
  for (std::uint32_t node = 0; node < network.nodes; ++node) {
    // Arcs against the push, so that their counts bound it.
    const std::int64_t lacking = missing.at(node);
    if (lacking == 0) continue;
    with_ends.arcs.push_back(lacking < 0 ? Arc{node, source} : Arc{sink, node});
    counts.push_back(lacking < 0 ? -lacking : lacking);
    if (lacking < 0) wanted -= lacking;
  }
  CountFlow finding(with_ends, counts);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (i >= shape.cells() || !table.counts()[i]) finding.free(i);
  }
  if (finding.push(source, sink, kUnbounded) != wanted) {
    return absl::InvalidArgumentError("no table agrees: what is published contradicts itself");
  }
  std::vector<std::int64_t> found(shape.cells());
  std::vector<std::size_t> hidden;
  for (std::size_t i = 0; i < shape.cells(); ++i) {
    found[i] = finding.at(i);
    if (!table.counts()[i] && shape.is_published(shape.cell(i))) hidden.push_back(i);
  }
  CountFlow flow(network, found);
  for (std::size_t i = 0; i < shape.cells(); ++i) {
    if (!table.counts()[i]) flow.free(i);
  }
  return audit_flow(shape, flow, hidden);
}

}  // namespace v1
}  // namespace tertial
