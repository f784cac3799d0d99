#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

#include "headroom/cloud/account_size.h"
#include "headroom/http/client.h"
#include "headroom/http/clock.h"
#include "headroom/http/request_budget.h"

namespace headroom::cloud {

class scrape_memory;

enum class log_level : std::uint8_t { debug, info, warning };

// What the caller hears while an account is read. Both functions are called from the calling thread or from one that
// reads the Ops API beside it, never from both at once; neither ever sees a key.
struct hooks {
  std::stop_token stop;
  std::function<void(std::string_view what)> heartbeat;  // about once a second while something is waited for
  std::function<void(log_level level, std::string_view line)> log;
};

// What the clients work with. All of it outlives them and may be shared by threads.
struct services {
  http::client& network;
  http::request_budget& metrics_budget;
  http::clock& time;
  account_size* size = nullptr;  // what is remembered of it, if anything
  // The scrapes of the last reading, for who reads again and again. Unlike the others, not to be shared by threads.
  scrape_memory* scrapes = nullptr;
};

}  // namespace headroom::cloud
