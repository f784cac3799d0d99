#include "sim/fault.h"

#include <array>
#include <utility>

namespace headroom::sim {
namespace {

using enum fault_kind;

constexpr std::array names{
    std::pair{status, std::string_view("status")},
    std::pair{slow, std::string_view("slow")},
    std::pair{hang, std::string_view("hang")},
    std::pair{cut, std::string_view("cut")},
    std::pair{chunk_stop, std::string_view("chunk_stop")},
    std::pair{drop, std::string_view("drop")},
    std::pair{lost_reply, std::string_view("lost_reply")},
    std::pair{html, std::string_view("html")},
    std::pair{empty, std::string_view("empty")},
    std::pair{garbage, std::string_view("garbage")},
    std::pair{huge, std::string_view("huge")},
    std::pair{gzip_bomb, std::string_view("gzip_bomb")},
    std::pair{header_flood, std::string_view("header_flood")},
    std::pair{redirect, std::string_view("redirect")},
    std::pair{limited, std::string_view("limited")},
    std::pair{unknown, std::string_view("unknown")},
    std::pair{stale, std::string_view("stale")},
    std::pair{milliseconds, std::string_view("milliseconds")},
    std::pair{clock_skew, std::string_view("clock_skew")},
    std::pair{no_eof, std::string_view("no_eof")},
    std::pair{docs_style, std::string_view("docs_style")},
    std::pair{duplicate, std::string_view("duplicate")},
    std::pair{nan, std::string_view("nan")},
    std::pair{negative, std::string_view("negative")},
    std::pair{absent, std::string_view("absent")},
    std::pair{operation_failed, std::string_view("operation_failed")},
    std::pair{operation_rejected, std::string_view("operation_rejected")},
    std::pair{operation_cancelled, std::string_view("operation_cancelled")},
    std::pair{operation_stuck, std::string_view("operation_stuck")},
    std::pair{capacity_failed, std::string_view("capacity_failed")},
    std::pair{value_mismatch, std::string_view("value_mismatch")},
};

}  // namespace

std::string_view to_string(fault_kind kind) {
  for (const auto& [known, name] : names) {
    if (known == kind) return name;
  }
  return "unknown";
}

std::optional<fault_kind> parse_fault_kind(std::string_view text) {
  for (const auto& [kind, name] : names) {
    if (name == text) return kind;
  }
  return std::nullopt;
}

std::string fault_kind_names() {
  std::string out;
  for (const auto& [kind, name] : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

fault_group group_of(fault_kind kind) {
  if (kind < limited) return fault_group::answer;
  return kind < operation_failed ? fault_group::scrape : fault_group::change;
}

}  // namespace headroom::sim
