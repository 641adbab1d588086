// endpoint.h - one address of the API with its types erased: what the door needs to run it and openapi.json to show it.
#pragma once

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/call.h"
#include "platform/http/stream.h"
#include "platform/json/json.h"

namespace weft::http {

/// How an endpoint is run (docs/guide: the endpoint kinds).
enum class Kind : std::uint8_t {
  route,     ///< one thread, one transaction
  cached,    ///< answered on the I/O thread from memory where it can be, else as a route
  lane,      ///< all that wait are settled in one transaction
  stream,    ///< server-sent events
  upload,    ///< the body goes to a spool file, then as a route
  document,  ///< a ready text (metrics, openapi.json), made on a worker
  files,     ///< static files
  // steps (work that speaks to a payment provider between two commits) comes with payments.
};

/// What is sent back.
struct Answer {
  int status = 200;
  std::string_view content_type = "application/json";  ///< a literal
  std::string body;
  std::shared_ptr<std::string const> shared_body;  ///< in place of `body`, where many answers share it
  std::string headers;                             ///< further header lines, each ending in CRLF
  std::string etag;                                ///< with its quotes; empty = none
  bool cacheable = false;                          ///< the headers carry their own Cache-Control; else no-store is sent
};

/// An answer made ahead, for cached endpoints; immutable once shared.
struct Rendered {
  std::shared_ptr<std::string const> body;
  std::string etag;  ///< with its quotes; empty = none
};
/// Writes `value` as JSON once, to be sent many times. `version` >= 0 becomes its ETag.
template <class T>
std::shared_ptr<Rendered const> render(T const& value, std::int64_t version = -1) {
  return std::make_shared<Rendered const>(Rendered{std::make_shared<std::string const>(json::encode(value)),
                                                   version < 0 ? std::string{} : '"' + std::to_string(version) + '"'});
}

/// A text that is no JSON answer of a described struct (metrics, openapi.json), or one whose status varies.
struct Document {
  std::string body;
  std::string_view content_type{};  ///< a literal; empty = the endpoint's
  int status = 200;
};

/// A request's body as a file in the spool folder; deleted when the handler returns, unless it was renamed away.
struct UploadedFile {
  std::filesystem::path path;
  std::int64_t size_bytes{};
  std::string content_type;  ///< as the client said
};

/// What a handler's typed request is read from; the views live as long as the request is being answered.
struct Incoming {
  Method method = Method::get;
  std::span<std::string_view const> path_names;   ///< of {parameters}, in order
  std::span<std::string_view const> path_values;  ///< decoded
  std::string_view query;                         ///< as sent, without the '?'
  std::string_view body;
};

/// One parameter of an endpoint, for openapi.json.
struct Parameter {
  std::string_view name;
  bool in_path;  ///< else in the query
  bool required;
  std::string_view note;
  boost::json::value schema;
};
/// The schemas of an endpoint, for openapi.json.
struct Shape {
  std::vector<Parameter> parameters;
  std::optional<boost::json::value> body;      ///< nothing = the endpoint takes no JSON body
  std::optional<boost::json::value> response;  ///< nothing = 204, or not JSON
};

class LaneBase;
struct StaticFiles;

struct Endpoint {
  Kind kind = Kind::route;
  Method method = Method::get;
  std::string pattern;                       ///< "/v1/orders/{order_id}"; of files: the prefix
  std::vector<std::string_view> path_names;  ///< views into pattern
  Permission permission = kPublic;
  Doc doc;
  bool reads_body = false;                             ///< takes a JSON body
  std::size_t body_bytes_max = 0;                      ///< 0 = the server's limit
  std::string_view content_type = "application/json";  ///< of success; uploads take any body
  std::function<Shape(json::SchemaBook&)> shape;

  // What runs it; which are set follows from the kind.
  using Decoded = std::shared_ptr<void const>;
  std::function<base::Result<Decoded>(Incoming const&)> decode;
  std::function<base::Result<Answer>(Call&, void const* request)> run;
  std::function<std::shared_ptr<Rendered const>(Caller const&, Incoming const&)> recall;
  std::function<base::Result<Answer>(Call&, void const* request, UploadedFile const&)> run_upload;
  std::shared_ptr<LaneBase> lane;
  StreamOpener open_stream;
  std::shared_ptr<StaticFiles const> files;

  /// POST needs an Idempotency-Key.
  [[nodiscard]] bool needs_key() const {
    return method == Method::post && doc.claim == Claim::by_method && kind != Kind::stream && kind != Kind::document;
  }
};

// ---- Reading a typed request
// --------------------------------------------------------------------------------------------
/// Calls `each(name, value)` for every decoded query parameter; false when a percent code is broken.
bool for_each_query(std::string_view query, std::function<void(std::string_view, std::string_view)> const& each);

/// Reads {parameters} into the members of their names; of what is left, the query (GET, DELETE, uploads) or the JSON
/// body. Every wrong field is named at once. Errors: json.malformed (400), json.invalid (422).
template <class Request>
base::Result<Request> read_request(Incoming const& incoming, bool reads_body) {
  Request request{};
  std::vector<base::FieldError> wrong;
  for (std::size_t i = 0; i < incoming.path_names.size(); ++i) {
    auto const name = incoming.path_names[i];
    json::decode_parameter_of(request, name, incoming.path_values[i], "{" + std::string{name} + "}", wrong);
  }
  if (reads_body) {
    auto read = json::decode_body(request, incoming.body, incoming.path_names, wrong);
    if (!read) return std::move(read).error();
  } else {
    std::vector<std::string> seen{incoming.path_names.begin(), incoming.path_names.end()};
    bool const whole = for_each_query(incoming.query, [&](std::string_view name, std::string_view value) {
      auto at = "?" + std::string{name};
      if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
        wrong.push_back({std::move(at), "json.duplicate", "This parameter is given twice."});
      } else if (json::decode_parameter_of(request, name, value, at, wrong)) {
        seen.emplace_back(name);
      } else {
        wrong.push_back({std::move(at), "json.unknown", "There is no such parameter."});
      }
    });
    if (!whole) return base::Error{json::kMalformed, "The query has a broken percent code."};
    for (auto const& member : json::members_of<Request>()) {
      if (member.required && std::find(seen.begin(), seen.end(), member.name) == seen.end()) {
        wrong.push_back({"?" + std::string{member.name}, "json.missing", "This parameter must be given."});
      }
    }
  }
  if (wrong.empty()) return request;
  return base::Error{json::kInvalid, {}, std::move(wrong)};
}

/// Describes the schemas of an endpoint with those types.
template <class Request, class Response>
Shape shape_of(json::SchemaBook& book, std::span<std::string_view const> path_names, bool reads_body) {
  Shape shape;
  if constexpr (!std::is_same_v<Request, None>) {
    for (auto& member : book.member_schemas_of<Request>()) {
      bool const in_path = std::find(path_names.begin(), path_names.end(), member.name) != path_names.end();
      if (!in_path && reads_body) continue;
      shape.parameters.push_back({member.name, in_path, member.required, member.note, std::move(member.schema)});
    }
    if (reads_body) shape.body = book.body_schema_of<Request>(path_names);
  }
  if constexpr (!std::is_same_v<Response, None>) shape.response = book.schema_of<Response>();
  return shape;
}

/// A handler's success as an answer: None is 204, all else JSON.
template <class Response>
Answer answer_of(Response const& response, Doc const& doc) {
  Answer answer;
  if constexpr (std::is_same_v<Response, None>) {
    answer.status = 204;
  } else {
    answer.status = doc.status;
    json::encode_to(answer.body, response);
  }
  return answer;
}

}  // namespace weft::http
