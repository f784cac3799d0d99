#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace headroom::cli {

struct command_outcome {
  int exit = 0;
  std::string out, err;
};

// Runs `headroom NAME` with these words, as the program does. `add` adds that command to an app.
template <class Output>
command_outcome run_command(void (*add)(CLI::App&, const Output&, int&), std::string name,
                            std::vector<std::string> words, Output output) {
  CLI::App app{"test", "headroom"};
  command_outcome result;
  add(app, output, result.exit);
  words.insert(words.begin(), std::move(name));
  std::ranges::reverse(words);  // CLI11 takes them last first
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  try {
    app.parse(words);
  } catch (const CLI::ParseError&) {
    result.exit = 2;
  }
  std::fflush(stdout);
  result.out = ::testing::internal::GetCapturedStdout();
  result.err = ::testing::internal::GetCapturedStderr();
  return result;
}

}  // namespace headroom::cli
