#include "headroom/base/shared_library.h"

#include <dlfcn.h>

namespace headroom {
namespace {

std::string last_problem() {
  const char* why = dlerror();
  return why != nullptr ? why : "no reason was given";
}

}  // namespace

shared_library::shared_library(const char* name) : library_(dlopen(name, RTLD_NOW | RTLD_LOCAL)) {
  if (library_ == nullptr) problem_ = last_problem();
}

void* shared_library::address_of(const char* name) {
  if (library_ == nullptr) return nullptr;  // A null handle would search the program itself.
  void* const found = dlsym(library_, name);
  if (found == nullptr && problem_.empty()) problem_ = last_problem();
  return found;
}

}  // namespace headroom
