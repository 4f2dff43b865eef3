// Random tables of counts, and what an attacker knows of them by going through every table there is.
//
//   Random random(7);
//   PublishedTable published(random.table(shape, 6), random.pattern(shape, 2));
//   auto seen = TableEnumeration(published).run();
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tertial/measure/disclosure/audit.hpp"
#include "tertial/measure/disclosure/count_table.hpp"
#include "tertial/text.hpp"

namespace disclosure_test {

using tertial::AuditedCell;
using tertial::CountCell;
using tertial::CountColumn;
using tertial::CountInterval;
using tertial::CountTable;
using tertial::PublishedTable;
using tertial::SuppressionPattern;
using tertial::TableMargins;
using tertial::TableShape;

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint32_t below(std::uint32_t limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>(((state_ >> 33) * limit) >> 31);
  }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

  static std::vector<std::string> labels(std::uint32_t count) {
    std::vector<std::string> result;
    for (std::uint32_t i = 0; i < count; ++i) result.push_back(tertial::text("r", i));
    return result;
  }

  // All margins, no subtotals.
  static TableShape plain(std::uint32_t rows, std::uint32_t columns, TableMargins margins = {}) {
    std::vector<CountColumn> list;
    for (std::uint32_t i = 0; i < columns; ++i) list.push_back({.label = tertial::text("c", i)});
    return TableShape::make(labels(rows), list, margins).value();
  }

  // Up to that many rows and leaves, with subtotals of one or two levels and without margins now and then.
  TableShape shape(std::uint32_t most_rows, std::uint32_t most_leaves) {
    const std::uint32_t leaves = 1 + below(most_leaves);
    std::vector<CountColumn> columns;
    for (std::uint32_t i = 0; i < leaves; ++i) columns.push_back({.label = tertial::text("c", i)});
    for (std::uint32_t level = 0; level < 2 && one_in(2); ++level) {
      const auto sums = static_cast<std::uint32_t>(columns.size());
      const std::uint32_t made = 1 + below(2);
      for (std::uint32_t i = 0; i < made; ++i) columns.push_back({.label = tertial::text("s", level, i)});
      for (std::uint32_t i = 0; i < sums; ++i) {
        if (!columns[i].part_of && !one_in(3)) columns[i].part_of = sums + below(made);
      }
      // A sum without parts would be a leaf, which is a table too.
    }
    const TableMargins margins{.row_totals = !one_in(4), .column_totals = !one_in(4), .grand_total = !one_in(4)};
    return TableShape::make(labels(1 + below(most_rows)), columns, margins).value();
  }

  CountTable table(const TableShape& shape, std::uint32_t most) {
    std::vector<std::int64_t> counts(shape.rows() * shape.leaves().size());
    for (std::int64_t& count : counts) count = below(most + 1);
    return CountTable::make(shape, counts).value();
  }

  // Each published cell is hidden once in `n`.
  SuppressionPattern pattern(const TableShape& shape, std::uint32_t n) {
    SuppressionPattern pattern(shape);
    for (std::size_t i = 0; i < shape.cells(); ++i) {
      if (shape.is_published(shape.cell(i)) && one_in(n)) pattern.hide(shape.cell(i));
    }
    return pattern;
  }

 private:
  std::uint64_t state_;
};

// A sum of counts inside a table, by their numbers, and what was published of it.
struct Figure {
  std::vector<std::size_t> leaves = {};
  std::optional<std::int64_t> count = std::nullopt;
};

