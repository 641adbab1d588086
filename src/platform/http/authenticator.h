// authenticator.h - what the door asks of whoever knows the principals (platform/auth).
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "platform/http/call.h"

namespace weft::http {

/// What a request brings to say who it comes from. The views live for the length of the call they are passed to.
struct Credentials {
  Method method = Method::get;
  std::string_view authorization;  ///< the Authorization header ("Bearer weft_..."); empty = none
  std::string_view cookie;         ///< the whole Cookie header; cookie_of() finds one in it
  std::string_view csrf_token;     ///< the X-CSRF-Token header
  std::string_view origin;         ///< the Origin header
  std::string_view path;           ///< without the query
  std::string_view peer;           ///< the client's address
};

/// The value of one cookie in a Cookie header; nothing if it is not there.
std::optional<std::string_view> cookie_of(std::string_view header, std::string_view name);

/// Tells who is asking. Refusals are unauthenticated or permission_denied (a wrong CSRF token) or resource_exhausted;
/// a request without any credentials is no refusal but the anonymous caller: whether that is enough, the endpoint says.
/// An endpoint that is public is reached with a refused credential too (as anonymous), so that one can sign in again.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  using Answer = base::Result<std::shared_ptr<Caller const>>;

  /// From memory, on an I/O thread: must not wait for anything. Nothing = not known here, ask look_up().
  virtual std::optional<Answer> recall(Credentials const& credentials) = 0;
  /// From the database, on a worker, outside the request's transaction. May throw DatabaseError.
  virtual Answer look_up(pg::Connection& connection, Credentials const& credentials) = 0;
};

/// Knows nobody: every caller is anonymous. For tests and for a server with public endpoints only.
class NobodyKnown final : public Authenticator {
 public:
  std::optional<Answer> recall(Credentials const& credentials) override;
  Answer look_up(pg::Connection& connection, Credentials const& credentials) override;
};

/// The caller that is nobody.
std::shared_ptr<Caller const> const& anonymous();

}  // namespace weft::http
