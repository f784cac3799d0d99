#pragma once

#include <cstdint>
#include <exception>
#include <memory>

#include "headroom/temporal/common/failure.h"

// Failures as the official SDKs write them. No protobuf in this header: the message is declared only.
namespace temporal {

enum class failure_attributes : std::uint8_t {
  plain,
  encoded,  // message and stack trace travel in encoded_attributes, where a codec can encrypt them
};

namespace detail {

// Writes an exception and its chain of causes (failure::cause, or std::nested_exception). A failure that was received
// is written as it was; an exception that is no failure becomes an application failure with its type's name.
void write_failure(const std::exception_ptr& e, failure_attributes attributes, api::failure::v1::Failure& to);
void write_failure(const failure& f, failure_attributes attributes, api::failure::v1::Failure& to);

// Never null, and never throws for unknown kinds: those become the base failure.
[[nodiscard]] std::shared_ptr<const failure> read_failure(const api::failure::v1::Failure& from);

// An exception_ptr that holds the failure's own type.
[[nodiscard]] std::exception_ptr to_exception(const failure& f);

// "application_failure: not approved", for logs.
[[nodiscard]] std::string describe(const std::exception_ptr& e);
// The demangled name of the type of an exception.
[[nodiscard]] std::string type_name_of(const std::exception_ptr& e);

}  // namespace detail
}  // namespace temporal
