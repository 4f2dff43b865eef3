#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json_reading.hpp"
#include "json_splitter.hpp"
#include "measure_parts.hpp"
#include "measures_of.hpp"
#include "tertial/io/measure_spec.hpp"
#include "tertial/measure/frame.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

constexpr JsonKeys kSpecKeys("tertial_measure", "title", "csv", "columns", "filters", "groups", "period",
                             "observed_until", "persons", "measures", "disclosure");

class SpecReading {
 public:
  explicit SpecReading(std::string_view json) noexcept : text_(json), in_(json) {}

  absl::StatusOr<MeasureSpec> read() {
    if (!read_document()) return in_.status();
    return std::move(spec_);
  }

 private:
  bool read_document() {
    if (text_.empty()) return in_.fail_syntax(0, "the document is empty");
    if (text_.starts_with("\xEF\xBB\xBF")) return in_.fail_syntax(0, "the document begins with a byte order mark");
    JsonSplitter splitter(text_);
    if (splitter.at_end()) return in_.fail_syntax(text_.size(), "the document is nothing but white space");
    if (splitter.peek() != '{') return in_.fail_syntax(splitter.position(), "expected \"{\"");
    const std::optional<std::string_view> object = splitter.skip_value();
    if (!object) return in_.fail_syntax(splitter.position(), splitter.problem());
    if (!splitter.at_end()) {
      return in_.fail_syntax(splitter.position(), "expected the end of the document after its closing brace");
    }
    return in_.elements(*object, [&](JsonValue& value, std::size_t) { return read_spec(value); }) && check();
  }

