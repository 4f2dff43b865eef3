#include "report/html/matrix_map.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "report/html/escape.hpp"
#include "report/html/html_page.hpp"
#include "report/html/svg.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

// In units of the picture.
constexpr double kLetter = 6.3;
constexpr double kLabels = 84;  // the names of the steps of likelihood, to the left
constexpr double kHead = 17;    // score and level, at the top of a cell
constexpr double kPillHeight = 17;
constexpr double kPillGap = 4;
constexpr double kLeastCell = 46;      // high
constexpr double kFoot = 30;           // the names of the steps of severity
constexpr std::size_t kMostLines = 8;  // of risks in a cell
constexpr std::size_t kLongestId = 8;  // letters of an id that are shown

struct Pill {
  const RiskLine* line;
  double x, y, width;
};

// As many letters as fit, the last of them an ellipsis where there are more.
std::string shortened(std::string_view utf8, std::size_t most) {
  if (letters(utf8) <= most) return std::string(utf8);
  std::size_t end = 0;
  for (std::size_t seen = 0; end < utf8.size(); ++end) {
    if ((static_cast<unsigned char>(utf8[end]) & 0xC0) != 0x80 && ++seen == most) break;
  }
  return text(utf8.substr(0, end), "…");
}

// Words in at most two lines of `most` letters.
std::vector<std::string> in_two_lines(std::string_view words, std::size_t most) {
  if (letters(words) <= most) return {std::string(words)};
  std::size_t cut = std::string_view::npos;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == ' ' && letters(words.substr(0, i)) <= most) cut = i;
  }
  if (cut == std::string_view::npos) return {shortened(words, most)};
  return {std::string(words.substr(0, cut)), shortened(words.substr(cut + 1), most)};
}

class Map {
 public:
  Map(const Source& source, const MatrixPlacement& placement, std::string& html)
      : source_(source), placement_(placement), svg_(html), html_(html) {
    columns_ = matrix().severity().size();
    rows_ = matrix().likelihood().size();
    cell_ = columns_ <= 4 ? 84 : columns_ <= 6 ? 72 : 60;
    lay_out();
  }

  void draw() {
    begin();
    for (int i = rows_; i >= 1; --i) draw_row(i);
    draw_severity();
    draw_arrows();
    for (const Pill& pill : pills_) draw_pill(pill);
    for (const auto& [where, count] : more_) svg_.text(where.first, where.second, "more", text("+", count));
    html_ += "</svg>\n";
  }

 private:
  [[nodiscard]] const RiskMatrix& matrix() const noexcept { return source_.plan.matrix(); }
  [[nodiscard]] double left_of(int severity) const noexcept { return kLabels + (severity - 1) * cell_; }
  [[nodiscard]] double top_of(int likelihood) const noexcept {
    return tops_[static_cast<std::size_t>(rows_ - likelihood)];
  }
  [[nodiscard]] double bottom_of(int likelihood) const noexcept {
    return tops_[static_cast<std::size_t>(rows_ - likelihood) + 1];
  }
  static Likelihood likelihood_of(int step) noexcept { return Likelihood(static_cast<std::uint8_t>(step)); }
  static Severity severity_of(int step) noexcept { return Severity(static_cast<std::uint8_t>(step)); }

  // Rows as high as their fullest cell needs, and every risk in its place.
  void lay_out() {
    tops_.push_back(1);
    for (int i = rows_; i >= 1; --i) {
      const double top = tops_.back();
      std::size_t lines = 0;
      for (int j = 1; j <= columns_; ++j) lines = std::max(lines, lay_out_cell(i, j, top));
      tops_.push_back(top + std::max(kLeastCell, kHead + static_cast<double>(lines) * (kPillHeight + kPillGap) + 4));
    }
  }
  std::size_t lay_out_cell(int likelihood, int severity, double top) {
    const auto& risks = placement_.in(likelihood_of(likelihood), severity_of(severity));
    const double left = left_of(severity) + 4;
    const double right = left_of(severity) + cell_ - 4;
    double x = left;
    std::size_t line = 1;
    for (std::size_t k = 0; k < risks.size(); ++k) {
      const double width =
          9 + kLetter * static_cast<double>(std::min(letters(source_.plan.risks()[risks[k]->risk].id), kLongestId));
      if (x > left && x + width > right) {
        x = left;
        ++line;
      }
      const double y = top + kHead + static_cast<double>(line - 1) * (kPillHeight + kPillGap);
      const bool last_line = line == kMostLines;
      if (last_line && k + 1 < risks.size() && (x > left || k > 0)) {
        more_.push_back({{left + 2, y + 12}, risks.size() - k});
        return line;
      }
      pills_.push_back({risks[k], x, y, width});
      x += width + kPillGap;
    }
    return risks.empty() ? 0 : line;
  }

  void begin() {
    const double width = kLabels + columns_ * cell_ + 1;
    html_ += "<svg class=\"map\" style=\"max-width:";
    svg_.number(width * 1.75);
    html_ += "px\" viewBox=\"0 0 ";
    svg_.number(width);
    html_ += ' ';
    svg_.number(tops_.back() + kFoot);
    html_ += "\" role=\"group\" aria-labelledby=\"map-t map-d\"><title id=\"map-t\">";
    append_escaped(html_, in(words::kRiskMatrix, source_.language));
    html_ += "</title><desc id=\"map-d\">";
    append_escaped(html_, in(words::kMapDescription, source_.language));
    html_ +=
        "</desc><defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"6\" "
        "markerHeight=\"6\" "
        "orient=\"auto\"><path class=\"tip\" d=\"M0 0L8 4L0 8Z\"/></marker></defs>";
  }

