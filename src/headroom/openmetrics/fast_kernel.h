#pragma once

#include <cstdint>
#include <memory>

#include "headroom/openmetrics/text_views.h"

namespace headroom::openmetrics {

// The hot loop of the fast parser for one instruction set. It accepts only what it has proved valid; `doubt` means that
// the body is wrong or too odd for it, and that the reference parser must decide.
class fast_kernel {
 public:
  enum class progress : std::uint8_t { more, ended, doubt };

  virtual ~fast_kernel() = default;
  virtual void reset(text_handler& handler) = 0;
  // Whole lines [at, stop); 64 bytes beyond stop must be readable. `ended` when `# EOF` was the last of them.
  virtual progress run(const char* at, const char* stop) = 0;
  // False: the texts of labels have bytes beyond ASCII, which nobody has checked for being UTF-8.
  [[nodiscard]] virtual bool all_ascii() const = 0;
};

std::unique_ptr<fast_kernel> make_avx2_kernel();  // null when this processor cannot run it
std::unique_ptr<fast_kernel> make_portable_kernel();

}  // namespace headroom::openmetrics
