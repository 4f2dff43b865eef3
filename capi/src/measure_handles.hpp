// What the handles of measures hold; apart from the others, as most calls have nothing to do with them.
#pragma once

#include <utility>

#include "handles.hpp"
#include "tertial/measure/measure.hpp"

struct tertial_measure : tertial::capi::Marked<8> {
  explicit tertial_measure(tertial::Measure made) noexcept : measure(std::move(made)) {}
  tertial::Measure measure;
};

struct tertial_measured : tertial::capi::Marked<9> {
  explicit tertial_measured(tertial::MeasuredTable made) noexcept : table(std::move(made)) {}
  tertial::MeasuredTable table;
};
