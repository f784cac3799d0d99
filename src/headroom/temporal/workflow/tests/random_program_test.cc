#include <algorithm>
#include <cstdlib>
#include <map>

#include "headroom/base/rng.h"
#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

// Random programs of waits, run against a toy of the core that answers commands in a random order and batches, then
// replayed: the same commands must come out of every activation. TEMPORAL_RANDOM_PROGRAMS sets how many, and
// TEMPORAL_RANDOM_SEED replays one.
namespace temporal::workflow::testing {
namespace {

// A program is its seed: each step draws what to do from a generator of its own, so that what it does depends on
// nothing but the seed and the answers it got.
class random_program {
 public:
  wf::task<std::string> run(std::uint64_t seed) {
    auto whole = block(seed, 4);
    co_return co_await whole;
  }

  wf::task<std::string> block(std::uint64_t seed, int depth) {
    headroom::rng rng(seed);
    std::string out;
    const auto steps = 1 + rng.below(4);
    for (std::uint64_t i = 0; i < steps; ++i) {
      try {
        auto one = step(rng.next(), depth);
        out += co_await one;
      } catch (const failure& f) {
        out += is_cancellation(f) ? "C" : "F";
        if (rng.below(4) == 0) throw;
      }
    }
    co_return out;
  }

  wf::task<std::string> step(std::uint64_t seed, int depth) {
    headroom::rng rng(seed);
    switch (rng.below(depth > 0 ? 14 : 7)) {
      case 0: {
        co_await wf::sleep(std::chrono::seconds(rng.below(9)));
        co_return "s";
      }
      case 1: {
        auto a = wf::start_activity<std::string>("a", wf::activity_options{}.start_to_close(1s));
        co_return co_await a;
      }
      case 2: {
        auto a = wf::start_local_activity<std::string>("l", wf::local_activity_options{}.start_to_close(1s));
        co_return co_await a;
      }
      case 3: {
        const auto want = signals_ + rng.below(3);
        const bool in_time =
            co_await wf::wait_condition([this, want] { return signals_ >= want; }, std::chrono::seconds(rng.below(3)));
        co_return in_time ? "w" : "t";
      }
      case 4: {
        auto c = wf::start_child<std::string>("c", wf::child_options{}.workflow_id("c"));
        if (rng.below(2) == 0) co_await c.started();
        co_return co_await c;
      }
      case 5: {
        co_await wf::external_workflow("x").signal("s");
        co_return "x";
      }
      case 6: {
        wf::log(log_level::info, "a line");
        co_return std::to_string(wf::random_between(0, 9)) +
            (wf::patched("p" + std::to_string(rng.below(3))) ? "p" : "o");
      }
      case 7: {
        std::vector<wf::task<std::string>> branches;
        for (auto n = rng.below(4); n > 0; --n) branches.push_back(block(rng.next(), depth - 1));
        std::string out;
        for (const auto& one : co_await wf::all(std::move(branches))) out += one + ",";
        co_return out;
      }
      case 8: {
        std::vector<wf::task<std::string>> branches;
        for (auto n = 1 + rng.below(3); n > 0; --n) branches.push_back(block(rng.next(), depth - 1));
        auto won = co_await wf::any(std::move(branches));
        co_return std::to_string(won.index) + won.value;
      }
      case 9: {
        wf::cancellation_scope scope;
        auto branch = wf::spawn(scope.run(block(rng.next(), depth - 1)));
        auto beside = block(rng.next(), depth - 1);
        auto out = co_await beside;
        scope.cancel();
        co_return out + co_await branch;
      }
      case 10: {
        auto inside = wf::shielded(block(rng.next(), depth - 1));
        co_return co_await inside;
      }
      case 11: {
        auto a = wf::start_activity<std::string>("race", wf::activity_options{}.start_to_close(1s));
        auto t = wf::sleep(3s);
        const auto index = co_await wf::select(a, t);
        if (index == 0) t.cancel();
        if (index == 1) a.cancel();
        co_return std::to_string(index);
      }
      case 12:
        throw application_failure("drawn");
      default: {
        auto inside = block(rng.next(), depth - 1);
        co_return co_await inside;
      }
    }
  }

  wf::task<> signalled(std::uint64_t seed) {
    ++signals_;
    if (seed % 3 == 0) {
      auto inside = step(seed, 1);
      try {
        (void)co_await inside;
      } catch (const failure&) {
        ++signals_;
      }
    }
  }
  wf::task<std::string> updated(std::uint64_t seed) { return block(seed, 1); }
  std::uint64_t signals() const { return signals_; }

  static void define(wf::definition<random_program>& d) {
    d.name("W")
        .signal("s", &random_program::signalled)
        .update("u", &random_program::updated)
        .query("q", &random_program::signals);
  }

 private:
  std::uint64_t signals_ = 0;
};

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
      case command::kSignalExternalWorkflowExecution:
        pend("signal", c.signal_external_workflow_execution().seq(), [](auto seq, auto& rng) {
          return rng.below(3) == 0 ? signal_not_delivered(seq, "gone") : signal_resolved(seq);
        });
        return;
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
  run r(settings, "W");
  toy_core core(seed * 31 + 7);
  r.activate({init(seed)});
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
  const auto count = from_environment("TEMPORAL_RANDOM_PROGRAMS", 1000);
  for (std::uint64_t seed = 1; seed <= count && !HasFailure(); ++seed) run_program(settings, seed);
}

}  // namespace
}  // namespace temporal::workflow::testing
