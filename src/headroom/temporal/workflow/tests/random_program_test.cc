#include "headroom/temporal/workflow/tests/random_program.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "headroom/base/rng.h"
#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;

// Random programs of waits, run against a toy of the core that answers commands in a random order and batches, then
// replayed: the same commands must come out of every activation. TEMPORAL_RANDOM_PROGRAMS sets how many, and
// TEMPORAL_RANDOM_SEED replays one.
namespace temporal::workflow::testing {
namespace {

// Answers commands as the core would: each pending thing ends once, at some time, in some way.
class toy_core {
 public:
  explicit toy_core(std::uint64_t seed) : rng_(seed) {}

  void take(const completion& out) {
    for (const auto& c : out.successful().commands()) take(c);
  }
  [[nodiscard]] bool closed() const { return closed_; }

  std::vector<job> answers() {
    std::vector<job> signals, others, locals;
    if (rng_.below(4) == 0) signals.push_back(signal("s", rng_.next()));
    if (rng_.below(8) == 0) {
      signals.push_back(update("u", rng_.next()));
    }
    if (rng_.below(25) == 0) others.push_back(cancel());
    std::vector<std::string> ready;
    for (const auto& [key, answer] : pending_) {
      if (rng_.below(2) == 0) ready.push_back(key);
    }
    if (ready.empty() && signals.empty() && !pending_.empty()) ready.push_back(pending_.begin()->first);
    for (std::size_t i = ready.size(); i > 1; --i) std::swap(ready[i - 1], ready[rng_.below(i)]);
    for (const auto& key : ready) {
      auto node = pending_.extract(key);
      auto j = node.mapped()(rng_);
      (key.starts_with("local") ? locals : others).push_back(std::move(j));
    }
    // A child that has started goes on.
    for (auto& [key, answer] : next_) pending_.emplace(key, std::move(answer));
    next_.clear();
    std::vector<job> all = std::move(signals);
    std::move(others.begin(), others.end(), std::back_inserter(all));
    std::move(locals.begin(), locals.end(), std::back_inserter(all));
    if (all.empty()) all.push_back(signal("s", std::uint64_t{1}));
    return all;
  }

 private:
  using answer = std::function<job(headroom::rng&)>;

  void take(const command& c) {
    switch (c.variant_case()) {
      case command::kStartTimer:
        pend("timer", c.start_timer().seq(), [](auto seq, auto&) { return fire_timer(seq); });
        return;
      case command::kCancelTimer:
        pending_.erase(key("timer", c.cancel_timer().seq()));
        return;
      case command::kScheduleActivity:
        pend("remote", c.schedule_activity().seq(), &end_activity);
        return;
      case command::kScheduleLocalActivity:
        pend("local", c.schedule_local_activity().seq(), [](auto seq, auto& rng) {
          return rng.below(4) == 0 ? activity_backoff(seq, 2, 2s) : end_activity(seq, rng);
        });
        return;
      case command::kRequestCancelActivity:
        pend("remote", c.request_cancel_activity().seq(), [](auto seq, auto&) { return activity_cancelled(seq); });
        return;
      case command::kRequestCancelLocalActivity:
        pend("local", c.request_cancel_local_activity().seq(), [](auto seq, auto&) { return activity_cancelled(seq); });
        return;
      case command::kStartChildWorkflowExecution: {
        const auto seq = c.start_child_workflow_execution().seq();
        pend("child", seq, [this](auto s, auto& rng) {
          if (rng.below(4) == 0) return child_exists(s);
          next_.emplace(key("child", s),
                        [s](headroom::rng& r) { return r.below(2) == 0 ? child_failed(s, "c") : child_done(s, "c"); });
          return child_started(s);
        });
        return;
      }
      case command::kRequestCancelExternalWorkflowExecution:
        pend("cancel", c.request_cancel_external_workflow_execution().seq(),
             [](auto seq, auto&) { return external_cancel_resolved(seq); });
        return;
      case command::kSignalExternalWorkflowExecution:
        pend("signal", c.signal_external_workflow_execution().seq(), [](auto seq, auto& rng) {
          return rng.below(3) == 0 ? signal_not_delivered(seq, "gone") : signal_resolved(seq);
        });
        return;
      case command::kContinueAsNewWorkflowExecution:
      case command::kCompleteWorkflowExecution:
      case command::kFailWorkflowExecution:
      case command::kCancelWorkflowExecution:
        closed_ = true;
        return;
      default:
        return;
    }
  }

  static job end_activity(std::uint32_t seq, headroom::rng& rng) {
    return rng.below(4) == 0 ? activity_failed(seq, "f") : activity_done(seq, "a");
  }
  static std::string key(const char* kind, std::uint32_t seq) { return std::string(kind) + std::to_string(seq); }
  template <class F>
  void pend(const char* kind, std::uint32_t seq, F f) {
    pending_.insert_or_assign(key(kind, seq), [seq, f](headroom::rng& rng) { return f(seq, rng); });
  }

  headroom::rng rng_;
  std::map<std::string, answer> pending_;
  std::map<std::string, answer> next_;
  bool closed_ = false;
};

void run_program(const std::shared_ptr<instance_settings>& settings, std::uint64_t seed) {
  SCOPED_TRACE("TEMPORAL_RANDOM_SEED=" + std::to_string(seed));
  run r(settings, type_name_of<random_program>());
  toy_core core(seed * 31 + 7);
  r.activate({init(seed, static_cast<int>(seed % 5))});
  ASSERT_TRUE(r.last().has_successful()) << r.last().failed().failure().message();
  core.take(r.last());
  for (int i = 0; i < 200 && !core.closed(); ++i) {
    r.activate(core.answers());
    ASSERT_TRUE(r.last().has_successful()) << r.last().failed().failure().message();
    core.take(r.last());
  }
  r.expect_same_in_replay();
  r.replay_and_evict_after(seed % (r.activations() + 1));
}

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST(random_programs, give_the_same_commands_when_replayed) {
  const auto settings = settings_for<random_program>();
  if (const auto seed = from_environment("TEMPORAL_RANDOM_SEED", 0); seed != 0) return run_program(settings, seed);
  const auto count = from_environment("TEMPORAL_RANDOM_PROGRAMS", 3000);
  for (std::uint64_t seed = 1; seed <= count && !HasFailure(); ++seed) run_program(settings, seed);
}

}  // namespace
}  // namespace temporal::workflow::testing
