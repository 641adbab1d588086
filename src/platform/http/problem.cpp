// problem.cpp - writes problem documents.
#include "platform/http/problem.h"

namespace weft::http {
namespace {

void member(std::string& out, std::string_view name, std::string_view text) {
  out += ',';
  json::encode_string(out, name);
  out += ':';
  json::encode_string(out, text);
}

bool is_whole_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || text.size() > 15 || (text.size() > 1 && text.front() == '0')) return false;
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

void append_fields(std::string& out, std::vector<base::FieldError> const& fields) {
  out += ",\"errors\":[";
  bool first = true;
  for (auto const& field : fields) {
    if (!first) out += ',';
    first = false;
    out += "{\"pointer\":";
    json::encode_string(out, field.pointer);
    member(out, "reason", field.reason);
    if (!field.detail.empty()) member(out, "detail", field.detail);
    out += '}';
  }
  out += ']';
}

}  // namespace

Answer problem_of(base::Error const& error, std::string_view request_id) {
  Answer answer;
  answer.status = base::http_status_of(error.reason);
  answer.content_type = "application/problem+json";
  auto retry_after = error.retry_after_seconds;
  if (!retry_after && (answer.status == 503 || answer.status == 429)) retry_after = 1;

  auto& out = answer.body;
  out = "{\"type\":";
  json::encode_string(out, "urn:weft:problem:" + std::string{error.reason.name});
  member(out, "title", error.reason.title);
  out += ",\"status\":" + std::to_string(answer.status);
  if (!error.detail.empty()) member(out, "detail", error.detail);
  member(out, "reason", error.reason.name);
  if (!request_id.empty()) member(out, "request_id", request_id);
  if (!error.fields.empty()) append_fields(out, error.fields);
  for (auto const& [name, value] : error.facts) {
    if (is_whole_number(value)) {
      out += ',';
      json::encode_string(out, name);
      out += ':' + value;
    } else {
      member(out, name, value);
    }
  }
  if (retry_after) {
    out += ",\"retry_after_seconds\":" + std::to_string(*retry_after);
    answer.headers = "Retry-After: " + std::to_string(*retry_after) + "\r\n";
  }
  if (answer.status == 401) answer.headers += "WWW-Authenticate: Bearer realm=\"weft\"\r\n";
  out += '}';
  return answer;
}

}  // namespace weft::http
