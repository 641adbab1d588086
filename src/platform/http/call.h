// call.h - one request as a handler sees it: who asks, the transaction, the instant, and what goes out beside the
// answer.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/http/reasons.h"
#include "platform/pg/pg.h"

namespace weft::http {

enum class Method : std::uint8_t { get, post, put, patch, delete_, head, options };
inline constexpr std::size_t kMethods = 7;
std::string_view name_of(Method method);  ///< "GET" ..

/// One opaque scope that an endpoint asks of its caller ("orders.read"). Each module declares its own as constants.
struct Permission {
  std::string_view name;
  friend bool operator==(Permission, Permission) = default;
};
inline constexpr Permission kPublic{""};     ///< anybody, signed in or not
inline constexpr Permission kSignedIn{"*"};  ///< anybody who is known

/// Who is asking.
struct Caller {
  std::string principal;            ///< "stf_..", "key_.."; empty = nobody known
  std::string display_name;         ///< for people to read
  std::string kind = "anonymous";   ///< "staff", "key" or "anonymous"
  std::vector<std::string> scopes;  ///< what it may do
  std::string source;               ///< the source system a key speaks for; empty = none, and of people any
  std::string channel;              ///< the channel a key speaks for; empty = any of its source, and of people any
  std::string session;              ///< the session's id for staff who signed in by cookie (auth reads it)

  [[nodiscard]] bool known() const { return !principal.empty(); }
  [[nodiscard]] bool may(Permission permission) const;
};

/// How a request that must not be done twice is recognised.
enum class Claim : std::uint8_t {
  by_method,  ///< POST needs an Idempotency-Key; the other methods are idempotent by what they mean
  own,        ///< the body carries its own permanent claim (a sale's source and number), kept by its module
};

/// What openapi.json says about an endpoint, and the few rules that are read from it.
struct Doc {
  std::string_view summary{};           ///< one short sentence
  std::string_view description{};       ///< more, in Markdown
  std::string_view tag{};               ///< the group in the reference: "Orders"
  int status = 200;                     ///< of success; 204 when the response is None
  std::vector<base::Reason> reasons{};  ///< the domain's refusals; the door's own are added by themselves
  bool needs_version = false;           ///< the handler calls require_version(): If-Match is documented as required
  Claim claim = Claim::by_method;
};

/// No body: as a request, nothing is read; as a response, 204.
struct None {};
BOOST_DESCRIBE_STRUCT(None, (), ())

/// One request inside a route, an upload or a document. Used by one thread. If the transaction has to be run again, the
/// handler is called again with a Call from which kept facts, headers and the etag of the first run are gone.
class Call {
 public:
  virtual ~Call() = default;

  /// The transaction of this request, opened when first asked for; committed when the answer is a success, rolled back
  /// when it is a refusal or an exception. Its deadline is the request's.
  virtual pg::Tx& tx() = 0;
  [[nodiscard]] virtual pg::Deadline deadline() const = 0;  ///< of the answer
  [[nodiscard]] virtual Caller const& caller() const = 0;
  [[nodiscard]] virtual base::Instant now() const = 0;          ///< one instant for the whole request
  [[nodiscard]] virtual std::string_view trace_id() const = 0;  ///< 32 hex digits (W3C trace context)
  [[nodiscard]] virtual std::string_view request_id() const = 0;
  [[nodiscard]] virtual std::string_view peer() const = 0;  ///< the client's address, without the port
  [[nodiscard]] virtual std::string_view user_agent() const = 0;
  /// The value of a request's cookie.
  [[nodiscard]] virtual std::optional<std::string> cookie(std::string_view name) const = 0;

  /// A fact that is committed even if the answer is a refusal (an incident, an attempt's counter): with the success in
  /// its own transaction, or after a refusal in a second short one, before the reply. Runs on the same thread; may run
  /// again on a retry. Not run when the handler throws.
  virtual void keep(std::function<void(pg::Tx&)> fact) = 0;
  /// The version of what is shown; becomes the ETag ("7"), and a GET with If-None-Match of it is answered 304.
  virtual void etag(std::int64_t version) = 0;
  /// Holds If-Match against the current version. Errors: failed_precondition http.if_match_missing (428),
  /// http.version_mismatch (412; fact current_version).
  virtual base::Result<void> require_version(std::int64_t current) = 0;
  /// Adds a response header (Location, Set-Cookie). Line breaks in either throw std::invalid_argument.
  virtual void header(std::string name, std::string value) = 0;
};

}  // namespace weft::http
