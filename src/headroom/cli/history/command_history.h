#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "headroom/base/result.h"

namespace headroom::cli::history {

// The formats that the commands below can be asked for by -o; the caller's list is longer.
enum class output_kind : std::uint8_t { text, json, jsonl, csv, none };

// What the program around gives to `headroom history`.
struct surroundings {
  std::function<output_kind()> output;
  const std::vector<std::string>& namespaces;  // --namespace
  // Where the history is: --store if it is given, else the configuration's.
  std::function<result<std::filesystem::path>(const std::string& store_flag)> place;
  int& exit;
};

void add_history(CLI::App& app, const surroundings& around);

}  // namespace headroom::cli::history
