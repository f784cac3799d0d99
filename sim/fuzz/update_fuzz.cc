// The body of an update: refused without a trace, or accepted with an operation that can be asked for.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "sim/simulator.h"

using namespace headroom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sim::world w;
  w.namespaces.push_back({.name = "a", .start = provisioned(2)});
  sim::simulator cloud(w, std::make_shared<sim::sim_clock>(1'769'000'000'000, 0.0));
  auto& n = cloud.cloud().namespaces().front();
  const std::string version = n.version;
  sim::http_request request{.method = "POST", .path = "/cloud/namespaces/a.a1b2c"};
  request.headers.emplace_back("authorization", "Bearer k");
  request.body.assign(reinterpret_cast<const char*>(data), size);  // NOLINT
  // So that inputs get past the version, which they cannot guess.
  if (const auto at = request.body.find("VERSION"); at != std::string::npos) request.body.replace(at, 7, version);
  const auto answer = cloud.handle(request);
  if ((answer.status == 200) == (n.version == version)) std::abort();
  if (answer.status != 200 && answer.status != 400 && answer.status != 409) std::abort();
  return 0;
}
