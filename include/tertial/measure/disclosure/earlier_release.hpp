// What earlier releases of a table add to what an attacker knows, where they nest in it.
//
//   tertial::EarlierRelease spring{.layers = {published_in_may}};
//   auto made = tertial::protect({&table, 1}, policy, {&spring, 1});
//   made->findings;      // where the two together keep protection from being proven
//
// Rows and columns are the same where their labels are, and a column with a label that the table does not have is taken to
// have nothing to do with it; one that is the sum of some of its columns has them as its parts, hidden. A count published then is known now, and so is a total over
// columns that the present table has, whatever it is called: it becomes one more subtotal. Counts are taken to be the same
// then and now, and every difference is a finding.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "tertial/measure/disclosure/count_table.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// One table for each layer, as they were published: numerators and complements, say.
struct EarlierRelease {
  std::vector<PublishedTable> layers;
};

struct ReleaseFinding {
  enum class Kind : std::uint8_t {
    already_published,  // a cell that has to be hidden was published then
    not_protected,      // a hidden cell can be worked out too well with what was published then
    revised,            // a count published then is another one now; what the two tell together is not counted in
    not_nested,         // a total published then covers other cells than the table has; it is not counted in
  };

  Kind kind = Kind::not_protected;
  std::uint32_t layer = 0;
  std::optional<std::uint32_t> release = std::nullopt;  // which one; none: all together
  std::string place = {};                               // "row North, column jan", never a count

  friend bool operator==(const ReleaseFinding&, const ReleaseFinding&) = default;
};

[[nodiscard]] constexpr std::string_view to_string(ReleaseFinding::Kind kind) noexcept {
  constexpr std::string_view kWords[] = {"already published", "not protected", "revised", "not nested"};
  return kWords[static_cast<std::size_t>(kind)];
}

namespace disclosure_detail {

// The present tables with a subtotal more for each total that was published over some of their columns. The columns of
// the present tables keep their places.
struct NestedReleases {
  std::vector<CountTable> layers = {};
  std::vector<std::vector<bool>> known = {};        // of each layer, by the index of the new shape
  std::vector<std::vector<bool>> hidden_then = {};  // hidden in some release and known from none
  std::vector<ReleaseFinding> findings = {};
};

class ReleaseNester {
 public:
  // All layers have one shape.
  explicit ReleaseNester(std::span<const CountTable> layers)
      : layers_(layers), shape_(layers.front().shape()), columns_(shape_.column_list()) {
    covers_.resize(columns_.size(), std::vector<bool>(shape_.leaves().size(), false));
    for (std::size_t leaf = 0; leaf < shape_.leaves().size(); ++leaf) {
      for (std::uint32_t column = shape_.leaves()[leaf]; column != shape_.total_column();
           column = shape_.sum_of(column)) {
        covers_[column][leaf] = true;
      }
    }
  }

  absl::StatusOr<NestedReleases> nest(std::span<const EarlierRelease> releases) {
    absl::StatusOr<Places> rows = places_of(shape_.row_labels(), "rows");
    if (!rows.ok()) return rows.status();
    absl::StatusOr<Places> columns = places_of(column_labels(shape_), "columns");
    if (!columns.ok()) return columns.status();
    row_places_ = *std::move(rows);
    column_places_ = *std::move(columns);
    for (std::uint32_t release = 0; release < releases.size(); ++release) {
      if (releases[release].layers.size() != layers_.size()) {
        return absl::InvalidArgumentError(text("earlier/", release, ": it has ", releases[release].layers.size(),
                                               " tables, and there are ", layers_.size(), " layers"));
      }
      for (std::uint32_t layer = 0; layer < layers_.size(); ++layer) {
        absl::Status status = read(releases[release].layers[layer], release, layer);
        if (!status.ok()) return status;
      }
    }
    return assemble();
  }

 private:
  using Places = std::map<std::string, std::uint32_t, std::less<>>;
  // A cell of a release at its place among the present rows and the columns with those that were added; the total
  // column is kTotal.
  struct Figure {
    std::uint32_t release;
    std::uint32_t layer;
    std::uint32_t row;
    std::uint32_t column;
    const PublishedTable* table;
    CountCell then;  // in that table
  };
  static constexpr std::uint32_t kTotal = ~std::uint32_t{0};

