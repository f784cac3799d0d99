#pragma once

#include <span>
#include <string_view>

namespace headroom::openmetrics {

// A body and whether the specification takes it. Every parser of this folder is judged by the same tables.
struct body_case {
  std::string_view rule;
  std::string_view body;
};

std::span<const body_case> valid_openmetrics();
std::span<const body_case> invalid_openmetrics();
std::span<const body_case> valid_prometheus();
std::span<const body_case> invalid_prometheus();

}  // namespace headroom::openmetrics
