#include "record_pass.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace tertial {
inline namespace v1 {

bool RowFilter::takes(const RecordBatch& batch, std::size_t row) const noexcept {
  if (rule != SpecFilter::Rule::between) {
    // Codes that are given come first; what is missing or another value has none of them.
    const bool is_listed = batch.codes(column)[row] < kOtherCode;
    return is_listed == (rule == SpecFilter::Rule::one_of);
  }
  // A missing day or time is the least number there is.
  const std::int64_t at = is_time ? batch.times(column)[row] : batch.dates(column)[row];
  const bool is_missing = is_time ? at == kMissingTime : at == kMissingDate;
  return !is_missing && at >= from && at <= to;
}

std::size_t RecordPass::ask(RecordColumn column) {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
  columns_.push_back(std::move(column));
  return columns_.size() - 1;
}

std::size_t RecordPass::column(const SpecColumn& column, RecordType type) {
  return ask({.heading = column.heading, .position = column.position, .type = type});
}

std::size_t RecordPass::codes(const SpecColumn& column, const std::vector<std::string>& values) {
  return ask({.heading = column.heading,
              .position = column.position,
              .type = RecordType::code,
              .codes = values,
              .takes_others = true});
}

std::size_t RecordPass::learned(const SpecColumn& column, std::uint32_t max_values) {
  return ask(
      {.heading = column.heading, .position = column.position, .type = RecordType::code, .max_codes = max_values});
}

std::vector<RowFilter> RecordPass::filters(const std::vector<SpecFilter>& filters) {
  constexpr std::int64_t kDay = 86'400;
  std::vector<RowFilter> result;
  for (const SpecFilter& filter : filters) {
    RowFilter& made = result.emplace_back();
    made.rule = filter.rule;
    if (filter.rule != SpecFilter::Rule::between) {
      made.column = codes(filter.column, filter.values);
      continue;
    }
    made.is_time = filter.column.is_time;
    made.column = column(filter.column, made.is_time ? RecordType::time : RecordType::date);
    made.from = std::numeric_limits<std::int64_t>::min();
    made.to = std::numeric_limits<std::int64_t>::max();
    if (filter.from) made.from = made.is_time ? filter.from->days() * kDay : filter.from->days();
    if (filter.to) made.to = made.is_time ? (filter.to->days() + std::int64_t{1}) * kDay - 1 : filter.to->days();
  }
  return result;
}

void RecordPass::choose(const RecordBatch& batch, std::span<const RowFilter> filters, const RowChoice& among,
                        RowChoice& out) {
  out.rows.clear();
  out.all = among.all && filters.empty();
  if (out.all) return;
  const std::size_t size = among.size(batch.size());
  for (std::size_t i = 0; i < size; ++i) {
    const auto row = among.all ? static_cast<std::uint32_t>(i) : among.rows[i];
    const bool is_taken =
        std::all_of(filters.begin(), filters.end(), [&](const RowFilter& filter) { return filter.takes(batch, row); });
    if (is_taken) out.rows.push_back(row);
  }
}

}  // namespace v1
}  // namespace tertial