  static absl::StatusOr<Places> places_of(const std::vector<std::string>& labels, std::string_view what) {
    Places places;
    for (std::uint32_t i = 0; i < labels.size(); ++i) {
      if (!places.emplace(labels[i], i).second) {
        return absl::InvalidArgumentError(
            text(what, "/", i, ": the label is that of another; releases are held together by labels"));
      }
    }
    return places;
  }
  static std::vector<std::string> column_labels(const TableShape& shape) {
    std::vector<std::string> labels;
    labels.reserve(shape.columns());
    for (const CountColumn& column : shape.column_list()) labels.push_back(column.label);
    return labels;
  }

  absl::Status read(const PublishedTable& table, std::uint32_t release, std::uint32_t layer) {
    const TableShape& then = table.shape();
    absl::StatusOr<Places> rows = places_of(then.row_labels(), text("earlier/", release, "/rows"));
    if (!rows.ok()) return rows.status();
    if (absl::Status status = places_of(column_labels(then), text("earlier/", release, "/columns")).status();
        !status.ok()) {
      return status;
    }
    const auto tell = [&](ReleaseFinding::Kind kind, CountCell cell) {
      findings_.push_back({.kind = kind, .layer = layer, .release = release, .place = then.place(cell)});
    };
    std::vector<std::optional<std::uint32_t>> row_places;
    for (const std::string& label : then.row_labels()) row_places.push_back(find(row_places_, label));
    const auto matched = static_cast<std::size_t>(
        std::count_if(row_places.begin(), row_places.end(), [](const auto& place) { return place.has_value(); }));
    if (matched == 0) return absl::OkStatus();
    const bool has_all_rows = matched == row_places.size() && matched == shape_.rows();
    row_places.push_back(has_all_rows ? std::optional(shape_.total_row()) : std::nullopt);

    bool total_row_told = false;
    const std::vector<Cover> covers = covers_of(then);
    for (std::uint32_t column = 0; column <= then.columns(); ++column) {
      const Cover& cover = covers[column];
      if (cover.nothing) continue;
      std::optional<std::uint32_t> place;
      const std::string_view label =
          column == then.columns() ? "total" : std::string_view(then.column_list()[column].label);
      if (cover.whole) place = place_of(cover.leaves, text(label, " of release ", release + 1));
      bool told = false;
      for (std::uint32_t row = 0; row <= then.rows(); ++row) {
        const CountCell cell{.row = row, .column = column};
        if (!then.is_published(cell) && !table.at(cell)) continue;
        if (!place && !told && (row_places[row] || row == then.total_row())) {
          tell(ReleaseFinding::Kind::not_nested, cell);
          told = true;
        }
        if (!row_places[row] && row == then.total_row() && !total_row_told) {
          tell(ReleaseFinding::Kind::not_nested, cell);
          total_row_told = true;
        }
        if (place && row_places[row]) figures_.push_back({release, layer, *row_places[row], *place, &table, cell});
      }
    }
    return absl::OkStatus();
  }

  static std::optional<std::uint32_t> find(const Places& places, const std::string& label) {
    const auto found = places.find(label);
    return found == places.end() ? std::nullopt : std::optional(found->second);
  }

  // The present leaves that a column of a release covers.
  struct Cover {
    std::vector<bool> leaves = {};
    bool whole = true;    // and nothing else
    bool nothing = true;  // none of them
  };
  std::vector<Cover> covers_of(const TableShape& then) const {
    std::vector<Cover> covers(then.columns() + 1);
    for (Cover& cover : covers) cover.leaves.assign(shape_.leaves().size(), false);
    for (const std::uint32_t leaf : then.leaves()) {
      const std::optional<std::uint32_t> present = find(column_places_, then.column_list()[leaf].label);
      for (std::uint32_t column = leaf;; column = then.sum_of(column)) {
        Cover& cover = covers[column];
        if (present) {
          cover.nothing = false;
          for (std::size_t i = 0; i < cover.leaves.size(); ++i) {
            if (covers_[*present][i]) cover.leaves[i] = true;
          }
        } else {
          cover.whole = false;
        }
        if (column == then.total_column()) break;
      }
    }
    return covers;
  }

