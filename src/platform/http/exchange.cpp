// exchange.cpp - what a request brings, handed on in the shapes that the others ask for.
#include "platform/http/exchange.h"

namespace weft::http {

std::string_view name_of(Method method) {
  static constexpr std::array<std::string_view, kMethods> names{"GET",    "POST", "PUT",    "PATCH",
                                                                "DELETE", "HEAD", "OPTIONS"};
  return names[static_cast<std::size_t>(method)];
}

bool Caller::may(Permission permission) const {
  if (permission == kPublic) return true;
  if (!known()) return false;
  return permission == kSignedIn || std::find(scopes.begin(), scopes.end(), permission.name) != scopes.end();
}

std::optional<std::string_view> cookie_of(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    auto const end = header.find(';');
    auto pair = header.substr(0, end);
    header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    auto const equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    auto value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

std::shared_ptr<Caller const> const& anonymous() {
  static std::shared_ptr<Caller const> const nobody = std::make_shared<Caller const>();
  return nobody;
}

std::optional<Authenticator::Answer> NobodyKnown::recall(Credentials const&) { return Answer{anonymous()}; }
Authenticator::Answer NobodyKnown::look_up(pg::Connection&, Credentials const&) { return anonymous(); }

Exchange::~Exchange() { remove_spool_file(); }

void Exchange::remove_spool_file() {
  if (upload.path.empty()) return;
  std::error_code ignored;
  std::filesystem::remove(upload.path, ignored);
  upload.path.clear();
}

Credentials Exchange::credentials() const {
  return {.method = method(),
          .authorization = head[Field::authorization],
          .cookie = head[Field::cookie],
          .csrf_token = head[Field::csrf_token],
          .origin = head[Field::origin],
          .path = head.path,
          .peer = peer};
}

Incoming Exchange::incoming() const {
  return {.method = method(),
          .path_names = endpoint->path_names,
          .path_values = std::span{match.values}.first(match.values_count),
          .query = head.query,
          .body = body};
}

telemetry::TraceContext const& Exchange::trace() {
  if (!trace_) {
    auto const given = telemetry::TraceContext::parse(head[Field::traceparent]);
    trace_ = given ? given->child() : telemetry::TraceContext::make();
    trace_id_ = trace_->trace_id();
  }
  return *trace_;
}

std::string const& Exchange::trace_id() {
  trace();
  return trace_id_;
}

void Exchange::clear() {
  head = RequestHead{};
  body.clear();
  match.clear();
  endpoint = nullptr;
  caller.reset();
  needs_look_up = false;
  close_after = false;
  cors_origin = {};
  key.reset();
  upload = UploadedFile{};
  trace_.reset();
  trace_id_.clear();
}

}  // namespace weft::http
