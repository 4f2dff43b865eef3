// A table of counts as a flow in a network, and how far a hidden cell can go while all that is known stays as it is.
//
//   CountFlow flow(count_network(shape), table.counts());
//   for (std::size_t cell : hidden) flow.free(cell);
//   flow.raise(cell, kUnbounded);       // how much more the cell can hold, the other hidden cells answering
//
// Every cell is an arc and every sum a node where as much comes in as goes out, so the tables that agree with what is
// known are the whole-numbered flows. The total column sends each row its total, each row of a subtotal passes it on to
// its parts, the counts inside the table meet in the node of their column, and the total row gathers them again. Rows
// have no subtotals; with subtotals in both directions the tables would be no flow.
// Source: M. Fischetti, J. J. Salazar, "Modeling and Solving the Cell Suppression Problem for Linearly-Constrained
// Tabular Data", Statistical Data Protection, 1998; the blocking flows are Dinic's.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "tertial/measure/disclosure/count_table.hpp"

namespace tertial {
inline namespace v1 {
namespace disclosure_detail {

// Far above all counts, and twice of it still fits.
inline constexpr std::int64_t kUnbounded = std::int64_t{1} << 61;

struct Arc {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

struct CountNetwork {
  std::uint32_t nodes = 0;
  std::vector<Arc> arcs = {};  // by TableShape::index()
};

inline CountNetwork count_network(const TableShape& shape) {
  // Node 0 has the row totals; then come the sums of each row, total row included, then the leaves.
  const std::uint32_t columns = shape.columns();
  std::vector<std::uint32_t> place(columns + 1);
  std::uint32_t sums = 0;
  for (std::uint32_t column = 0; column <= columns; ++column) {
    if (!shape.is_leaf(column)) place[column] = sums++;
  }
  const std::uint32_t first_leaf = 1 + (shape.rows() + 1) * sums;
  std::uint32_t leaves = 0;
  for (const std::uint32_t column : shape.leaves()) place[column] = first_leaf + leaves++;

  CountNetwork network{.nodes = first_leaf + leaves};
  network.arcs.resize(shape.cells());
  for (std::size_t i = 0; i < shape.cells(); ++i) {
    const CountCell cell = shape.cell(i);
    const auto node = [&](std::uint32_t column) {
      return shape.is_leaf(column) ? place[column] : 1 + cell.row * sums + place[column];
    };
    const std::uint32_t sum = cell.column == columns ? 0 : node(shape.sum_of(cell.column));
    network.arcs[i] = {.from = sum, .to = node(cell.column)};
    if (cell.row == shape.total_row()) std::swap(network.arcs[i].from, network.arcs[i].to);
  }
  return network;
}

// Counts that add up, some of them free to change. The network outlives the flow.
class CountFlow {
 public:
  CountFlow(const CountNetwork& network, std::span<const std::int64_t> counts)
      : network_(&network),
        counts_(counts.begin(), counts.end()),
        base_(counts_),
        free_(counts_.size(), false),
        touched_(counts_.size(), false),
        steps_(network.nodes),
        level_(network.nodes),
        next_(network.nodes) {}

  [[nodiscard]] bool is_free(std::size_t cell) const noexcept { return free_[cell]; }
  void free(std::size_t cell) {
    if (free_[cell]) return;
    free_[cell] = true;
    const Arc arc = network_->arcs[cell];
    steps_[arc.from].push_back({static_cast<std::uint32_t>(cell), arc.to, true});
    steps_[arc.to].push_back({static_cast<std::uint32_t>(cell), arc.from, false});
  }
  void fix(std::size_t cell) {
    if (!free_[cell]) return;
    free_[cell] = false;
    const Arc arc = network_->arcs[cell];
    std::erase_if(steps_[arc.from], [cell](const Step& step) { return step.cell == cell; });
    std::erase_if(steps_[arc.to], [cell](const Step& step) { return step.cell == cell; });
  }

  // How much more a free cell can hold, and how much less; at most `limit`. The flow stays there, but where the answer
  // is kUnbounded: then it is left in between, for reset().
  std::int64_t raise(std::size_t cell, std::int64_t limit) {
    assert(free_[cell]);
    const Arc arc = network_->arcs[cell];
    const std::int64_t pushed = push(arc.to, arc.from, cell, limit);
    if (pushed < kUnbounded) change(cell, pushed);
    return pushed;
  }
  std::int64_t lower(std::size_t cell, std::int64_t limit) {
    assert(free_[cell]);
    const Arc arc = network_->arcs[cell];
    const std::int64_t pushed = push(arc.from, arc.to, cell, std::min(limit, counts_[cell]));
    change(cell, -pushed);
    return pushed;
  }

  // As much as can go from one node to another over the free cells, at most `limit`.
  std::int64_t push(std::uint32_t from, std::uint32_t to, std::int64_t limit) {
    return push(from, to, counts_.size(), limit);
  }

  // What the free cells hold now.
  [[nodiscard]] std::int64_t at(std::size_t cell) const noexcept { return counts_[cell]; }
  // The cells that were changed since the last reset(), in the order they were first changed.
  [[nodiscard]] const std::vector<std::uint32_t>& changed() const noexcept { return changed_; }
  // Back to the counts that it was made with.
  void reset() noexcept {
    for (const std::uint32_t cell : changed_) {
      counts_[cell] = base_[cell];
      touched_[cell] = false;
    }
    changed_.clear();
  }

  // By the last push: whether the node could still be reached from where it began.
  [[nodiscard]] bool reached(std::uint32_t node) const noexcept { return level_[node] != kNotReached; }

 private:
  struct Step {
    std::uint32_t cell;
    std::uint32_t to;
    bool along;  // the cell holds more, not less
  };
  static constexpr std::uint32_t kNotReached = std::numeric_limits<std::uint32_t>::max();

  [[nodiscard]] std::int64_t room(const Step& step) const noexcept {
    return step.along ? kUnbounded : counts_[step.cell];
  }

  void change(std::size_t cell, std::int64_t by) {
    if (!touched_[cell]) {
      touched_[cell] = true;
      changed_.push_back(static_cast<std::uint32_t>(cell));
    }
    counts_[cell] += by;
  }

  std::int64_t push(std::uint32_t from, std::uint32_t to, std::size_t without, std::int64_t limit) {
    std::int64_t pushed = 0;
    while (pushed < limit && find_levels(from, to, without)) {
      const std::int64_t more = block(from, to, without, limit - pushed);
      if (more >= kUnbounded) return kUnbounded;
      pushed += more;
    }
    return pushed;
  }

  bool find_levels(std::uint32_t from, std::uint32_t to, std::size_t without) {
    std::fill(level_.begin(), level_.end(), kNotReached);
    std::fill(next_.begin(), next_.end(), 0U);
    queue_.clear();
    queue_.push_back(from);
    level_[from] = 0;
    for (std::size_t i = 0; i < queue_.size(); ++i) {
      const std::uint32_t node = queue_[i];
      for (const Step& step : steps_[node]) {
        if (level_[step.to] != kNotReached || step.cell == without || room(step) == 0) continue;
        level_[step.to] = level_[node] + 1;
        if (step.to == to) return true;
        queue_.push_back(step.to);
      }
    }
    return false;
  }

  // One blocking flow over the levels, path by path.
  std::int64_t block(std::uint32_t from, std::uint32_t to, std::size_t without, std::int64_t limit) {
    std::int64_t pushed = 0;
    path_.clear();
    std::uint32_t node = from;
    while (pushed < limit) {
      if (node == to) {
        std::int64_t least = kUnbounded;
        for (const Step& step : path_) least = std::min(least, room(step));
        if (least >= kUnbounded && limit >= kUnbounded) return kUnbounded;
        least = std::min(least, limit - pushed);
        for (const Step& step : path_) change(step.cell, step.along ? least : -least);
        pushed += least;
        path_.clear();
        node = from;
        continue;
      }
      std::uint32_t& next = next_[node];
      while (next < steps_[node].size() && !leads_on(node, steps_[node][next], without)) ++next;
      if (next < steps_[node].size()) {
        path_.push_back(steps_[node][next]);
        node = path_.back().to;
      } else if (path_.empty()) {
        break;
      } else {
        const Arc arc = network_->arcs[path_.back().cell];
        node = path_.back().along ? arc.from : arc.to;
        path_.pop_back();
        ++next_[node];
      }
    }
    return pushed;
  }

  [[nodiscard]] bool leads_on(std::uint32_t node, const Step& step, std::size_t without) const noexcept {
    return step.cell != without && level_[step.to] == level_[node] + 1 && room(step) > 0;
  }

  const CountNetwork* network_;
  std::vector<std::int64_t> counts_;
  std::vector<std::int64_t> base_;
  std::vector<bool> free_;
  std::vector<bool> touched_;
  std::vector<std::uint32_t> changed_;
  std::vector<std::vector<Step>> steps_;  // of each node
  std::vector<std::uint32_t> level_;
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> queue_;
  std::vector<Step> path_;
};

}  // namespace disclosure_detail
}  // namespace v1
}  // namespace tertial
