#include "headroom/temporal/runtime/runtime.h"

#include <nlohmann/json.hpp>

#include "headroom/temporal/runtime/errors.h"
#include "headroom/temporal/runtime/runtime_core.h"

namespace temporal {

std::shared_ptr<runtime> runtime::create(const runtime_options& options) {
  return std::make_shared<runtime>(std::make_unique<detail::runtime_core>(options));
}

runtime::runtime(std::unique_ptr<detail::runtime_core> core) : core_(std::move(core)) {}
runtime::~runtime() = default;

std::optional<std::string> runtime::prometheus_address() const {
  detail::bridge_buffer info;
  detail::bridge_buffer error;
  if (tcb_runtime_info(core_->handle(), info.out(), error.out()) != TCB_OK) throw bridge_error(error.text());
  const auto parsed = nlohmann::json::parse(info.view());
  const auto address = parsed.find("prometheus_address");
  if (address == parsed.end() || address->is_null()) return std::nullopt;
  return address->get<std::string>();
}

}  // namespace temporal
