// problem.h - a refusal on the wire: RFC 9457 problem details.
#pragma once

#include <string_view>

#include "platform/http/endpoint.h"

namespace weft::http {

/// {type, title, status, detail, reason, request_id, errors, retry_after_seconds} and the error's facts as further
/// members. A refusal of 503 or 429 always carries Retry-After, one second unless the error says otherwise.
Answer problem_of(base::Error const& error, std::string_view request_id);

}  // namespace weft::http
