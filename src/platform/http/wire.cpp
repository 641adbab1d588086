// wire.cpp - the bytes of a response, put together by hand into one buffer.
#include "platform/http/wire.h"

#include <charconv>

#include "base/text.h"

namespace weft::http {
namespace {

// What every answer of the API carries; its answers are no pages and load nothing.
constexpr std::string_view kApiHeaders =
    "X-Content-Type-Options: nosniff\r\n"
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
// The same without CORP, for origins on the allow-list.
constexpr std::string_view kCorsApiHeaders =
    "X-Content-Type-Options: nosniff\r\n"
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: cross-origin\r\n";
constexpr std::string_view kPageHeaders =
    "X-Content-Type-Options: nosniff\r\n"
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'\r\n"
    "Referrer-Policy: strict-origin-when-cross-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: geolocation=(), microphone=()\r\n";
constexpr std::string_view kHsts = "Strict-Transport-Security: max-age=31536000\r\n";

template <class... Parts>
void append(std::string& out, Parts const&... parts) {
  (out.append(std::string_view{parts}), ...);
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits;
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_status_line(std::string& out, int status) {
  if (status == 200) {
    out.append("HTTP/1.1 200 OK\r\n");
    return;
  }
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(status));
  append(out, " ", reason_phrase(status), "\r\n");
}

void append_common(std::string& out, WireContext const& context, bool page) {
  append(out, "Date: ", context.date, "\r\n");
  out.append(page ? kPageHeaders : context.cors_origin.empty() ? kApiHeaders : kCorsApiHeaders);
  if (context.tls) out.append(kHsts);
  if (!context.request_id.empty()) append(out, "X-Request-Id: ", context.request_id, "\r\n");
  if (!context.cors_origin.empty()) {
    append(out, "Access-Control-Allow-Origin: ", context.cors_origin, "\r\n",
           "Access-Control-Allow-Credentials: true\r\n"
           "Access-Control-Expose-Headers: ETag, Location, Retry-After, X-Request-Id\r\n");
  }
  if (context.varies_by_origin) out.append("Vary: Origin\r\n");
}

}  // namespace

bool RequestHead::split_target() {
  std::string_view rest = target;
  if (rest == "*") {
    path = rest;
    return method == Method::options;
  }
  if (!rest.empty() && rest.front() != '/') {  // absolute form (RFC 9112, section 3.2.2)
    auto const scheme = rest.find("://");
    if (scheme == std::string_view::npos) return false;
    auto const slash = rest.find('/', scheme + 3);
    if (slash == std::string_view::npos) return false;
    rest.remove_prefix(slash);
  }
  if (rest.empty()) return false;
  if (auto const hash = rest.find('#'); hash != std::string_view::npos) return false;
  auto const mark = rest.find('?');
  path = rest.substr(0, mark);
  query = mark == std::string_view::npos ? std::string_view{} : rest.substr(mark + 1);
  return true;
}

void RequestHead::rebase(char const* from, char const* to) {
  auto const move = [&](std::string_view& view) {
    if (view.data() != nullptr) view = {to + (view.data() - from), view.size()};
  };
  move(target);
  move(path);
  move(query);
  for (auto& field : fields) move(field);
}

int write_answer(std::string& out, Answer const& answer, WireContext const& context) {
  std::string_view const body =
      answer.shared_body ? std::string_view{*answer.shared_body} : std::string_view{answer.body};
  int status = answer.status;
  if (context.may_be_304 && status == 200 && !answer.etag.empty() && !context.if_none_match.empty() &&
      lists_tag(context.if_none_match, answer.etag)) {
    status = 304;
  }
  bool const has_body = status != 204 && status != 304;
  append_status_line(out, status);
  // A script's own policy rules the worker that runs it, so all static files carry the pages'.
  append_common(out, context, answer.cacheable || answer.content_type.starts_with("text/html"));
  if (has_body) {
    append(out, "Content-Type: ", answer.content_type, "\r\nContent-Length: ");
    append_number(out, body.size());
    out.append("\r\n");
  }
  if (!answer.etag.empty()) append(out, "ETag: ", answer.etag, "\r\n");
  if (!answer.cacheable)
    out.append(answer.etag.empty() ? "Cache-Control: no-store\r\n" : "Cache-Control: private, no-cache\r\n");
  out.append(answer.headers);
  if (context.close) {
    out.append("Connection: close\r\n");
  } else if (context.http_1_0) {
    out.append("Connection: keep-alive\r\n");
  }
  out.append("\r\n");
  if (has_body && !context.head_only) out.append(body);
  return status;
}

void write_stream_head(std::string& out, WireContext const& context) {
  append_status_line(out, 200);
  append_common(out, context, false);
  out.append(
      "Content-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Accel-Buffering: no\r\nConnection: "
      "close\r\n\r\n");
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return status < 400 ? "OK" : "Refused";
  }
}

std::string http_date(std::chrono::system_clock::time_point at) {
  static constexpr std::array<char const*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<char const*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto const day = std::chrono::floor<std::chrono::days>(at);
  std::chrono::year_month_day const date{day};
  std::chrono::hh_mm_ss const time{std::chrono::floor<std::chrono::seconds>(at - day)};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday{day}.c_encoding()],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::optional<std::string> percent_decode(std::string_view text, bool plus) {
  auto const digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return {};
      int const high = digit(text[i + 1]);
      int const low = digit(text[i + 2]);
      if (high < 0 || low < 0) return {};
      c = static_cast<char>(high * 16 + low);
      if (c == '\0') return {};
      i += 2;
    } else if (c == '+' && plus) {
      c = ' ';
    }
    out.push_back(c);
  }
  return out;
}

bool for_each_query(std::string_view query, std::function<void(std::string_view, std::string_view)> const& each) {
  while (!query.empty()) {
    auto const end = query.find('&');
    auto const pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    if (pair.empty()) continue;
    auto const equals = pair.find('=');
    auto const name = percent_decode(pair.substr(0, equals), true);
    auto const value =
        percent_decode(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
    if (!name || !value) return false;
    each(*name, *value);
  }
  return true;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [&](char a, char b) { return lower(a) == lower(b); });
}

namespace {

/// Calls `each` with the trimmed items of a comma-separated list until it returns true; whether one did.
template <class Each>
bool any_item(std::string_view list, Each each) {
  while (!list.empty()) {
    auto const comma = list.find(',');
    if (each(base::trimmed(list.substr(0, comma)))) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
  return false;
}
}  // namespace

bool lists_tag(std::string_view list, std::string_view tag) {
  auto const strong = [](std::string_view one) { return one.starts_with("W/") ? one.substr(2) : one; };
  return any_item(list, [&](std::string_view one) { return one == "*" || strong(one) == strong(tag); });
}

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) {
  return any_item(accept_encoding, [&](std::string_view one) {
    auto const semicolon = one.find(';');
    if (!equal_ignoring_case(base::trimmed(one.substr(0, semicolon)), coding)) return false;
    if (semicolon == std::string_view::npos) return true;
    auto const quality = base::trimmed(one.substr(semicolon + 1));
    return !quality.starts_with("q=0") || quality.find_first_of("123456789", 3) != std::string_view::npos;
  });
}

}  // namespace weft::http