  bool read_spec(JsonValue& value) {
    constexpr std::uint64_t kRequired = 1 | 1 << 3 | 1 << 6 | 1 << 9;
    Extras ignored;
    return in_.object(value, root_, kSpecKeys, kRequired, ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
      int version = 0;
      Date day;
      switch (key) {
        case 0:
          return in_.integer(v, at, 0, 1'000'000, version) &&
                 (version == 1 || in_.fail(at, text("this reads measure specs of version 1, not ", version)));
        case 1:
          return in_.string(v, at, spec_.title);
        case 2:
          return read_dialect(in_, v, at, spec_.csv);
        case 3:
          return read_spec_columns(in_, v, at, spec_.columns);
        case 4:
          return read_filters(in_, v, at, spec_.filters);
        case 5:
          return read_groups(in_, v, at, spec_.groups);
        case 6:
          return read_period(v, at);
        case 7:
          if (!in_.date(v, at, day)) return false;
          spec_.observed_until = day;
          return true;
        case 8:
          return read_persons(v, at);
        case 9:
          return in_.array(v, at, [&](JsonValue& item, const Place& here) {
            if (spec_.measures.size() == MeasureSpec::kMostMeasures) {
              return in_.fail(at, text("more than ", MeasureSpec::kMostMeasures, " measures"));
            }
            return read_measure(in_, item, here, spec_.measures.emplace_back(), stated_.emplace_back());
          });
        default:
          return read_disclosure(in_, v, at, spec_.disclosure);
      }
    });
  }

  bool read_period(JsonValue& value, const Place& place) {
    static constexpr JsonKeys kKeys("from", "to");
    Extras ignored;
    return in_.object(value, place, kKeys, 3, ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
      return in_.period(v, at, key == 0 ? spec_.first : spec_.last);
    });
  }

  bool read_persons(JsonValue& value, const Place& place) {
    static constexpr JsonKeys kKeys("csv", "columns", "filters", "groups");
    SpecPersons& persons = spec_.persons.emplace();
    Extras ignored;
    return in_.object(value, place, kKeys, 2, ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
      switch (key) {
        case 0:
          has_own_csv_ = true;
          return read_dialect(in_, v, at, persons.csv);
        case 1:
          return read_spec_columns(in_, v, at, persons.columns);
        case 2:
          return read_filters(in_, v, at, persons.filters);
        default:
          return in_.array(v, at, [&](JsonValue& item, const Place& here) {
            return read_spec_column(in_, item, here, false, persons.groups.emplace_back());
          });
      }
    });
  }

  // What parts of the document say about each other. -------------------------------------------------------------------

  bool check() {
    if (!check_frame() || !check_persons()) return false;
    if (!check_headings(root_, spec_.csv, spec_.columns, spec_.filters)) return false;
    const Place groups(root_, "groups");
    for (std::size_t i = 0; i < spec_.groups.size(); ++i) {
      const Place group(groups, i);
      if (!check_heading(Place(group, "column"), spec_.csv, spec_.groups[i].column)) return false;
    }
    const Place measures(root_, "measures");
    if (spec_.measures.empty()) return in_.fail(measures, "expected at least one measure");
    for (std::size_t i = 0; i < spec_.measures.size(); ++i) {
      const Place here(measures, i);
      for (std::size_t j = 0; j < i; ++j) {
        if (spec_.measures[j].id == spec_.measures[i].id) return in_.fail(Place(here, "id"), "the id stands twice");
      }
      if (!check_measure(here, spec_.measures[i], stated_[i])) return false;
    }
    return true;
  }

  bool check_frame() {
    const Place period(root_, "period");
    std::vector<std::uint32_t> groups;
    for (const SpecGroup& group : spec_.groups) {
      groups.push_back(group.is_learned() ? group.max_values : static_cast<std::uint32_t>(group.values.size()));
    }
    absl::StatusOr<MeasureFrame> axis =
        MeasureFrame::make({.first = spec_.first, .last = spec_.last, .observed_until = spec_.observed_until});
    if (!axis.ok()) {
      const std::string_view message = from_absl(axis.status().message());
      const bool is_first = message.starts_with("first: ");
      return in_.fail(Place(period, is_first ? "from" : "to"), message.substr(message.find(": ") + 2));
    }
    std::size_t figures = axis->periods();
    const Place groups_place(root_, "groups");
    for (std::size_t i = 0; i < groups.size(); ++i) {
      figures *= groups[i];
      if (figures <= MeasureSpec::kMostFigures) continue;
      return in_.fail(Place(groups_place, i),
                      text("more than ", MeasureSpec::kMostFigures,
                           " figures of a measure: expected fewer periods or values; a group without values has ",
                           SpecGroup::kMostValues, " of them where max_values does not say so"));
    }
    axis_ = *std::move(axis);
    return true;
  }

  bool check_persons() {
    if (!spec_.persons) return true;
    SpecPersons& persons = *spec_.persons;
    const Place place(root_, "persons");
    if (!has_own_csv_) persons.csv = spec_.csv;
    const Place columns(place, "columns");
    if (!persons.columns.person) return in_.fail_missing(columns, "person");
    if (persons.groups.empty()) {
      for (const SpecGroup& group : spec_.groups) persons.groups.push_back(group.column);
    }
    const Place groups(place, "groups");
    if (persons.groups.size() != spec_.groups.size()) {
      return in_.fail(groups, text("expected a column for each of the ", spec_.groups.size(), " groups"));
    }
    for (std::size_t i = 0; i < persons.groups.size(); ++i) {
      if (!check_heading(Place(groups, i), persons.csv, persons.groups[i])) return false;
    }
    return check_headings(place, persons.csv, persons.columns, persons.filters);
  }

  bool check_heading(const Place& place, const CsvDialect& csv, const SpecColumn& column) {
    return csv.heading || column.heading.empty() ||
           in_.fail(place, "the file has no heading: expected {\"position\": ...}");
  }
  bool check_headings(const Place& place, const CsvDialect& csv, const SpecColumns& columns,
                      const std::vector<SpecFilter>& filters) {
    const Place named(place, "columns");
    for (const auto& [name, column] :
         {std::pair("start", &columns.start), std::pair("end", &columns.end), std::pair("person", &columns.person),
          std::pair("kind", &columns.kind), std::pair("value", &columns.value)}) {
      if (*column && !check_heading(Place(named, name), csv, **column)) return false;
    }
    const Place list(place, "filters");
    for (std::size_t i = 0; i < filters.size(); ++i) {
      const Place filter(list, i);
      if (!check_heading(Place(filter, "column"), csv, filters[i].column)) return false;
    }
    return true;
  }

  bool check_measure(const Place& place, SpecMeasure& measure, const StatedMeasure& stated) {
    if (!check_options(in_, place, measure, stated)) return false;
    if (!check_headings(place, spec_.csv, measure.columns, measure.filters)) return false;
    const auto take = [](std::optional<SpecColumn>& own, const std::optional<SpecColumn>& common) {
      if (!own) own = common;
    };
    take(measure.columns.start, spec_.columns.start);
    take(measure.columns.end, spec_.columns.end);
    take(measure.columns.person, spec_.columns.person);
    take(measure.columns.kind, spec_.columns.kind);
    take(measure.columns.value, spec_.columns.value);
    return check_needs(place, measure) && check_options_hold(place, measure) &&
           check_indicators(place, measure, stated);
  }

  bool need(const Place& place, const std::optional<SpecColumn>& column, std::string_view part, MeasureKind kind) {
    return column ||
           in_.fail(place, text(to_string(kind), " needs the column of \"", part, "\": expected it in \"columns\""));
  }
  bool check_needs(const Place& place, const SpecMeasure& measure) {
    const SpecColumns& columns = measure.columns;
    const MeasureKind kind = measure.kind;
    if (!need(place, columns.start, "start", kind)) return false;
    const bool has_end = kind == MeasureKind::deadline || kind == MeasureKind::snapshot || kind == MeasureKind::cohort;
    if (has_end && !need(place, columns.end, "end", kind)) return false;
    const bool has_person = kind == MeasureKind::distinct || kind == MeasureKind::cohort || kind == MeasureKind::window;
    if (has_person && !need(place, columns.person, "person", kind)) return false;
    if (kind == MeasureKind::mean && !need(place, columns.value, "value", kind)) return false;
    if (kind == MeasureKind::deadline && measure.within.unit() == DurationUnit::second &&
        (!columns.start->is_time || !columns.end->is_time)) {
      return in_.fail(Place(place, "within"),
                      "hours need columns of times: expected \"type\": \"time\" of start and end");
    }
    if (kind != MeasureKind::window) return true;
    if (!measure.kinds.empty() && !need(place, columns.kind, "kind", kind)) return false;
    if (!spec_.persons) return in_.fail(place, "window needs the section \"persons\", a file of those who are counted");
    const Place persons(root_, "persons"), theirs(persons, "columns");
    if (measure.presence == Presence::listed) return true;
    if (!spec_.persons->columns.start) return in_.fail_missing(theirs, "start");
    return spec_.persons->columns.end || in_.fail_missing(theirs, "end");
  }

  // Made over one cell, to hear what the measure itself says of its options.
  bool check_options_hold(const Place& place, const SpecMeasure& measure) {
    const absl::StatusOr<Measure> made = measure_of(measure, *axis_);
    if (made.ok()) return true;
    const std::string_view message = from_absl(made.status().message());
    const std::size_t colon = message.find(": ");
    if (colon == std::string_view::npos) return in_.fail(place, message);
    return in_.fail(Place(place, message.substr(0, colon)), message.substr(colon + 2));
  }

  bool check_indicators(const Place& place, SpecMeasure& measure, const StatedMeasure& stated) {
    const Place list(place, "indicator");
    for (std::size_t i = 0; i < measure.indicators.size(); ++i) {
      SpecIndicator& indicator = measure.indicators[i];
      const Place here(list, i);
      const Place groups(here, "groups");
      for (const auto& [id, value] : stated.indicators[i].groups) {
        const auto group = std::find_if(spec_.groups.begin(), spec_.groups.end(),
                                        [&id = id](const SpecGroup& one) { return one.id == id; });
        if (group == spec_.groups.end()) {
          std::vector<std::string_view> known;
          for (const SpecGroup& one : spec_.groups) known.push_back(one.id);
          if (known.empty()) return in_.fail(Place(groups, id), "the spec has no groups");
          return in_.fail_key(Place(groups, id), id, known.data(), known.size());
        }
        if (!group->is_learned() &&
            std::find(group->values.begin(), group->values.end(), value) == group->values.end()) {
          return in_.fail_word(Place(groups, id), value, {group->values.begin(), group->values.end()});
        }
      }
      for (const SpecGroup& group : spec_.groups) {
        const auto found = std::find_if(stated.indicators[i].groups.begin(), stated.indicators[i].groups.end(),
                                        [&](const auto& one) { return one.first == group.id; });
        if (found == stated.indicators[i].groups.end()) {
          return in_.fail(groups, text("expected a value of the group \"", group.id, "\""));
        }
        indicator.groups.push_back(found->second);
      }
      if (!check_figure(Place(here, "figure"), measure, indicator.figure)) return false;
    }
    return true;
  }

  bool check_figure(const Place& place, const SpecMeasure& measure, MeasureFigure figure) {
    const bool is_snapshot = measure.kind == MeasureKind::snapshot;
    const bool has_numerator = !is_snapshot || measure.longer_than;
    const bool has_denominator = is_snapshot || measure.is_share() || measure.kind == MeasureKind::mean || measure.per;
    const bool is_there = figure == MeasureFigure::value         ? true
                          : figure == MeasureFigure::numerator   ? has_numerator
                          : figure == MeasureFigure::denominator ? has_denominator
                          : figure == MeasureFigure::ongoing     ? is_snapshot
                          : figure == MeasureFigure::longer      ? is_snapshot && measure.longer_than.has_value()
                                                                 : measure.care_days;
    return is_there || in_.fail(place, text("this ", to_string(measure.kind), " has no such figure"));
  }

  std::string_view text_;
  JsonReading in_;
  const Place root_;
  MeasureSpec spec_;
  std::vector<StatedMeasure> stated_;
  bool has_own_csv_ = false;
  std::optional<MeasureFrame> axis_;
};

}  // namespace

absl::StatusOr<MeasureSpec> read_measure_spec(std::string_view json) { return SpecReading(json).read(); }

}  // namespace v1
}  // namespace tertial
