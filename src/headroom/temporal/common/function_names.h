#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>

#include "headroom/temporal/common/typed_arguments.h"

// A function pointer has no name at run time. Registering an activity notes its name in one table of the process, where
// workflows look it up. Safe from all threads.
namespace temporal::detail {

void note_function_name(const std::type_info& type, std::string_view address, std::string name);
// Throws std::logic_error for a function that was never registered.
std::string find_function_name(const std::type_info& type, std::string_view address);
// Gives a function that was never registered a name of its own.
std::string find_or_make_function_name(const std::type_info& type, std::string_view address);

template <plain_callable F>
std::string_view address_bytes(const F& function) {
  return {reinterpret_cast<const char*>(&function), sizeof(F)};
}

template <plain_callable F>
void name_function(F function, std::string name) {
  note_function_name(typeid(F), address_bytes(function), std::move(name));
}
template <plain_callable F>
std::string name_of_function(F function) {
  return find_function_name(typeid(F), address_bytes(function));
}
// For tests, which run workflows whose activities no worker has registered.
template <plain_callable F>
std::string name_of_mocked(F function) {
  return find_or_make_function_name(typeid(F), address_bytes(function));
}

}  // namespace temporal::detail
