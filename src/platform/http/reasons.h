// reasons.h - every reason the HTTP door itself gives for saying no.
#pragma once

#include "base/error.h"

namespace weft::http {

// ---- The request itself
// ------------------------------------------------------------------------------------------------
inline constexpr base::Reason kMalformedRequest{"http.malformed_request", base::Code::invalid_argument,
                                                "That is not a valid HTTP request.", 400};
inline constexpr base::Reason kHeaderTooLarge{"http.header_too_large", base::Code::invalid_argument,
                                              "The request's header is too large.", 431};
inline constexpr base::Reason kBodyTooLarge{"http.body_too_large", base::Code::invalid_argument,
                                            "The request's body is too large.", 413};
inline constexpr base::Reason kRequestTimeout{"http.request_timeout", base::Code::invalid_argument,
                                              "The request did not arrive in time.", 408};
inline constexpr base::Reason kExpectationFailed{"http.expectation_failed", base::Code::invalid_argument,
                                                 "Only Expect: 100-continue is understood.", 417};
inline constexpr base::Reason kNoSuchAddress{"http.not_found", base::Code::not_found,
                                             "There is nothing at this address."};
inline constexpr base::Reason kMethodNotAllowed{"http.method_not_allowed", base::Code::invalid_argument,
                                                "This address does not take that method.", 405};
inline constexpr base::Reason kUnsupportedMediaType{"http.unsupported_media_type", base::Code::invalid_argument,
                                                    "The body must be application/json.", 415};
// ---- Who asks
// ----------------------------------------------------------------------------------------------------------
inline constexpr base::Reason kUnauthenticated{"http.unauthenticated", base::Code::unauthenticated, "Please sign in."};
inline constexpr base::Reason kPermissionDenied{"http.permission_denied", base::Code::permission_denied,
                                                "You may not do this."};
// ---- Doing it once
// -----------------------------------------------------------------------------------------------------
inline constexpr base::Reason kIdempotencyKeyMissing{"http.idempotency_key_missing", base::Code::invalid_argument,
                                                     "This request needs an Idempotency-Key header.", 400};
inline constexpr base::Reason kIdempotencyKeyMalformed{"http.idempotency_key_malformed", base::Code::invalid_argument,
                                                       "An Idempotency-Key is 1 to 128 visible ASCII characters.", 400};
inline constexpr base::Reason kIdempotencyKeyReused{"http.idempotency_key_reused", base::Code::invalid_argument,
                                                    "This Idempotency-Key was used for another request."};
inline constexpr base::Reason kIdempotencyInFlight{"http.idempotency_in_flight", base::Code::conflict,
                                                   "A request with this Idempotency-Key is still being answered."};
// ---- Versions
// ----------------------------------------------------------------------------------------------------------
inline constexpr base::Reason kIfMatchMissing{"http.if_match_missing", base::Code::failed_precondition,
                                              "Say which version you are changing, with If-Match.", 428};
inline constexpr base::Reason kVersionMismatch{"http.version_mismatch", base::Code::failed_precondition,
                                               "It was changed since you read it.", 412};
// ---- Our side
// ----------------------------------------------------------------------------------------------------------
inline constexpr base::Reason kOverloaded{"http.overloaded", base::Code::unavailable,
                                          "Too many requests are waiting; try again shortly."};
inline constexpr base::Reason kDraining{"http.draining", base::Code::unavailable, "This server is shutting down."};
inline constexpr base::Reason kDeadlineExceeded{"http.deadline_exceeded", base::Code::unavailable,
                                                "The request took too long and was given up."};
inline constexpr base::Reason kDatabaseUnavailable{"http.database_unavailable", base::Code::unavailable,
                                                   "The database cannot be reached just now."};
inline constexpr base::Reason kStorageFull{"http.storage_full", base::Code::unavailable,
                                           "There is no room left on disk; nothing was written."};
inline constexpr base::Reason kOutcomeUnknown{"http.outcome_unknown", base::Code::unavailable,
                                              "The database was lost as this was being written; read it again first."};
inline constexpr base::Reason kInternal{"http.internal", base::Code::internal, "Something broke on our side."};

}  // namespace weft::http