  // The column over just these leaves, made where there is none; nothing where they cut across a subtotal.
  std::optional<std::uint32_t> place_of(const std::vector<bool>& leaves, std::string label) {
    const auto inside = [](const std::vector<bool>& a, const std::vector<bool>& b) {
      for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] && !b[i]) return false;
      }
      return true;
    };
    const auto disjoint = [](const std::vector<bool>& a, const std::vector<bool>& b) {
      for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] && b[i]) return false;
      }
      return true;
    };
    if (std::find(leaves.begin(), leaves.end(), false) == leaves.end()) return kTotal;
    std::optional<std::uint32_t> around;  // the smallest column that has them all
    const auto size = [&](std::uint32_t column) {
      return std::count(covers_[column].begin(), covers_[column].end(), true);
    };
    for (std::uint32_t column = 0; column < columns_.size(); ++column) {
      if (covers_[column] == leaves) return column;
      if (inside(leaves, covers_[column]) && (!around || size(column) < size(*around))) around = column;
    }
    std::vector<std::uint32_t> parts;
    for (std::uint32_t column = 0; column < columns_.size(); ++column) {
      if (columns_[column].part_of != around) continue;
      if (inside(covers_[column], leaves)) {
        parts.push_back(column);
      } else if (!disjoint(covers_[column], leaves)) {
        return std::nullopt;
      }
    }
    const auto made = static_cast<std::uint32_t>(columns_.size());
    columns_.push_back({.label = std::move(label), .part_of = around});
    covers_.push_back(leaves);
    for (const std::uint32_t column : parts) columns_[column].part_of = made;
    return made;
  }

  absl::StatusOr<NestedReleases> assemble() {
    absl::StatusOr<TableShape> made = TableShape::make(shape_.row_labels(), columns_, shape_.margins());
    if (!made.ok()) return made.status();
    const TableShape& shape = *made;
    NestedReleases result;
    result.findings = std::move(findings_);
    for (const CountTable& layer : layers_) {
      std::vector<std::int64_t> counts;
      for (std::uint32_t row = 0; row < shape_.rows(); ++row) {
        for (const std::uint32_t leaf : shape_.leaves()) counts.push_back(layer.at({.row = row, .column = leaf}));
      }
      absl::StatusOr<CountTable> table = CountTable::make(shape, counts);
      if (!table.ok()) return table.status();
      result.layers.push_back(*std::move(table));
    }
    result.known.assign(layers_.size(), std::vector<bool>(shape.cells(), false));
    result.hidden_then = result.known;
    std::stable_sort(figures_.begin(), figures_.end(), [](const Figure& a, const Figure& b) {
      return std::tie(a.release, a.layer, a.then) < std::tie(b.release, b.layer, b.then);
    });
    for (const Figure& figure : figures_) {
      const CountCell cell{.row = figure.row, .column = figure.column == kTotal ? shape.total_column() : figure.column};
      const std::size_t index = shape.index(cell);
      const std::optional<std::int64_t> count = figure.table->at(figure.then);
      if (!count) {
        result.hidden_then[figure.layer][index] = true;
      } else if (*count == result.layers[figure.layer].at(cell)) {
        result.known[figure.layer][index] = true;
      } else {
        result.findings.push_back({.kind = ReleaseFinding::Kind::revised,
                                   .layer = figure.layer,
                                   .release = figure.release,
                                   .place = figure.table->shape().place(figure.then)});
      }
    }
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
      for (std::size_t i = 0; i < shape.cells(); ++i) {
        if (result.known[layer][i]) result.hidden_then[layer][i] = false;
      }
    }
    return result;
  }

  std::span<const CountTable> layers_;
  const TableShape& shape_;
  std::vector<CountColumn> columns_;
  std::vector<std::vector<bool>> covers_;  // of each column, the present leaves
  Places row_places_;
  Places column_places_;
  std::vector<Figure> figures_;
  std::vector<ReleaseFinding> findings_;
};

}  // namespace disclosure_detail
}  // namespace v1
}  // namespace tertial
