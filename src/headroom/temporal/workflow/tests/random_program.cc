#include "headroom/temporal/workflow/tests/random_program.h"

#include <vector>

#include "headroom/base/rng.h"

namespace temporal::workflow::testing {
namespace {

constexpr std::uint64_t leaf_kinds = 10;
constexpr std::uint64_t branch_kinds = 8;

activity_options once() {
  return activity_options{}.start_to_close(std::chrono::seconds(10)).retry(retry_policy{}.max_attempts(1));
}

}  // namespace

task<std::string> random_program::run(std::uint64_t seed, int depth) {
  auto whole = block(seed, depth);
  auto out = co_await whole;
  // Some begin anew, once: with no depth they are short.
  if (seed % 16 == 0 && depth > 0) continue_as_new({}, seed + 1, 0);
  co_return out;
}

task<std::string> random_program::block(std::uint64_t seed, int depth) {
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

task<std::string> random_program::step(std::uint64_t seed, int depth) {
  headroom::rng rng(seed);
  const bool leaf_here = rng.below(depth > 0 ? leaf_kinds + branch_kinds : leaf_kinds) < leaf_kinds;
  auto one = leaf_here ? leaf(rng.next()) : branches(rng.next(), depth);
  co_return co_await one;
}

task<std::string> random_program::leaf(std::uint64_t seed) {
  headroom::rng rng(seed);
  switch (rng.below(leaf_kinds)) {
    case 0: {
      co_await sleep(second * rng.below(9));
      co_return "s";
    }
    case 1: {
      auto a = start_activity<std::string>("a", once());
      co_return co_await a;
    }
    case 2: {
      const auto options = local_activity_options{}.start_to_close(std::chrono::seconds(10));
      auto a = start_local_activity<std::string>("l", options);
      co_return co_await a;
    }
    case 3: {
      const auto want = signals_ + rng.below(3);
      const bool in_time = co_await wait_condition([this, want] { return signals_ >= want; }, second * rng.below(3));
      co_return in_time ? "w" : "t";
    }
    case 4: {
      auto c = start_child<std::string>("c", child_options{}.workflow_id("c" + uuid4()));
      if (rng.below(2) == 0) co_await c.started();
      if (rng.below(3) == 0) c.cancel();
      co_return co_await c;
    }
    case 5: {
      co_await external_workflow("x").signal("s");
      co_return "x";
    }
    case 6: {
      log(log_level::info, "a line");
      const auto change = "p" + std::to_string(rng.below(3));
      co_return std::to_string(random_between(0, 9)) + (with_patches && patched(change) ? "p" : "o");
    }
    case 7: {
      co_await external_workflow("x").cancel("enough");
      co_return "X";
    }
    case 8: {
      const auto want = signals_ + 1;
      co_await wait_condition([this, want] { return signals_ >= want; });
      co_return "W";
    }
    default: {
      upsert_memo("at", static_cast<std::int64_t>(rng.below(100)));
      co_return "m";
    }
  }
}

task<std::string> random_program::branches(std::uint64_t seed, int depth) {
  headroom::rng rng(seed);
  switch (rng.below(branch_kinds)) {
    case 0: {
      std::vector<task<std::string>> some;
      for (auto n = rng.below(4); n > 0; --n) some.push_back(block(rng.next(), depth - 1));
      std::string out;
      for (const auto& one : co_await all(std::move(some))) out += one + ",";
      co_return out;
    }
    case 1: {
      std::vector<task<std::string>> some;
      for (auto n = 1 + rng.below(3); n > 0; --n) some.push_back(block(rng.next(), depth - 1));
      auto won = co_await any(std::move(some));
      co_return std::to_string(won.index) + won.value;
    }
    case 2: {
      const cancellation_scope scope;
      auto branch = spawn(scope.run(block(rng.next(), depth - 1)));
      auto beside = block(rng.next(), depth - 1);
      auto out = co_await beside;
      scope.cancel();
      co_return out + co_await branch;
    }
    case 3: {
      auto inside = shielded(block(rng.next(), depth - 1));
      co_return co_await inside;
    }
    case 4: {
      auto a = start_activity<std::string>("race", once());
      auto t = sleep(second * 3);
      const auto index = co_await select(a, t);
      if (index == 0) t.cancel();
      if (index == 1) a.cancel();
      co_return std::to_string(index);
    }
    case 5:
      throw application_failure("drawn");
    case 6: {
      // Left to itself: it ends when it ends, or with the run.
      (void)spawn(block(rng.next(), depth - 1));
      co_return "d";
    }
    default: {
      auto inside = block(rng.next(), depth - 1);
      co_return co_await inside;
    }
  }
}

task<> random_program::signalled(std::uint64_t seed) {
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

task<std::string> random_program::updated(std::uint64_t seed) { return block(seed, 1); }

}  // namespace temporal::workflow::testing
