#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "headroom/base/error.h"

namespace headroom::openmetrics {

// Why a body is not valid, inside the parsers: where in the body, and what is wrong there.
struct fault {
  std::size_t offset = 0;
  std::string message;  // one line, nothing raw from the body in it
};

// The same for people: line and column count from 1, columns in bytes.
struct text_error {
  std::size_t line = 0;
  std::size_t column = 0;
  std::string message;

  friend bool operator==(const text_error&, const text_error&) = default;
};

text_error locate(const fault& found, std::string_view body);

// "12:5: MESSAGE" as invalid_argument.
error to_error(const text_error& found);

// Bytes of the body for a message: quoted, escaped for terminals, cut after a few dozen bytes.
std::string shown(std::string_view bytes);

}  // namespace headroom::openmetrics
