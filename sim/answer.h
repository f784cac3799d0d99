#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/fault.h"
#include "sim/http_message.h"

#include "headroom/base/error.h"
#include "headroom/json/json.h"

namespace headroom::sim {

[[nodiscard]] http_response json_answer(const ordered_json& body);
[[nodiscard]] http_response text_answer(int status, std::string text);
// google.rpc.Status as the gateway writes it: {"code":5,"message":"...","details":[]}.
[[nodiscard]] http_response status_answer(const error& e);
// 404: WHAT 'ID' not found.
[[nodiscard]] http_response not_found_answer(std::string_view what, std::string_view id);
[[nodiscard]] int http_status_of(error_code code);

// Does to an answer what the faults want. `drop` and `lost_reply` both lose it; that `drop` also keeps the call from
// being carried out is the caller's part.
void damage(http_response& answer, const std::vector<fault>& faults);
[[nodiscard]] bool keeps_from_running(const std::vector<fault>& faults);

}  // namespace headroom::sim
