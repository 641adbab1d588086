// http.h - the face of the HTTP door: a module mounts typed endpoints on a Router; the app gives it to a Server.
#pragma once

#include "platform/http/authenticator.h"
#include "platform/http/call.h"
#include "platform/http/endpoint.h"
#include "platform/http/lane.h"
#include "platform/http/reasons.h"
#include "platform/http/router.h"
#include "platform/http/server.h"
#include "platform/http/stream.h"

namespace weft::http {

/// Deletes at most `at_most` answers of idempotency keys whose 48 hours are over; returns how many. A job calls it
/// until it returns fewer.
std::int64_t purge_expired_answers(pg::Tx& tx, base::Instant now, std::int32_t at_most = 1000);

}  // namespace weft::http