// Goes through all counts that agree with some published figures. Nothing is shared with the library's way.
class Enumeration {
 public:
  Enumeration(std::size_t leaves, std::vector<Figure> figures)
      : figures_(std::move(figures)), of_leaf_(leaves), order_(leaves) {
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      left_.push_back(figures_[i].count.value_or(0));
      for (const std::size_t leaf : figures_[i].leaves) of_leaf_[leaf].push_back(i);
    }
    least_.assign(figures_.size(), std::numeric_limits<std::int64_t>::max());
    greatest_.assign(figures_.size(), -1);
    sums_.assign(figures_.size(), 0);
    for (std::size_t leaf = 0; leaf < leaves; ++leaf) order_[leaf] = leaf;
    // Those that are published themselves first, for speed.
    std::stable_partition(order_.begin(), order_.end(), [&](std::size_t leaf) { return is_alone(leaf); });
  }

  // Whether every count is in some published figure, so that there are finitely many tables; and not too many.
  [[nodiscard]] bool is_possible(double most_tables) const {
    double tables = 1;
    for (std::size_t leaf = 0; leaf < of_leaf_.size(); ++leaf) {
      const std::int64_t bound = most(leaf);
      if (bound == std::numeric_limits<std::int64_t>::max()) return false;
      if (!is_alone(leaf)) tables *= static_cast<double>(bound + 1);
    }
    return tables <= most_tables;
  }

  // False where nothing agrees.
  bool run() {
    go(0);
    return tables_ > 0;
  }
  [[nodiscard]] CountInterval interval(std::size_t figure) const { return {least_[figure], greatest_[figure]}; }

 private:
  [[nodiscard]] bool is_alone(std::size_t leaf) const {
    return std::any_of(of_leaf_[leaf].begin(), of_leaf_[leaf].end(),
                       [&](std::size_t i) { return figures_[i].count && figures_[i].leaves.size() == 1; });
  }
  [[nodiscard]] std::int64_t most(std::size_t leaf) const {
    std::int64_t result = std::numeric_limits<std::int64_t>::max();
    for (const std::size_t i : of_leaf_[leaf]) {
      if (figures_[i].count) result = std::min(result, left_[i]);
    }
    return result;
  }

  void go(std::size_t next) {
    if (next == order_.size()) {
      for (std::size_t i = 0; i < figures_.size(); ++i) {
        if (figures_[i].count && left_[i] != 0) return;
      }
      ++tables_;
      for (std::size_t i = 0; i < sums_.size(); ++i) {
        least_[i] = std::min(least_[i], sums_[i]);
        greatest_[i] = std::max(greatest_[i], sums_[i]);
      }
      return;
    }
    const std::size_t leaf = order_[next];
    std::int64_t first = 0;
    const std::int64_t last = most(leaf);
    for (const std::size_t i : of_leaf_[leaf]) {
      if (figures_[i].count && figures_[i].leaves.size() == 1) first = std::max(first, left_[i]);
    }
    for (std::int64_t count = first; count <= last; ++count) {
      add(leaf, count);
      go(next + 1);
      add(leaf, -count);
    }
  }

  void add(std::size_t leaf, std::int64_t count) {
    for (const std::size_t i : of_leaf_[leaf]) {
      sums_[i] += count;
      left_[i] -= count;
    }
  }

  std::vector<Figure> figures_;
  std::vector<std::vector<std::size_t>> of_leaf_;  // the figures that each count is in
  std::vector<std::size_t> order_;
  std::vector<std::int64_t> left_;  // of each published figure, what is not spent yet
  std::vector<std::int64_t> sums_;
  std::vector<std::int64_t> least_;
  std::vector<std::int64_t> greatest_;
  std::uint64_t tables_ = 0;
};

// Every cell of a table, by TableShape::index(). `number` says which count a row and leaf are.
template <class Number>
std::vector<Figure> figures_of(const PublishedTable& table, const Number& number) {
  const TableShape& shape = table.shape();
  std::vector<Figure> figures(shape.cells());
  for (std::size_t i = 0; i < shape.cells(); ++i) figures[i].count = table.counts()[i];
  for (std::uint32_t row = 0; row < shape.rows(); ++row) {
    for (const std::uint32_t leaf : shape.leaves()) {
      const std::size_t count = number(row, leaf);
      for (const std::uint32_t up : {row, shape.total_row()}) {
        for (std::uint32_t column = leaf;; column = shape.sum_of(column)) {
          figures[shape.index({.row = up, .column = column})].leaves.push_back(count);
          if (column == shape.total_column()) break;
        }
      }
    }
  }
  return figures;
}

// Of one published table.
class TableEnumeration {
 public:
  explicit TableEnumeration(const PublishedTable& published)
      : published_(published),
        enumeration_(published.shape().rows() * std::size_t{published.shape().columns()}, with_unused(published)) {}

  [[nodiscard]] bool is_possible(double most_tables) const { return enumeration_.is_possible(most_tables); }

  // The hidden cells with their intervals; nothing where no table agrees.
  std::optional<std::vector<AuditedCell>> run() {
    if (!enumeration_.run()) return std::nullopt;
    const TableShape& shape = published_.shape();
    std::vector<AuditedCell> result;
    for (std::size_t i = 0; i < shape.cells(); ++i) {
      if (published_.counts()[i] || !shape.is_published(shape.cell(i))) continue;
      result.push_back({shape.cell(i), enumeration_.interval(i)});
    }
    return result;
  }

 private:
  // Subtotals have no count of their own: their numbers stand for nothing.
  static std::vector<Figure> with_unused(const PublishedTable& published) {
    const TableShape& shape = published.shape();
    const auto number = [&](std::uint32_t row, std::uint32_t leaf) {
      return row * std::size_t{shape.columns()} + leaf;
    };
    std::vector<Figure> figures = figures_of(published, number);
    for (std::uint32_t row = 0; row < shape.rows(); ++row) {
      for (std::uint32_t column = 0; column < shape.columns(); ++column) {
        if (!shape.is_leaf(column)) figures.push_back({{number(row, column)}, 0});
      }
    }
    return figures;
  }

  const PublishedTable& published_;
  Enumeration enumeration_;
};

}  // namespace disclosure_test
