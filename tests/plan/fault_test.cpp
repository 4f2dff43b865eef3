#include "tertial/plan/fault.hpp"

#include <array>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using tertial::closest;
using tertial::Fault;
using tertial::fault_of;
using tertial::FaultKind;
using tertial::unusable;

namespace {

constexpr std::array<std::string_view, 5> kKeys = {"assessments", "area", "title", "closed", "id"};

std::string_view meant(std::string_view word) { return closest(word, kKeys.data(), kKeys.size()); }

}  // namespace

TEST_CASE("a fault travels in a status with its kind, place and message") {
  const absl::Status status = unusable(FaultKind::schema, "/risks/0/id", "an id stands twice");
  CHECK(status.code() == absl::StatusCode::kInvalidArgument);
  CHECK(status.message() == "/risks/0/id: an id stands twice");
  const auto fault = fault_of(status);
  REQUIRE(fault);
  CHECK(fault->kind == FaultKind::schema);
  CHECK(fault->at == "/risks/0/id");
  CHECK(fault->message == "an id stands twice");
}

TEST_CASE("a fault of the whole document has no place, and one of syntax says so") {
  const absl::Status status = unusable(FaultKind::syntax, "", "the document is empty");
  CHECK(status.message() == "the document is empty");
  const auto fault = fault_of(status);
  REQUIRE(fault);
  CHECK(fault->kind == FaultKind::syntax);
  CHECK(fault->at.empty());
}

TEST_CASE("other statuses carry no fault") {
  CHECK_FALSE(fault_of(absl::OkStatus()));
  CHECK_FALSE(fault_of(absl::InvalidArgumentError("/risks: no")));
}

TEST_CASE("a mistyped word is told the one it was meant to be") {
  CHECK(meant("assesments") == "assessments");
  CHECK(meant("assessment") == "assessments");
  CHECK(meant("Title") == "title");
  CHECK(meant("titel") == "title");  // two neighbours swapped
  CHECK(meant("clsoed") == "closed");
  CHECK(meant("aera") == "area");
}

TEST_CASE("a word that resembles none is left alone") {
  CHECK(meant("observations") == "");
  CHECK(meant("zz") == "");
  CHECK(meant("") == "");
  CHECK(meant(std::string(5000, 'a')) == "");
  CHECK(closest("title", nullptr, 0) == "");
}
