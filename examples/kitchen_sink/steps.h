#pragma once

#include "frame.h"

namespace kitchen_sink {

// Runs a list of steps to its end. `steps` belongs to the program or to frame::keep_alive and outlives the run.
wf::task<flow> run_steps(frame at, const json* steps);

// The same, when all that counts is the value.
wf::task<value> run_branch(frame at, const json* steps);

// Steps of one kind: each returns the step's result. Unknown kinds throw std::runtime_error, which fails the task.
value run_plain_step(const std::string& kind, const json& step, const frame& at);  // never waits
wf::task<value> run_operation(const std::string& kind, const json* step,
                              frame at);  // sleep, wait, activity, child, ...
wf::task<value> run_concurrency_step(const std::string& kind, const json* step, frame at);  // spawn, join, all, any
wf::task<flow> run_try(const json* step, frame at);

// The list of steps in a field, or an empty one.
const json* steps_in(const json& step, const char* field);

[[noreturn]] void continue_as_new_step(const json& step, const frame& at);

}  // namespace kitchen_sink
