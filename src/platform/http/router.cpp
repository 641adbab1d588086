// router.cpp - keeps endpoints and refuses those that contradict themselves or each other.
#include "platform/http/router.h"

#include <stdexcept>

#include "platform/http/files.h"
#include "platform/http/match.h"
#include "platform/http/openapi.h"

namespace weft::http {
namespace {

/// The names in braces, as views into the pattern.
std::vector<std::string_view> parameters_of(std::string_view pattern) {
  std::vector<std::string_view> names;
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1)) {
    auto const close = pattern.find('}', open);
    bool const whole_segment = open > 0 && pattern[open - 1] == '/' && close != std::string_view::npos &&
                               (close + 1 == pattern.size() || pattern[close + 1] == '/');
    if (!whole_segment) throw std::logic_error{"a {parameter} is a whole segment: " + std::string{pattern}};
    names.push_back(pattern.substr(open + 1, close - open - 1));
  }
  return names;
}

/// /v1/{a} and /v1/{b} are one address.
std::string skeleton(std::string_view pattern) {
  std::string out;
  bool inside = false;
  for (char const c : pattern) {
    if (c == '}') inside = false;
    if (!inside) out.push_back(c);
    if (c == '{') inside = true;
  }
  return out;
}

}  // namespace

Endpoint& Router::keep(Endpoint endpoint, std::vector<std::string_view> const& members) {
  auto const name = std::string{name_of(endpoint.method)} + ' ' + endpoint.pattern;
  if (!endpoint.pattern.starts_with('/')) throw std::logic_error{"a pattern starts with a slash: " + name};
  for (auto const& other : endpoints_) {
    bool const both_files = (other->kind == Kind::files) == (endpoint.kind == Kind::files);
    if (both_files && other->method == endpoint.method && skeleton(other->pattern) == skeleton(endpoint.pattern)) {
      throw std::logic_error{"two endpoints are mounted at " + name};
    }
  }
  auto kept = std::make_shared<Endpoint>(std::move(endpoint));
  kept->path_names = parameters_of(kept->pattern);
  if (kept->path_names.size() > kPathParametersMax) throw std::logic_error{"too many parameters: " + name};
  bool const typed = kept->kind != Kind::stream && kept->kind != Kind::document && kept->kind != Kind::files;
  for (auto const& parameter : kept->path_names) {
    if (typed && std::find(members.begin(), members.end(), parameter) == members.end()) {
      throw std::logic_error{"no member of the request is called " + std::string{parameter} + ": " + name};
    }
  }
  bool const may_have_body =
      kept->method == Method::post || kept->method == Method::put || kept->method == Method::patch;
  kept->reads_body = may_have_body && (kept->kind == Kind::route || kept->kind == Kind::lane) &&
                     members.size() > kept->path_names.size();
  endpoints_.push_back(std::move(kept));
  return *endpoints_.back();
}

void Router::stream(std::string_view pattern, Permission permission, StreamOpener opener, Doc doc) {
  Endpoint made;
  made.kind = Kind::stream;
  made.pattern = std::string{pattern};
  made.permission = permission;
  made.doc = std::move(doc);
  made.content_type = "text/event-stream";
  made.open_stream = std::move(opener);
  keep(std::move(made), {});
}

void Router::document(std::string_view pattern, Permission permission, std::string_view content_type,
                      std::function<Document(Call&)> handler, Doc doc) {
  Endpoint made;
  made.kind = Kind::document;
  made.pattern = std::string{pattern};
  made.permission = permission;
  made.doc = std::move(doc);
  made.content_type = content_type;
  made.decode = [](Incoming const&) -> base::Result<Endpoint::Decoded> { return Endpoint::Decoded{}; };
  made.run = [handler = std::move(handler), content_type](Call& call, void const*) -> base::Result<Answer> {
    auto document = handler(call);
    Answer answer;
    answer.status = document.status;
    answer.content_type = document.content_type.empty() ? content_type : document.content_type;
    answer.body = std::move(document.body);
    return answer;
  };
  keep(std::move(made), {});
}

void Router::files(std::string_view prefix, std::filesystem::path const& folder, std::string_view fallback) {
  Endpoint made;
  made.kind = Kind::files;
  made.pattern = std::string{prefix};
  if (!made.pattern.ends_with('/')) made.pattern += '/';
  made.doc = {.summary = "The pages of the console."};
  made.files = StaticFiles::load(folder, fallback);
  keep(std::move(made), {});
}

std::string Router::openapi() const { return openapi_of(endpoints_); }

}  // namespace weft::http
