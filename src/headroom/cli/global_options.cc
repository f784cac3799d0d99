#include "headroom/cli/global_options.h"

#include <cstdlib>
#include <map>
#include <string_view>
#include <unistd.h>

#include "headroom/cli/choice.h"

namespace headroom::cli {
namespace {

const std::map<std::string, output_format> formats{
    {"text", output_format::text}, {"json", output_format::json},   {"jsonl", output_format::jsonl},
    {"csv", output_format::csv},   {"md", output_format::markdown}, {"markdown", output_format::markdown},
    {"html", output_format::html}, {"none", output_format::none}};
const std::map<std::string, color_when> colors{
    {"auto", color_when::automatic}, {"always", color_when::always}, {"never", color_when::never}};

}  // namespace

void add_global_options(CLI::App& app, global_options& o) {
  constexpr const char* general = "Output";
  add_choice(app, "-o,--output", o.output, formats, "text, json, jsonl, csv, md, html or none")
      ->type_name("FORMAT")
      ->group(general);
  add_choice(app, "--color", o.color, colors, "always, never or auto")->type_name("WHEN")->group(general);
  app.add_option("--log-level", o.log_level, "debug, info, warn, error or never")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "never"}))
      ->type_name("LEVEL")
      ->group(general);
  app.add_option("--log-format", o.log_format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT")
      ->group(general);
  app.add_option("--config", o.config, "headroom.toml to read")->type_name("FILE")->group(general);
  app.add_flag("-y,--yes", o.yes, "Do not ask")->group(general);
  app.add_option("-n,--namespace", o.namespaces,
                 "Cloud namespaces to look at (globs, may repeat); worker and doctor: Temporal's own")
      ->type_name("GLOB")
      ->group(general)
      ->expected(1)
      ->allow_extra_args(false)  // what follows is the command's own
      ->take_all();

  constexpr const char* connection = "Temporal connection (also TEMPORAL_* and temporal.toml)";
  app.add_option("--address", o.address, "Temporal server, HOST:PORT")->type_name("ADDRESS")->group(connection);
  app.add_option("--api-key", o.api_key, "API key of the Temporal server; better in TEMPORAL_API_KEY")
      ->type_name("KEY")
      ->group(connection);
  app.add_option("--profile", o.profile, "Profile of temporal.toml")->type_name("NAME")->group(connection);
  app.add_option("--config-file", o.config_file, "temporal.toml to read")->type_name("FILE")->group(connection);
  app.add_flag("--disable-config-file", o.disable_config_file, "Read no temporal.toml")->group(connection);
  app.add_flag("--disable-config-env", o.disable_config_env, "Read no TEMPORAL_* variables")->group(connection);
  app.add_flag("--tls", o.tls, "Use TLS")->group(connection);
  app.add_option("--tls-cert-path", o.tls_cert_path, "Client certificate, PEM")->type_name("FILE")->group(connection);
  app.add_option("--tls-key-path", o.tls_key_path, "Client key, PEM")->type_name("FILE")->group(connection);
  app.add_option("--tls-ca-path", o.tls_ca_path, "CA certificate of the server, PEM")
      ->type_name("FILE")
      ->group(connection);
  app.add_option("--tls-server-name", o.tls_server_name, "Name to expect in the server's certificate")
      ->type_name("NAME")
      ->group(connection);
}

bool wants_color(color_when when, int file_descriptor) {
  if (when != color_when::automatic) return when == color_when::always;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool refused = no_color != nullptr && *no_color != '\0';
  const bool dumb = term == nullptr || std::string_view(term) == "dumb";
  return !refused && !dumb && ::isatty(file_descriptor) == 1;
}

}  // namespace headroom::cli
