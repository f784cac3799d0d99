#pragma once

#include <cstddef>
#include <exception>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "headroom/temporal/common/failure.h"
#include "headroom/temporal/workflow/future.h"
#include "headroom/temporal/workflow/scope.h"
#include "headroom/temporal/workflow/select.h"

namespace temporal::workflow {

// Runs tasks side by side, each in a scope of its own, and waits until all have ended: their results in order, or the
// exception of the first in the list that failed. A failure cancels nothing.
template <class T>
  requires(!std::is_void_v<T>)
task<std::vector<T>> all(std::vector<task<T>> tasks) {
  std::vector<future<T>> running;
  running.reserve(tasks.size());
  for (auto& t : tasks) running.push_back(spawn(cancellation_scope().run(std::move(t))));
  std::vector<T> results;
  results.reserve(running.size());
  std::exception_ptr failed;
  for (auto& f : running) {
    try {
      results.push_back(co_await f);
    } catch (...) {
      if (!failed) failed = std::current_exception();
    }
  }
  if (failed) std::rethrow_exception(failed);
  co_return results;
}

inline task<void> all(std::vector<task<void>> tasks) {
  std::vector<future<void>> running;
  running.reserve(tasks.size());
  for (auto& t : tasks) running.push_back(spawn(cancellation_scope().run(std::move(t))));
  std::exception_ptr failed;
  for (auto& f : running) {
    try {
      co_await f;
    } catch (...) {
      if (!failed) failed = std::current_exception();
    }
  }
  if (failed) std::rethrow_exception(failed);
}

namespace detail {

// Waits for a future and keeps what it ended with.
template <class T>
task<void> settle(future<T> f, std::optional<T>& into, std::exception_ptr& failed) {
  try {
    into.emplace(co_await f);
  } catch (...) {
    if (!failed) failed = std::current_exception();
  }
}

template <class... T, std::size_t... I>
task<std::tuple<T...>> all_of(std::tuple<future<T>...> running, std::index_sequence<I...>) {
  std::tuple<std::optional<T>...> results;
  std::exception_ptr failed;
  (co_await settle(std::get<I>(running), std::get<I>(results), failed), ...);
  if (failed) std::rethrow_exception(failed);
  co_return std::tuple<T...>{std::move(*std::get<I>(results))...};
}

}  // namespace detail

// The same for tasks of different types: auto [a, b] = co_await wf::all(first(), second()).
template <class... T>
  requires(sizeof...(T) > 1 && (!std::is_void_v<T> && ...))
task<std::tuple<T...>> all(task<T>... tasks) {
  return detail::all_of(std::tuple<future<T>...>{spawn(cancellation_scope().run(std::move(tasks)))...},
                        std::index_sequence_for<T...>{});
}

// Which task ended first, and its result.
template <class T>
struct winner {
  std::size_t index = 0;
  T value;
};
template <>
struct winner<void> {
  std::size_t index = 0;
};

// Runs tasks side by side, each in a scope of its own. The first to end, well or badly, wins; the others are cancelled
// and awaited, and how they end is ignored. Throws the winner's exception. The list must not be empty.
template <class T>
task<winner<T>> any(std::vector<task<T>> tasks) {
  if (tasks.empty()) throw std::invalid_argument("any() of no tasks would wait for ever; give it at least one");
  std::vector<cancellation_scope> scopes;
  std::vector<future<T>> running;
  for (auto& t : tasks) {
    scopes.emplace_back();
    running.push_back(spawn(scopes.back().run(std::move(t))));
  }
  const std::size_t index = co_await select(running);
  for (std::size_t i = 0; i < scopes.size(); ++i) {
    if (i != index) scopes[i].cancel("another branch was first");
  }
  for (std::size_t i = 0; i < running.size(); ++i) {
    if (i == index) continue;
    try {
      (void)co_await running[i];
    } catch (const failure&) {
      continue;  // a loser's end is nobody's business; any other exception is a bug and goes on
    }
  }
  if constexpr (std::is_void_v<T>) {
    co_await running[index];
    co_return winner<void>{index};
  } else {
    co_return winner<T>{index, co_await running[index]};
  }
}

}  // namespace temporal::workflow
