// error.h - how Weft says no: a refusal is a value with a stable reason, never an exception.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::base {

/// The few kinds of refusal every door understands. The usual HTTP status stands beside each.
enum class Code : std::uint8_t {
  invalid_argument,     ///< 422: the request says something that cannot be meant
  unauthenticated,      ///< 401: nobody known is asking
  permission_denied,    ///< 403: somebody known, who may not
  not_found,            ///< 404
  conflict,             ///< 409: another fact or another request stands in the way
  failed_precondition,  ///< 422: the state of the shop does not allow it now
  resource_exhausted,   ///< 429: too much or too often
  unavailable,          ///< 503: try again, nothing was done
  internal,             ///< 500: our fault
};

/// One stable, dotted reason ("inventory.insufficient_stock"). Each is declared once, as a constant on the face of the
/// module that gives it; clients branch on the name, so a name is never reused for another meaning.
struct Reason {
  std::string_view name;  ///< module.reason, snake_case
  Code code;
  std::string_view title;       ///< one short sentence for people, without the particulars
  std::uint16_t http_status{};  ///< 0 = the usual status of `code`
};

/// What is wrong with one field. `pointer` is a JSON pointer (RFC 6901) into the body, or `?name` for a query
/// parameter, `{name}` for a path parameter, `name:` for a header.
struct FieldError {
  std::string pointer;
  std::string reason;  ///< the dotted name, such as "json.missing"
  std::string detail;
};

/// A refusal: why, in words for this one case, and every wrong field at once.
struct Error {
  Reason reason;
  std::string detail;
  std::vector<FieldError> fields{};
  std::optional<std::int32_t> retry_after_seconds{};
  /// Numbers a client may act on, such as {"available_units", "3"}; shown as members of the problem document.
  std::vector<std::pair<std::string, std::string>> facts{};

  explicit Error(Reason why, std::string words = {}) : reason{why}, detail{std::move(words)} {}
  Error(Reason why, std::string words, std::vector<FieldError> wrong)
      : reason{why}, detail{std::move(words)}, fields{std::move(wrong)} {}
};

/// The HTTP status a reason is answered with.
constexpr std::uint16_t http_status_of(Reason const& reason) {
  if (reason.http_status != 0) return reason.http_status;
  switch (reason.code) {
    case Code::invalid_argument: return 422;
    case Code::unauthenticated: return 401;
    case Code::permission_denied: return 403;
    case Code::not_found: return 404;
    case Code::conflict: return 409;
    case Code::failed_precondition: return 422;
    case Code::resource_exhausted: return 429;
    case Code::unavailable: return 503;
    case Code::internal: return 500;
  }
  return 500;
}

}  // namespace weft::base
