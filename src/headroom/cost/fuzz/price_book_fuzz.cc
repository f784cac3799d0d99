// Any bytes: a price book that prices sanely, or an error that names the file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "headroom/cost/price_book.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom;
  const std::string text(data, data + size);
  const auto book = cost::parse_price_book(text, "prices.toml");
  if (!book) {
    if (!book.error().message.starts_with("prices.toml:")) std::abort();
    return 0;
  }
  for (const auto& edition : book->editions) {
    for (const auto& plan : edition.plans) {
      if (plan.actions.cost(1'000'000) > plan.actions.cost(2'000'000)) std::abort();
      if (plan.actions.cost(-1).value() != 0) std::abort();
    }
    if (!edition.plan()) std::abort();
  }
  return 0;
}
