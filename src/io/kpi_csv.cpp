#include "tertial/io/kpi_csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "io/external_codes.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/indicator/known_series.hpp"
#include "tertial/indicator/target.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

// Digits, a sign and a comma: an importer may not know exponents.
void append_number(std::string& out, double value) {
  std::array<char, 1100> digits;  // the smallest double has 1,075 places
  if (value == 0) value = 0;      // of -0 too
  char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed).ptr;
  std::replace(digits.data(), end, '.', ',');
  out.append(digits.data(), end);
}

void append_code(std::string& out, std::string_view code) {
  if (code.find_first_of(";\"\r\n") == std::string_view::npos) {
    out += code;
    return;
  }
  out += '"';
  for (const char each : code) {
    out += each;
    if (each == '"') out += each;
  }
  out += '"';
}

class KpiWriter {
 public:
  KpiWriter(const Plan& plan, const FollowUp& review) noexcept : plan_(plan), review_(review) {}

  absl::StatusOr<KpiCsv> run() && {
    file_.text = "date;unit;measure;column;value\r\n";
    if (absl::Status status = read_all_codes(); !status.ok()) return status;
    for (const IndicatorLine& line : review_.indicators) {
      const ExternalCodes& codes = codes_[line.indicator];
      if (codes.measure.empty()) continue;
      write_values(line.indicator, codes);
      if (!codes.target_column.empty()) write_targets(line.indicator, codes);
    }
    return std::move(file_);
  }

 private:
  using Key = std::array<std::string_view, 3>;

  absl::Status read_all_codes() {
    const Place root;
    ExternalCodeReader reader;
    ExternalCodes of_plan{.column = std::string(kKpiColumn)};
    if (absl::Status status = reader.read(plan_.draft().extras, kPlanCodes, root, of_plan); !status.ok()) return status;
    const Place list(root, "indicators");
    bool any_coded = false;
    codes_.assign(plan_.indicators().size(), of_plan);
    for (std::size_t i = 0; i < codes_.size(); ++i) {
      const Indicator& indicator = plan_.indicators()[i];
      const Place here(list, i);
      if (absl::Status status = reader.read(indicator.extras, kIndicatorCodes, here, codes_[i]); !status.ok()) {
        return status;
      }
      if (codes_[i].measure.empty()) {
        file_.left_out.push_back(indicator.id);
        continue;
      }
      any_coded = true;
      if (codes_[i].unit.empty()) return no_unit();
      if (absl::Status status = take(i, codes_[i].column, here); !status.ok()) return status;
      if (codes_[i].target_column.empty()) continue;
      if (absl::Status status = take(i, codes_[i].target_column, here); !status.ok()) return status;
    }
    return any_coded || !of_plan.unit.empty() ? absl::OkStatus() : no_unit();
  }

  static absl::Status no_unit() {
    const Place root;
    return Place(root, kExternalKey)
        .fault("the code that the unit goes by in the other system is missing; expected \"x-external\": \"4711\"");
  }

  // A place in the other system is filled by one indicator, and by its values or its targets.
  absl::Status take(std::size_t indicator, std::string_view column, const Place& place) {
    const ExternalCodes& codes = codes_[indicator];
    const auto [taken, is_new] = taken_.emplace(Key{codes.unit, codes.measure, column}, indicator);
    if (is_new) return absl::OkStatus();
    const std::string& other = plan_.indicators()[taken->second].id;
    return Place(place, kExternalKey)
        .fault(taken->second == indicator ? text("values and targets both go to the column \"", column, "\"")
                                          : text("the measure \"", codes.measure, "\" is that of indicator ", other,
                                                 " too, with the same unit and column"));
  }

  void write_values(std::uint32_t place, const ExternalCodes& codes) {
    const Indicator& indicator = plan_.indicators()[place];
    const std::optional<Granularity> own = indicator.periodicity ? indicator.periodicity->granularity() : std::nullopt;
    known_observations(plan_, review_, place, known_);
    std::optional<Observation> waiting;  // until no shorter period ends on its day
    for (const KnownObservation& entry : known_) {
      const Observation& observation = entry.observation;
      if (entry.parallel || !observation.value || !std::isfinite(*observation.value)) continue;
      if (own && observation.period.granularity() != *own) continue;
      if (waiting && waiting->period.last() != observation.period.last()) write(*waiting, codes);
      waiting = observation;
    }
    if (waiting) write(*waiting, codes);
  }

  void write(const Observation& observation, const ExternalCodes& codes) {
    write_row(observation.period.last(), codes, codes.column, *observation.value);
  }

  void write_targets(std::uint32_t place, const ExternalCodes& codes) {
    std::map<int, double> by_year;
    for (const Target& target : plan_.indicators()[place].targets) {
      if (const auto* const aim = std::get_if<AimValue>(&target.aim)) by_year.emplace(target.year, aim->value);
    }
    for (const auto& [year, value] : by_year) {
      const std::optional<Period> period = Period::try_make(Granularity::year, year);
      if (period) write_row(period->last(), codes, codes.target_column, value);
    }
  }

  void write_row(Date date, const ExternalCodes& codes, std::string_view column, double value) {
    char day[Date::kTextSize];
    date.write(day);
    file_.text.append(day, sizeof day);
    for (const std::string_view code : {std::string_view(codes.unit), std::string_view(codes.measure), column}) {
      file_.text += ';';
      append_code(file_.text, code);
    }
    file_.text += ';';
    append_number(file_.text, value);
    file_.text += "\r\n";
    ++file_.rows;
  }

  const Plan& plan_;
  const FollowUp& review_;
  std::vector<ExternalCodes> codes_;  // of each indicator; not resized while taken_ borrows from it
  std::map<Key, std::size_t> taken_;
  KnownSeries known_;
  KpiCsv file_;
};

}  // namespace

absl::StatusOr<KpiCsv> write_kpi_csv(const Plan& plan, const FollowUp& review) { return KpiWriter(plan, review).run(); }

}  // namespace v1
}  // namespace tertial
