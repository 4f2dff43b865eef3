#include <string>
#include <string_view>

#include "io/csv_cells.hpp"
#include "io/json_members.hpp"
#include "tertial/io/json_writer.hpp"
#include "tertial/io/measured_release.hpp"

namespace tertial {
inline namespace v1 {
namespace {

using json_detail::write_member;
using json_detail::write_text;
using Layout = JsonWriter::Layout;

double as_number(std::int64_t count) { return static_cast<double>(count); }
double as_number(std::uint64_t count) { return static_cast<double>(count); }

void write_row_counts(JsonWriter& out, std::string_view key, const RowCounts& rows) {
  out.key(key).begin_object();
  write_member(out, "rows", as_number(rows.rows));
  write_member(out, "outside", as_number(rows.outside));
  write_member(out, "faulty", as_number(rows.faulty));
  out.end_object();
}

// A file's counts of rows, but for those that could tell what is hidden.
void write_file(JsonWriter& out, std::string_view key, const FileCounts& counts, bool hides_some) {
  out.key(key).begin_object();
  if (!hides_some) {
    write_member(out, "rows", as_number(counts.rows));
    write_member(out, "filtered", as_number(counts.filtered));
  }
  write_member(out, "rejected", as_number(counts.rejected));
  if (!counts.faults.empty()) {
    out.key("faults").begin_array(Layout::lines);
    for (const RecordFault& fault : counts.faults) {
      out.begin_object();
      write_member(out, "row", as_number(fault.row));
      write_member(out, "line", as_number(fault.line));
      if (!fault.column.empty()) {
        write_member(out, "column", fault.column);
      } else if (fault.position > 0) {
        write_member(out, "position", static_cast<double>(fault.position));
      }
      write_member(out, "problem", to_string(fault.problem));
      out.end_object();
    }
    out.end_array();
  }
  out.end_object();
}

void write_disclosure(JsonWriter& out, const std::optional<SpecDisclosure>& disclosure) {
  if (!disclosure) return write_member(out, "disclosure", std::string_view("none"));
  const DisclosurePolicy& policy = disclosure->policy;
  out.key("disclosure").begin_object();
  write_member(out, "threshold", as_number(policy.threshold));
  write_member(out, "zeros", std::string_view(policy.zeros == DisclosurePolicy::Zeros::hidden ? "hidden" : "shown"));
  write_member(out, "min_width", as_number(policy.width()));
  out.key("complements").boolean(policy.protect_complements);
  out.key("hide_totals").boolean(policy.may_hide_totals);
  out.key("sums").begin_array();
  for (const Granularity sum : disclosure->sums) out.string(to_string(sum));
  out.end_array();
  out.key("totals").boolean(disclosure->totals);
  out.end_object();
}

void write_cell(JsonWriter& out, const ReleasedMeasure& measure, std::size_t cell) {
  out.key("groups").begin_array();
  const std::vector<std::size_t> places = measure.places(cell);
  for (std::size_t i = 0; i < places.size(); ++i) out.string(measure.labels[i][places[i]]);
  out.end_array();
}

void write_figure(JsonWriter& out, const ReleasedFigure& figure) {
  write_member(out, "value", figure.value);
  write_member(out, "numerator", figure.numerator);
  const auto count = [&](std::string_view key, const std::optional<std::int64_t>& number) {
    if (number) write_member(out, key, as_number(*number));
  };
  count("denominator", figure.denominator);
  count("held", figure.held);
  count("days", figure.days);
  write_member(out, "status", to_string(figure.status));
}

void write_measure(JsonWriter& out, const MeasureRelease& release, const ReleasedMeasure& measure) {
  out.begin_object(Layout::lines);
  write_member(out, "id", measure.id);
  write_member(out, "measure", to_string(measure.kind));
  write_text(out, "title", measure.title);
  // With some figures hidden, how many rows there were could tell which.
  if (!release.hides_some()) {
    write_row_counts(out, "records", measure.rows);
    if (measure.kind == MeasureKind::window) write_row_counts(out, "persons", measure.persons);
  }
  out.key("figures").begin_array(Layout::lines);
  for (std::size_t cell = 0; cell < measure.cells; ++cell) {
    for (std::size_t i = 0; i < release.periods.periods(); ++i) {
      out.begin_object();
      write_cell(out, measure, cell);
      write_member(out, "period", release.periods.period(i));
      write_figure(out, measure.figures[cell * release.periods.periods() + i]);
      out.end_object();
    }
  }
  out.end_array();
  if (!measure.hidden_sums.empty()) {
    out.key("hidden_sums").begin_array(Layout::lines);
    for (const HiddenSum& sum : measure.hidden_sums) {
      out.begin_object();
      if (sum.cell) write_cell(out, measure, *sum.cell);
      write_member(out, "period", sum.period);
      out.end_object();
    }
    out.end_array();
  }
  out.end_object();
}

}  // namespace

std::string write_measures_csv(const MeasureRelease& release) {
  std::string out;
  CsvWriter csv(out);
  bool has_days = false;
  for (const ReleasedMeasure& measure : release.measures) has_days = has_days || measure.has_days;
  csv.word("measure");
  for (const std::string& group : release.groups) csv.text(group);
  csv.word("period").word("numerator").word("denominator").word("held");
  if (has_days) csv.word("days");
  csv.word("value").word("status").end_row();
  const auto count = [&](const std::optional<std::int64_t>& number) {
    csv.number(number ? std::optional(as_number(*number)) : std::nullopt);
  };
  for (const ReleasedMeasure& measure : release.measures) {
    for (std::size_t cell = 0; cell < measure.cells; ++cell) {
      const std::vector<std::size_t> places = measure.places(cell);
      for (std::size_t i = 0; i < release.periods.periods(); ++i) {
        const ReleasedFigure& figure = measure.figures[cell * release.periods.periods() + i];
        csv.text(measure.id);
        for (std::size_t group = 0; group < places.size(); ++group) csv.text(measure.labels[group][places[group]]);
        csv.period(release.periods.period(i)).number(figure.numerator);
        count(figure.denominator);
        count(figure.held);
        if (has_days) count(figure.days);
        csv.number(figure.value).word(to_string(figure.status)).end_row();
      }
    }
  }
  return out;
}

std::string write_measures_json(const MeasureRelease& release) {
  JsonWriter out;
  out.begin_object(Layout::lines);
  out.key("tertial_measure").number(1);
  out.key("period").begin_object();
  write_member(out, "from", release.periods.period(0));
  write_member(out, "to", release.periods.period(release.periods.periods() - 1));
  out.end_object();
  write_member(out, "observed_until", release.periods.observed_until());
  out.key("groups").begin_array();
  for (const std::string& group : release.groups) out.string(group);
  out.end_array();
  write_disclosure(out, release.disclosure);
  write_file(out, "records", release.records, release.hides_some());
  if (release.persons) write_file(out, "persons", *release.persons, release.hides_some());
  out.key("measures").begin_array(Layout::lines);
  for (const ReleasedMeasure& measure : release.measures) write_measure(out, release, measure);
  out.end_array();
  out.end_object();
  return std::move(out).text() + "\n";
}

}  // namespace v1
}  // namespace tertial
