// What changed in a plan's figures, a line for each.
//
//   std::cout << change_lines(result.changes, result.plan, Language::sv);   // "2.2.a 2020-05: 40 -> 43"
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tertial/io/table_import.hpp"
#include "tertial/language.hpp"

namespace tertial::cli {

[[nodiscard]] std::string change_lines(std::span<const TableChange> changes, const Plan& plan, Language language);

// "3 changes", or that there was none; with what follows when nothing is written.
[[nodiscard]] std::string change_count(std::size_t changes, bool dry_run, Language language);

}  // namespace tertial::cli
