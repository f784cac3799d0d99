#include "headroom/cli/command.h"

#include <cstdio>

#include "headroom/base/text.h"

namespace headroom::cli {

result<settings> context::load_settings() const {
  auto path = find_settings_file(global.config, env);
  if (!path) return fail(path.error());
  auto file = load_settings_file(*path);
  if (!file) return fail(file.error());
  return resolve_settings(env, *file);
}

int report_error(const error& e, int exit_code_) {
  std::fprintf(stderr, "headroom: %s\n", escape_for_terminal(e.message).c_str());
  return exit_code_;
}

}  // namespace headroom::cli
