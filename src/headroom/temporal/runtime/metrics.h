#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/runtime/runtime.h"

namespace temporal {

using metric_tag_value = std::variant<std::string, std::int64_t, double, bool>;

namespace detail {
class metric_handle;
class metric_tags_handle;
}  // namespace detail

// A set of labels, made once and used often.
class metric_tags {
 public:
  metric_tags(const std::shared_ptr<runtime>& on, std::initializer_list<std::pair<std::string, metric_tag_value>> tags);

  [[nodiscard]] const std::shared_ptr<detail::metric_tags_handle>& handle() const { return handle_; }

 private:
  std::shared_ptr<detail::metric_tags_handle> handle_;
};

struct metric_description {
  std::string name;
  std::string description = {};
  std::string unit = {};
};

// Instruments of the user's own in the core's exporter; without an exporter they do nothing. Safe from all threads. In
// workflow code record only while `!workflow::is_replaying()`, or every replay counts again.
class metric_counter {
 public:
  metric_counter(const std::shared_ptr<runtime>& on, const metric_description& what);
  void add(std::uint64_t value, const metric_tags* tags = nullptr) const;

 private:
  std::shared_ptr<detail::metric_handle> handle_;
};

class metric_gauge {
 public:
  metric_gauge(const std::shared_ptr<runtime>& on, const metric_description& what);
  void set(double value, const metric_tags* tags = nullptr) const;

 private:
  std::shared_ptr<detail::metric_handle> handle_;
};

class metric_histogram {
 public:
  metric_histogram(const std::shared_ptr<runtime>& on, const metric_description& what);
  void record(double value, const metric_tags* tags = nullptr) const;

 private:
  std::shared_ptr<detail::metric_handle> handle_;
};

class metric_duration_histogram {
 public:
  metric_duration_histogram(const std::shared_ptr<runtime>& on, const metric_description& what);
  void record(duration value, const metric_tags* tags = nullptr) const;

 private:
  std::shared_ptr<detail::metric_handle> handle_;
};

}  // namespace temporal
