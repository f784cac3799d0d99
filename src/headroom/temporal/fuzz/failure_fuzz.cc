#include <cstdint>
#include <cstdlib>

#include "temporal/api/failure/v1/message.pb.h"

#include "headroom/temporal/common/failure_converter.h"

// A failure from anywhere is read, and written again as it was.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  temporal::api::failure::v1::Failure in;
  if (!in.ParseFromArray(data, static_cast<int>(size))) return 0;
  const auto read = temporal::detail::read_failure(in);
  int depth = 0;
  for (const auto* at = read.get(); at != nullptr; at = at->cause()) ++depth;
  (void)temporal::is_cancellation(*read);
  temporal::api::failure::v1::Failure out;
  temporal::detail::write_failure(*read, temporal::failure_attributes::plain, out);
  const auto again = temporal::detail::read_failure(out);
  if (again->message() != read->message()) std::abort();
  for (const auto* at = again.get(); at != nullptr; at = at->cause()) --depth;
  if (depth != 0) std::abort();
  return 0;
}