  void draw_row(int likelihood) {
    const double top = top_of(likelihood);
    const double height = bottom_of(likelihood) - top;
    const std::vector<std::string> name =
        in_two_lines(text(likelihood, " ", matrix().likelihood().label(likelihood)), 12);
    const double middle = top + height / 2 + 3.5;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const double shift = name.size() == 1 ? 0 : i == 0 ? -6 : 6;
      svg_.text(kLabels - 6, middle + shift, "step end", name[i]);
    }
    for (int j = 1; j <= columns_; ++j) {
      const Level level = matrix().level(likelihood_of(likelihood), severity_of(j));
      const int score = matrix().score(likelihood_of(likelihood), severity_of(j));
      const bool uncovered = is_uncovered(matrix(), score);
      html_ += "<rect class=\"cell ";
      html_ += tone_class(level);
      html_ += uncovered ? " open\"" : "\"";
      svg_.attribute("x", left_of(j) + 1);
      svg_.attribute("y", top + 1);
      svg_.attribute("width", cell_ - 2);
      svg_.attribute("height", height - 2);
      html_ += " rx=\"3\"/>";
      // A level that was read upwards has a question mark.
      const std::string named = level.classified() ? level_words(source_.plan, level, source_.language).name : "";
      std::string head = text(score, " ", shape(matrix(), level), named, uncovered ? " ?" : "");
      svg_.text(left_of(j) + 6, top + 13, class_of_text(level),
                shortened(head, static_cast<std::size_t>((cell_ - 8) / kLetter)));
    }
  }
  void draw_severity() {
    for (int j = 1; j <= columns_; ++j) {
      const auto most = static_cast<std::size_t>(cell_ / kLetter);
      const std::vector<std::string> name = in_two_lines(text(j, " ", matrix().severity().label(j)), most);
      for (std::size_t i = 0; i < name.size(); ++i) {
        svg_.text(left_of(j) + cell_ / 2, tops_.back() + 13 + 12 * static_cast<double>(i), "step mid", name[i]);
      }
    }
  }

  // From the middle of the cell that a risk was in to the risk.
  void draw_arrows() {
    if (!source_.review.previous) return;
    for (const Pill& pill : pills_) {
      const RiskLine& line = *pill.line;
      if (!matrix().contains(line.previous_likelihood, line.previous_severity)) continue;
      if (line.previous_likelihood == line.likelihood && line.previous_severity == line.severity) continue;
      const double from_x = left_of(line.previous_severity.value()) + cell_ / 2;
      const double from_y =
          (top_of(line.previous_likelihood.value()) + bottom_of(line.previous_likelihood.value())) / 2 + 4;
      html_ += "<path class=\"arrow\" marker-end=\"url(#tip)\" d=\"";
      svg_.move(from_x, from_y);
      // To the near end of the pill.
      const double to_x = from_x < pill.x                ? pill.x - 1
                          : from_x > pill.x + pill.width ? pill.x + pill.width + 1
                                                         : pill.x + pill.width / 2;
      const double to_y = from_y < pill.y                 ? pill.y - 1
                          : from_y > pill.y + kPillHeight ? pill.y + kPillHeight + 1
                                                          : pill.y + kPillHeight / 2;
      svg_.line(to_x, to_y);
      html_ += "\"/><circle class=\"from\"";
      svg_.attribute("cx", from_x);
      svg_.attribute("cy", from_y);
      html_ += " r=\"2.5\"/>";
    }
  }

  void draw_pill(const Pill& pill) {
    const Risk& risk = source_.plan.risks()[pill.line->risk];
    html_ += "<a href=\"#";
    html_ += element_id({Subject::Kind::risk, pill.line->risk});
    html_ += "\"><title>";
    append_escaped(html_, risk.id);
    html_ += ' ';
    append_escaped(html_, risk.title);
    html_ += "</title><rect class=\"pill\"";
    svg_.attribute("x", pill.x);
    svg_.attribute("y", pill.y);
    svg_.attribute("width", pill.width);
    svg_.attribute("height", kPillHeight);
    html_ += " rx=\"8.5\"/>";
    svg_.text(pill.x + pill.width / 2, pill.y + 12.2, "mid", shortened(risk.id, kLongestId));
    html_ += "</a>";
  }

  [[nodiscard]] std::string_view tone_class(Level level) const noexcept {
    constexpr std::string_view kClasses[] = {"", "quiet", "good", "fair", "poor", "bad"};
    return kClasses[static_cast<std::size_t>(tone_of(matrix(), level))];
  }
  [[nodiscard]] std::string class_of_text(Level level) const { return text("score ", tone_class(level)); }

  const Source& source_;
  const MatrixPlacement& placement_;
  Svg svg_;
  std::string& html_;
  int columns_ = 0;
  int rows_ = 0;
  double cell_ = 84;
  std::vector<double> tops_;  // of the rows, from the top of the picture, and the bottom of the last
  std::vector<Pill> pills_;
  std::vector<std::pair<std::pair<double, double>, std::size_t>> more_;  // where, and how many are not shown
};

}  // namespace

void write_matrix_map(const Source& source, const MatrixPlacement& placement, std::string& html) {
  Map(source, placement, html).draw();
}

}  // namespace report
}  // namespace v1
}  // namespace tertial
