// The search for a cheap pattern of hidden cells that leaves none of them too well known: greedy cheapest cycles, then
// pruning. Used by protect.hpp.
//
//   PatternSearch search(problem, policy);
//   if (search.run(order)) use(search.hidden());
//
// A hidden cell is safe where flows over free cells alone move it far enough. The cells that those flows change are
// kept as its proof: as long as they stay hidden, it stays safe, so little is worked out again when a cell is shown.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <queue>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "tertial/measure/disclosure/flow.hpp"
#include "tertial/measure/disclosure/policy.hpp"

namespace tertial {
inline namespace v1 {
namespace disclosure_detail {

// What is to be hidden and what may be. Vectors are by TableShape::index().
struct SuppressionProblem {
  static constexpr std::int64_t kNever = -1;

  const CountNetwork* network = nullptr;
  std::vector<std::span<const std::int64_t>> layers = {};
  std::vector<std::vector<bool>> known = {};  // of each layer: what an attacker knows whatever is hidden
  std::vector<bool> left_out = {};            // unknown to all, and nothing to be protected
  std::vector<bool> primary = {};             // hidden whatever it costs
  std::vector<std::int64_t> cost = {};        // of hiding another cell; kNever: it stays shown
};

class PatternSearch {
 public:
  // Both outlive the search.
  PatternSearch(const SuppressionProblem& problem, const DisclosurePolicy& policy)
      : problem_(&problem),
        policy_(&policy),
        reach_(std::max(policy.width(), policy.threshold - policy.least_small())),
        hidden_(problem.cost.size(), false),
        excused_(problem.layers.size(), std::vector<bool>(problem.cost.size(), false)),
        proofs_(problem.layers.size(), std::vector<std::optional<Cells>>(problem.cost.size())),
        ways_(problem.network->nodes),
        distance_(problem.network->nodes),
        arrival_(problem.network->nodes) {
    for (const std::span<const std::int64_t> counts : problem.layers) flows_.emplace_back(*problem.network, counts);
    for (std::size_t cell = 0; cell < hidden_.size(); ++cell) {
      if (problem.left_out[cell]) {
        for (std::size_t layer = 0; layer < flows_.size(); ++layer) set_free(layer, cell);
      }
      if (problem.left_out[cell] || problem.primary[cell] || problem.cost[cell] != SuppressionProblem::kNever) {
        const Arc arc = problem.network->arcs[cell];
        ways_[arc.from].push_back({static_cast<std::uint32_t>(cell), arc.to, true});
        ways_[arc.to].push_back({static_cast<std::uint32_t>(cell), arc.from, false});
      }
    }
  }

  // Nothing is asked for the cell in this layer, where it is known or cannot be made safe.
  void excuse(std::size_t layer, std::size_t cell) { excused_[layer][cell] = true; }

  // Hides the primary cells, in this order, and as many more as make all hidden cells safe; then shows again what they
  // do not need. Nothing where that was done, else the layer and cell that cannot be made safe.
  std::optional<std::pair<std::size_t, std::size_t>> run(std::span<const std::size_t> primaries) {
    for (const std::size_t cell : primaries) hide(cell);
    Cells open(primaries.begin(), primaries.end());
    for (std::size_t i = 0; i < open.size(); ++i) {
      for (std::size_t layer = 0; layer < flows_.size(); ++layer) {
        if (!secure(layer, open[i], open)) return std::pair(layer, std::size_t{open[i]});
      }
    }
    prune();
    return std::nullopt;
  }

  [[nodiscard]] const std::vector<bool>& hidden() const noexcept { return hidden_; }
  // Of the cells hidden beside the primary ones.
  [[nodiscard]] std::int64_t cost() const noexcept {
    std::int64_t sum = 0;
    for (std::size_t cell = 0; cell < hidden_.size(); ++cell) {
      if (hidden_[cell] && !problem_->primary[cell]) sum += problem_->cost[cell];
    }
    return sum;
  }

 private:
  using Cells = std::vector<std::uint32_t>;
  struct Way {
    std::uint32_t cell;
    std::uint32_t to;
    bool along;
  };
  struct Cycle {
    std::int64_t cost = std::numeric_limits<std::int64_t>::max();
    Cells cells = {};
  };

  void set_free(std::size_t layer, std::size_t cell) {
    if (!problem_->known[layer][cell]) flows_[layer].free(cell);
  }
  void hide(std::size_t cell) {
    hidden_[cell] = true;
    for (std::size_t layer = 0; layer < flows_.size(); ++layer) set_free(layer, cell);
  }

  [[nodiscard]] std::int64_t cost_of(std::size_t cell) const noexcept {
    return hidden_[cell] || problem_->left_out[cell] ? 0 : problem_->cost[cell];
  }

  // The cells that prove that the hidden ones suffice for this one; nothing where they do not.
  std::optional<Cells> prove(std::size_t layer, std::size_t cell) {
    CountFlow& flow = flows_[layer];
    const std::int64_t count = flow.at(cell);
    const std::int64_t up = flow.raise(cell, reach_);
    Cells used = flow.changed();
    flow.reset();
    std::int64_t down = 0;
    if (up < reach_) {
      down = flow.lower(cell, reach_ - up);
      used.insert(used.end(), flow.changed().begin(), flow.changed().end());
      flow.reset();
    }
    if (up + down < reach_ && !policy_->is_met_by({.low = count - down, .high = count + up})) return std::nullopt;
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    return used;
  }

  // Hides what the cell needs and appends it to `open`. False where nothing does.
  bool secure(std::size_t layer, std::size_t cell, Cells& open) {
    std::optional<Cells>& proof = proofs_[layer][cell];
    if (proof || excused_[layer][cell]) return true;
    if ((proof = prove(layer, cell))) return true;
    const Cycle cycle = cheapest_cycle(layer, cell);
    if (!cycle.cells.empty()) {
      hide_all(cycle.cells, open);
      // Every cell of the cycle goes as far as this one.
      Cells sorted = cycle.cells;
      std::sort(sorted.begin(), sorted.end());
      for (const std::uint32_t member : sorted) {
        if (hidden_[member] && !proofs_[layer][member]) proofs_[layer][member] = sorted;
      }
      return true;
    }
    while (!(proof = prove(layer, cell))) {
      const Cycle step = cheapest_step(layer, cell);
      if (step.cells.empty()) return false;
      hide_all(step.cells, open);
    }
    return true;
  }

  void hide_all(const Cells& cells, Cells& open) {
    for (const std::uint32_t cell : cells) {
      if (hidden_[cell] || problem_->left_out[cell]) continue;
      hide(cell);
      open.push_back(cell);
    }
  }

  // The cheapest cycle on which the cell, and every other of it, can go up and down by `reach_` together.
  Cycle cheapest_cycle(std::size_t layer, std::size_t cell) {
    constexpr std::int64_t kMostSplits = 16;
    const std::span<const std::int64_t> counts = problem_->layers[layer];
    const Arc arc = problem_->network->arcs[cell];
    Cycle best;
    const std::int64_t least_up = std::max<std::int64_t>(0, reach_ - counts[cell]);
    const std::int64_t splits = std::min(kMostSplits, reach_ - least_up);
    for (std::int64_t i = 0; i <= splits && best.cost > 0; ++i) {
      const std::int64_t up = least_up + (splits == 0 ? 0 : (reach_ - least_up) * i / splits);
      const std::int64_t down = reach_ - up;
      find_path(layer, cell, arc.to, arc.from, best,
                [&](const Way& way) { return counts[way.cell] >= (way.along ? down : up); });
    }
    return best;
  }

  // The cheapest cells that let the cell go at least one further, up or down.
  Cycle cheapest_step(std::size_t layer, std::size_t cell) {
    CountFlow& flow = flows_[layer];
    const Arc arc = problem_->network->arcs[cell];
    const auto usable = [&](const Way& way) { return way.along || flow.at(way.cell) > 0; };
    Cycle best;
    flow.raise(cell, reach_);
    find_path(layer, cell, arc.to, arc.from, best, usable);
    flow.reset();
    flow.lower(cell, reach_);
    if (flow.at(cell) > 0) find_path(layer, cell, arc.from, arc.to, best, usable);
    flow.reset();
    return best;
  }

  // Replaces `best` by the cheapest path over usable cells, and `cell` itself, if that is cheaper.
  template <class Usable>
  void find_path(std::size_t layer, std::size_t cell, std::uint32_t from, std::uint32_t to, Cycle& best,
                 const Usable& usable) {
    std::fill(distance_.begin(), distance_.end(), std::numeric_limits<std::int64_t>::max());
    distance_[from] = 0;
    const auto further = [](const Stop& a, const Stop& b) { return a > b; };
    stops_.assign(1, {0, from});
    while (!stops_.empty()) {
      const auto [distance, node] = stops_.front();
      std::pop_heap(stops_.begin(), stops_.end(), further);
      stops_.pop_back();
      if (distance > distance_[node]) continue;
      if (node == to) break;
      for (const Way& way : ways_[node]) {
        const std::int64_t reached = distance + cost_of(way.cell);
        if (reached >= distance_[way.to] || reached >= best.cost || way.cell == cell) continue;
        if (problem_->known[layer][way.cell] || !usable(way)) continue;
        distance_[way.to] = reached;
        arrival_[way.to] = way;
        stops_.emplace_back(reached, way.to);
        std::push_heap(stops_.begin(), stops_.end(), further);
      }
    }
    if (distance_[to] >= best.cost) return;
    best.cost = distance_[to];
    best.cells.assign(1, static_cast<std::uint32_t>(cell));
    for (std::uint32_t node = to; node != from;) {
      const Way way = arrival_[node];
      best.cells.push_back(way.cell);
      const Arc arc = problem_->network->arcs[way.cell];
      node = way.along ? arc.from : arc.to;
    }
  }

  // Shows, the dearest first, every secondary cell that the others are safe without.
  void prune() {
    Cells secondary;
    for (std::size_t cell = 0; cell < hidden_.size(); ++cell) {
      if (hidden_[cell] && !problem_->primary[cell]) secondary.push_back(static_cast<std::uint32_t>(cell));
    }
    std::stable_sort(secondary.begin(), secondary.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return problem_->cost[a] > problem_->cost[b]; });
    for (const std::uint32_t cell : secondary) {
      if (!show_if_safe(cell)) hide(cell);
    }
  }

  // False where some hidden cell is not safe without this one, which is then shown and has to be hidden again.
  bool show_if_safe(std::uint32_t cell) {
    hidden_[cell] = false;
    for (CountFlow& flow : flows_) flow.fix(cell);
    std::vector<std::tuple<std::size_t, std::uint32_t, Cells>> renewed;
    for (std::size_t layer = 0; layer < flows_.size(); ++layer) {
      for (std::uint32_t other = 0; other < hidden_.size(); ++other) {
        if (!hidden_[other] || excused_[layer][other]) continue;
        const Cells& proof = *proofs_[layer][other];
        if (!std::binary_search(proof.begin(), proof.end(), cell)) continue;
        std::optional<Cells> other_proof = prove(layer, other);
        if (!other_proof) return false;
        renewed.emplace_back(layer, other, *std::move(other_proof));
      }
    }
    for (auto& [layer, other, proof] : renewed) proofs_[layer][other] = std::move(proof);
    for (auto& proofs : proofs_) proofs[cell].reset();
    return true;
  }

  const SuppressionProblem* problem_;
  const DisclosurePolicy* policy_;
  std::int64_t reach_;  // a cell that can go as far as this, up and down together, is safe
  std::vector<bool> hidden_;
  std::vector<std::vector<bool>> excused_;
  std::vector<std::vector<std::optional<Cells>>> proofs_;
  std::vector<CountFlow> flows_;
  std::vector<std::vector<Way>> ways_;  // of each node, over cells that are or may be hidden

  using Stop = std::pair<std::int64_t, std::uint32_t>;
  std::vector<Stop> stops_;
  std::vector<std::int64_t> distance_;
  std::vector<Way> arrival_;
};

}  // namespace disclosure_detail
}  // namespace v1
}  // namespace tertial
