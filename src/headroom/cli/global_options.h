#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace headroom::cli {

enum class output_format : std::uint8_t { text, json, jsonl, csv, markdown, html, none };
enum class color_when : std::uint8_t { automatic, always, never };

// What every command understands, by the conventions of the `temporal` CLI. It may stand before or after the command's
// name, since `temporal headroom ...` moves the flags it knows to the front.
struct global_options {
  output_format output = output_format::text;
  color_when color = color_when::automatic;
  std::string log_level;  // empty: warn, and info for servers
  std::string log_format = "text";
  std::string config;  // headroom.toml
  bool yes = false;
  std::vector<std::string> namespaces;  // Cloud namespaces (globs) for analyze; Temporal's own for worker

  // Temporal's connection, laid over TEMPORAL_* and temporal.toml. Empty: not given.
  std::string address, api_key, profile, config_file;
  bool disable_config_file = false, disable_config_env = false;
  std::string tls_cert_path, tls_key_path, tls_ca_path, tls_server_name;
  bool tls = false;
};

void add_global_options(CLI::App& app, global_options& options);

// True when results should be coloured: always, or on a terminal that is not dumb and without NO_COLOR.
bool wants_color(color_when when, int file_descriptor);

}  // namespace headroom::cli
