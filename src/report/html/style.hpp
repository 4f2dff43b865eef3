// The style sheet of HTML reports, kept in style.css.
#pragma once

#include <string_view>

namespace tertial {
inline namespace v1 {

// The memory lives as long as the program.
[[nodiscard]] std::string_view report_style() noexcept;

}  // namespace v1
}  // namespace tertial
