#pragma once

#include <string>

namespace headroom {

// A library that is opened when it is first needed instead of with the program, and never closed: some leave handlers
// behind that run when the process ends. Remembers the first thing that went wrong, in the words of the loader.
class shared_library {
 public:
  explicit shared_library(const char* name);

  // Sets `function` to that of this name, in the library or in one below it; to null after a problem.
  template <typename Function>
  void find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(address_of(name));  // NOLINT: what the loader gives is untyped
  }

  // Empty when all is there.
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  void* address_of(const char* name);

  void* library_;
  std::string problem_;
};

}  // namespace headroom
