// wire.h - a request's head as the door keeps it, and how an answer is written onto the wire. Knows no socket.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "platform/http/endpoint.h"

namespace weft::http {

/// The request headers that anything here reads; all others are dropped while they are parsed.
enum class Field : std::uint8_t {
  host,
  authorization,
  cookie,
  csrf_token,
  content_type,
  expect,
  if_match,
  if_none_match,
  idempotency_key,
  accept,
  accept_encoding,
  origin,
  requested_method,  // Access-Control-Request-Method
  traceparent,
  user_agent,
  last_event_id,
  transfer_encoding,
  count_
};

/// Views into the connection's buffer.
struct RequestHead {
  std::optional<Method> method;  ///< nothing = one we do not know
  std::string_view target;
  std::string_view path;
  std::string_view query;
  std::array<std::string_view, static_cast<std::size_t>(Field::count_)> fields;
  bool http_1_0 = false;
  bool keep_alive = true;

  [[nodiscard]] std::string_view operator[](Field field) const { return fields[static_cast<std::size_t>(field)]; }
  [[nodiscard]] bool has(Field field) const { return fields[static_cast<std::size_t>(field)].data() != nullptr; }
  /// Takes target apart into path and query. False when it is neither an absolute path, an absolute URI nor "*".
  bool split_target();
  /// The buffer has moved.
  void rebase(char const* from, char const* to);
};

/// What stands in an answer beside the Answer itself.
struct WireContext {
  std::string_view date;          ///< the Date header's value
  std::string_view request_id;    ///< empty = left out
  std::string_view cors_origin;   ///< the allowed origin that asks; empty = none
  bool varies_by_origin = false;  ///< some origins are allowed: say so to caches
  bool head_only = false;         ///< HEAD
  bool may_be_304 = false;        ///< GET or HEAD
  std::string_view if_none_match;
  bool http_1_0 = false;
  bool close = false;
  bool tls = false;
};

/// Appends head and body of an answer; 304 where the client has it already. Returns the status that was sent.
int write_answer(std::string& out, Answer const& answer, WireContext const& context);
/// Appends the head of an event stream.
void write_stream_head(std::string& out, WireContext const& context);
std::string_view reason_phrase(int status);
/// "Tue, 24 Nov 2026 17:17:05 GMT" (RFC 9110, section 5.6.7).
std::string http_date(std::chrono::system_clock::time_point at);
/// Percent codes decoded; nothing when one is broken or is NUL. `plus` reads '+' as a blank (queries).
std::optional<std::string> percent_decode(std::string_view text, bool plus);
bool equal_ignoring_case(std::string_view left, std::string_view right);
/// True if the comma-separated list holds the (entity) tag, weakly compared, or is "*".
bool lists_tag(std::string_view list, std::string_view tag);
/// True if Accept-Encoding takes that coding (q > 0).
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);

}  // namespace weft::http
