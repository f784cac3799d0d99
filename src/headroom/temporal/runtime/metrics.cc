#include "headroom/temporal/runtime/metrics.h"

#include <nlohmann/json.hpp>

#include "headroom/temporal/runtime/errors.h"
#include "headroom/temporal/runtime/runtime_core.h"

namespace temporal {
namespace detail {

class metric_handle {
 public:
  metric_handle(std::shared_ptr<runtime> on, const char* kind, const metric_description& what)
      : runtime_(std::move(on)) {
    const std::string document = nlohmann::json{
        {"kind", kind},
        {"name", what.name},
        {"description", what.description},
        {"unit", what.unit}}.dump();
    bridge_buffer error;
    if (tcb_metric_new(runtime_->core().handle(), slice(document), &handle_, error.out()) != TCB_OK) {
      throw configuration_error("metric " + what.name + ": " + error.text());
    }
  }
  ~metric_handle() { tcb_metric_free(handle_); }
  metric_handle(const metric_handle&) = delete;
  metric_handle& operator=(const metric_handle&) = delete;

  void record(double value, const tcb_metric_tags* tags) const {
    bridge_buffer error;
    if (tcb_metric_record(handle_, tags, value, error.out()) != TCB_OK) throw std::invalid_argument(error.text());
  }

 private:
  std::shared_ptr<runtime> runtime_;
  tcb_metric* handle_ = nullptr;
};

class metric_tags_handle {
 public:
  metric_tags_handle(std::shared_ptr<runtime> on, const std::string& document) : runtime_(std::move(on)) {
    bridge_buffer error;
    if (tcb_metric_tags_new(runtime_->core().handle(), slice(document), &handle_, error.out()) != TCB_OK) {
      throw configuration_error("metric tags: " + error.text());
    }
  }
  ~metric_tags_handle() { tcb_metric_tags_free(handle_); }
  metric_tags_handle(const metric_tags_handle&) = delete;
  metric_tags_handle& operator=(const metric_tags_handle&) = delete;
  [[nodiscard]] const tcb_metric_tags* get() const { return handle_; }

 private:
  std::shared_ptr<runtime> runtime_;
  tcb_metric_tags* handle_ = nullptr;
};

}  // namespace detail

namespace {

std::string tags_json(std::initializer_list<std::pair<std::string, metric_tag_value>> tags) {
  nlohmann::json document = nlohmann::json::object();
  for (const auto& [name, value] : tags) {
    std::visit([&](const auto& plain) { document[name] = plain; }, value);
  }
  return document.dump();
}

const tcb_metric_tags* raw(const metric_tags* tags) { return tags == nullptr ? nullptr : tags->handle()->get(); }

}  // namespace

metric_tags::metric_tags(const std::shared_ptr<runtime>& on,
                         std::initializer_list<std::pair<std::string, metric_tag_value>> tags)
    : handle_(std::make_shared<detail::metric_tags_handle>(on, tags_json(tags))) {}

metric_counter::metric_counter(const std::shared_ptr<runtime>& on, const metric_description& what)
    : handle_(std::make_shared<detail::metric_handle>(on, "counter", what)) {}
void metric_counter::add(std::uint64_t value, const metric_tags* tags) const {
  handle_->record(static_cast<double>(value), raw(tags));
}

metric_gauge::metric_gauge(const std::shared_ptr<runtime>& on, const metric_description& what)
    : handle_(std::make_shared<detail::metric_handle>(on, "gauge_f64", what)) {}
void metric_gauge::set(double value, const metric_tags* tags) const { handle_->record(value, raw(tags)); }

metric_histogram::metric_histogram(const std::shared_ptr<runtime>& on, const metric_description& what)
    : handle_(std::make_shared<detail::metric_handle>(on, "histogram_f64", what)) {}
void metric_histogram::record(double value, const metric_tags* tags) const { handle_->record(value, raw(tags)); }

metric_duration_histogram::metric_duration_histogram(const std::shared_ptr<runtime>& on, const metric_description& what)
    : handle_(std::make_shared<detail::metric_handle>(on, "histogram_duration", what)) {}
void metric_duration_histogram::record(duration value, const metric_tags* tags) const {
  handle_->record(std::chrono::duration<double, std::milli>(value).count(), raw(tags));
}

}  // namespace temporal
