#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "headroom/base/error.h"
#include "headroom/base/secret.h"
#include "headroom/http/message.h"

namespace headroom::cloud {

enum class api : std::uint8_t { metrics, ops };

std::string_view to_string(api which);  // "Metrics API", "Ops API"

// What an answer that is not a success means, for whoever has to mend it: the key (by the name of its variable), the
// role, the path, the base URL. `where` is host:port. The body may be google.rpc.Status, plain text (`Jwt is missing`)
// or a proxy's HTML; a short excerpt of it is shown, without the key.
[[nodiscard]] error error_of_answer(api which, std::string_view where, const http::response& answer, const secret& key);

// A success that cannot be what was asked for: HTML, or JSON where metrics were expected. Retryable, since a proxy or a
// login page may be passing.
[[nodiscard]] error not_the_api(api which, std::string_view where, const http::response& answer, const secret& key);

// Whether a body is a web page, whatever its content type says.
[[nodiscard]] bool is_html(const http::response& answer);

// No key was given at all.
[[nodiscard]] error missing_key(api which);

}  // namespace headroom::cloud
