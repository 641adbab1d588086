// parser.cpp - from Beast's callbacks to a RequestHead.
#include "platform/http/parser.h"

#include <boost/beast/http/error.hpp>

namespace weft::http {
namespace beast = boost::beast::http;
namespace {

std::optional<Method> method_of(beast::verb verb) {
  switch (verb) {
    case beast::verb::get: return Method::get;
    case beast::verb::post: return Method::post;
    case beast::verb::put: return Method::put;
    case beast::verb::patch: return Method::patch;
    case beast::verb::delete_: return Method::delete_;
    case beast::verb::head: return Method::head;
    case beast::verb::options: return Method::options;
    default: return {};
  }
}

std::optional<Field> field_of(beast::field name, std::string_view text) {
  switch (name) {
    case beast::field::host: return Field::host;
    case beast::field::authorization: return Field::authorization;
    case beast::field::cookie: return Field::cookie;
    case beast::field::content_type: return Field::content_type;
    case beast::field::expect: return Field::expect;
    case beast::field::if_match: return Field::if_match;
    case beast::field::if_none_match: return Field::if_none_match;
    case beast::field::accept: return Field::accept;
    case beast::field::accept_encoding: return Field::accept_encoding;
    case beast::field::origin: return Field::origin;
    case beast::field::access_control_request_method: return Field::requested_method;
    case beast::field::user_agent: return Field::user_agent;
    case beast::field::transfer_encoding: return Field::transfer_encoding;
    case beast::field::unknown: break;
    default: return {};
  }
  if (equal_ignoring_case(text, "idempotency-key")) return Field::idempotency_key;
  if (equal_ignoring_case(text, "x-csrf-token")) return Field::csrf_token;
  if (equal_ignoring_case(text, "traceparent")) return Field::traceparent;
  if (equal_ignoring_case(text, "last-event-id")) return Field::last_event_id;
  return {};
}

}  // namespace

void HeadParser::on_request_impl(beast::verb verb, string_view, string_view target, int version, error_code& ec) {
  version_ = version;
  head_.method = method_of(verb);
  head_.target = {target.data(), target.size()};
  head_.http_1_0 = version == 10;
  if (!head_.split_target()) ec = beast::error::bad_target;
}

void HeadParser::on_field_impl(beast::field name, string_view text, string_view value, error_code& ec) {
  bool const in_place = value.empty() || (value.data() >= begin_ && value.data() + value.size() <= end_);
  if (!in_place) {
    ec = beast::error::bad_value;
    return;
  }
  auto const field = field_of(name, {text.data(), text.size()});
  if (!field) return;
  auto& slot = head_.fields[static_cast<std::size_t>(*field)];
  if (slot.data() != nullptr && *field != Field::accept && *field != Field::accept_encoding) {
    ec = beast::error::bad_field;
    return;
  }
  // An empty value still says that the field was there.
  slot = value.empty() ? std::string_view{begin_, 0} : std::string_view{value.data(), value.size()};
  if (*field == Field::transfer_encoding && !equal_ignoring_case(slot, "chunked"))
    ec = beast::error::bad_transfer_encoding;
}

}  // namespace weft::http
