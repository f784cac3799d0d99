#include "headroom/temporal/worker/worker.h"

#include "headroom/temporal/worker/process_memory.h"
#include "headroom/temporal/worker/shutdown_signals.h"
#include "headroom/temporal/worker/worker_core.h"
#include "headroom/temporal/worker/workflow_instances.h"

namespace temporal {

worker::worker(client on, const worker_options& options)
    : client_(std::move(on)), options_(options), offer_(std::make_unique<detail::worker_offer>()) {}

worker::~worker() = default;

worker& worker::add(activity::definition definition) {
  offer_->activities.add(std::move(definition));
  return *this;
}

worker& worker::add_dynamic(activity::definition definition) {
  offer_->activities.add_dynamic(std::move(definition));
  return *this;
}

worker& worker::add(std::shared_ptr<const workflow::detail::workflow_definition> definition) {
  offer_->workflows->add(std::move(definition));
  return *this;
}

worker& worker::intercept(std::shared_ptr<activity::interceptor> interceptor) {
  offer_->activity_interceptors.push_back(std::move(interceptor));
  return *this;
}

worker& worker::intercept(std::shared_ptr<workflow::interceptor> interceptor) {
  offer_->workflow_interceptors.push_back(std::move(interceptor));
  return *this;
}

void worker::start() {
  if (core_) throw sdk_error("this worker was started before; make another one to serve again");
  core_ = std::make_unique<detail::worker_core>(client_, options_.get(), *offer_);
  core_->start();
}

void worker::shutdown() {
  if (core_) core_->initiate_shutdown();
}

void worker::wait() {
  if (core_) core_->wait();
}

bool worker::wait_for(std::chrono::milliseconds limit) { return !core_ || core_->wait_for(limit); }

std::string worker::outstanding() const { return core_ ? core_->outstanding() : std::string(); }

void worker::run() {
  start();
  wait();
}

int worker::run_until_signal(const std::function<void()>& on_ready) {
  detail::keep_few_heaps();
  start();
  const detail::shutdown_signals signals([this] { shutdown(); });
  if (on_ready) on_ready();
  wait();
  return 0;
}

}  // namespace temporal
