// openapi.cpp - puts paths, parameters, bodies, answers and refusals together.
#include "platform/http/openapi.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <set>

#include "platform/http/reasons.h"

namespace weft::http {
namespace {

namespace bj = boost::json;

bj::string_view view(std::string_view text) { return {text.data(), text.size()}; }

bj::value component(std::string_view what) { return bj::object{{"$ref", "#/components/" + std::string{what}}}; }

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::route: return "route";
    case Kind::cached: return "cached";
    case Kind::lane: return "lane";
    case Kind::stream: return "stream";
    case Kind::upload: return "upload";
    case Kind::document: return "document";
    case Kind::files: return "files";
  }
  return "route";
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (auto& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

constexpr std::string_view kAbout =
    "Weft gives a retailer one picture of customer, stock, price, order and conversation, read and written by every "
    "channel.\n\n"
    "- A refusal is `application/problem+json` (RFC 9457). Branch on its `reason`; every wrong field is named at once, "
    "by JSON pointer into the body, `?name` for the query, `{name}` for the path.\n"
    "- Unknown and doubled members are refused. Whole numbers are written without a point or an exponent. Texts hold "
    "no control characters but tab and line breaks. A member that may be missing may be null as well.\n"
    "- Money is whole minor units (cents) with an ISO 4217 code; instants are UTC, RFC 3339.\n"
    "- A list is read page by page: pass `next_cursor` as `cursor` until it is absent.\n"
    "- POST takes an `Idempotency-Key`: the same key with the same body gives the same answer, once done.\n"
    "- Members may be added to answers at any time; clients ignore what they do not know.";

// ---- What is shared
// ---------------------------------------------------------------------------------------------------

bj::object problem_schema() {
  auto const text = [](std::string_view note) { return bj::object{{"type", "string"}, {"description", view(note)}}; };
  bj::object const field{
      {"type", "object"},
      {"properties",
       bj::object{{"pointer", text("JSON pointer into the body, `?name`, `{name}` or `name:` for a header.")},
                  {"reason", text("Such as json.missing.")},
                  {"detail", text("What is wrong, in words.")}}},
      {"required", bj::array{"pointer", "reason"}}};
  bj::object properties{{"type", text("A URN made from the reason.")},
                        {"title", text("One sentence, the same for every case of this reason.")},
                        {"status", bj::object{{"type", "integer"}, {"minimum", 400}, {"maximum", 599}}},
                        {"detail", text("This one case, in words.")},
                        {"reason", text("The stable dotted reason; clients branch on it.")},
                        {"request_id", text("Quote it when you ask for help.")},
                        {"errors", bj::object{{"type", "array"}, {"items", field}}},
                        {"retry_after_seconds", bj::object{{"type", "integer"}, {"minimum", 0}}}};
  return bj::object{{"type", "object"},
                    {"description", "Why the request was refused (RFC 9457). Some reasons add members of their own."},
                    {"properties", std::move(properties)},
                    {"required", bj::array{"type", "title", "status", "reason"}}};
}

bj::object shared_parameters() {
  bj::object key{
      {"name", "Idempotency-Key"},
      {"in", "header"},
      {"required", true},
      {"description",
       "1 to 128 visible ASCII characters, new for each new intent; kept for 48 hours. The same key with the "
       "same body gives the same answer."},
      {"schema", bj::object{{"type", "string"}, {"pattern", "^[!-~]{1,128}$"}}}};
  bj::object match{{"name", "If-Match"},
                   {"in", "header"},
                   {"required", true},
                   {"description", "The ETag of what you read and now change."},
                   {"schema", bj::object{{"type", "string"}}}};
  bj::object last{{"name", "Last-Event-ID"},
                  {"in", "header"},
                  {"required", false},
                  {"description", "The id of the last event seen; what came after it is sent first."},
                  {"schema", bj::object{{"type", "string"}}}};
  return bj::object{
      {"IdempotencyKey", std::move(key)}, {"IfMatch", std::move(match)}, {"LastEventId", std::move(last)}};
}

bj::object security_schemes() {
  return bj::object{
      {"session", bj::object{{"type", "apiKey"},
                             {"in", "cookie"},
                             {"name", "weft_session"},
                             {"description",
                              "Set by PUT /v1/session. Every method but GET needs its `csrf_token` as the header "
                              "X-CSRF-Token too."}}},
      {"api_key", bj::object{{"type", "http"},
                             {"scheme", "bearer"},
                             {"description", "A key made by POST /v1/api-keys, with its scopes."}}}};
}

// ---- Refusals
// ---------------------------------------------------------------------------------------------------------

using Refusals = std::map<int, std::vector<base::Reason>>;

void add(Refusals& refusals, std::initializer_list<base::Reason> reasons) {
  for (auto const& reason : reasons) {
    auto& known = refusals[base::http_status_of(reason)];
    auto const same = [&](base::Reason const& other) { return other.name == reason.name; };
    if (std::none_of(known.begin(), known.end(), same)) known.push_back(reason);
  }
}

/// What the door itself may say no with, then what the domain may.
Refusals refusals_of(Endpoint const& endpoint, bool has_parameters) {
  Refusals out;
  add(out, {kMalformedRequest, kInternal, kOverloaded, kDraining, kDeadlineExceeded, kDatabaseUnavailable});
  if (has_parameters) add(out, {json::kMalformed, json::kInvalid});
  if (endpoint.permission != kPublic) add(out, {kUnauthenticated});
  if (endpoint.permission != kPublic) add(out, {kPermissionDenied});
  if (endpoint.reads_body) add(out, {json::kMalformed, json::kInvalid, kUnsupportedMediaType});
  if (endpoint.reads_body || endpoint.kind == Kind::upload) add(out, {kBodyTooLarge, kRequestTimeout});
  if (endpoint.needs_key()) {
    add(out, {kIdempotencyKeyMissing, kIdempotencyKeyMalformed, kIdempotencyKeyReused, kIdempotencyInFlight});
  }
  if (endpoint.doc.needs_version) add(out, {kIfMatchMissing, kVersionMismatch, kOutcomeUnknown});
  for (auto const& reason : endpoint.doc.reasons) add(out, {reason});
  return out;
}

bj::object refusal(int status, std::vector<base::Reason> const& reasons) {
  std::string words;
  bj::array names;
  for (auto const& reason : reasons) {
    if (!words.empty()) words += '\n';
    words += fmt::format("- `{}`: {}", reason.name, reason.title);
    names.emplace_back(view(reason.name));
  }
  bj::object out{{"description", std::move(words)}};
  if (status == 429 || status == 503) {
    out["headers"] =
        bj::object{{"Retry-After", bj::object{{"description", "Seconds to wait."},
                                              {"schema", bj::object{{"type", "integer"}, {"minimum", 0}}}}}};
  }
  out["content"] = bj::object{{"application/problem+json", bj::object{{"schema", component("schemas/Problem")}}}};
  out["x-reasons"] = std::move(names);
  return out;
}

/// The refusals that every endpoint shares are written once.
std::string_view shared_refusal(int status, std::vector<base::Reason> const& reasons) {
  if (status == 500 && reasons.size() == 1) return "Internal";
  if (status == 503 && reasons.size() == 4) return "Unavailable";
  if (reasons.size() != 1) return {};
  if (reasons.front().name == kUnauthenticated.name) return "Unauthenticated";
  if (reasons.front().name == kPermissionDenied.name) return "PermissionDenied";
  return {};
}

bj::object shared_responses() {
  return bj::object{
      {"Internal", refusal(500, {kInternal})},
      {"PermissionDenied", refusal(403, {kPermissionDenied})},
      {"Unauthenticated", refusal(401, {kUnauthenticated})},
      {"Unavailable", refusal(503, {kOverloaded, kDraining, kDeadlineExceeded, kDatabaseUnavailable})},
  };
}

// ---- One operation
// ----------------------------------------------------------------------------------------------------

std::string_view note_of(Parameter const& parameter) {
  if (!parameter.note.empty() || parameter.in_path) return parameter.note;
  if (parameter.name == "cursor") return "Where the page starts: `next_cursor` of the page before.";
  if (parameter.name == "limit") return "How many items a page may hold.";
  return {};
}

bj::array parameters_of(Endpoint const& endpoint, Shape& shape) {
  bj::array out;
  std::set<std::string_view> described;
  for (auto& parameter : shape.parameters) {
    bj::object one{{"name", view(parameter.name)},
                   {"in", parameter.in_path ? "path" : "query"},
                   {"required", parameter.in_path || parameter.required}};
    if (auto const note = note_of(parameter); !note.empty()) one["description"] = view(note);
    one["schema"] = std::move(parameter.schema);
    out.push_back(std::move(one));
    if (parameter.in_path) described.insert(parameter.name);
  }
  for (auto const name : endpoint.path_names) {  // those of streams, which are handed over as text
    if (described.contains(name)) continue;
    out.push_back(bj::object{
        {"name", view(name)}, {"in", "path"}, {"required", true}, {"schema", bj::object{{"type", "string"}}}});
  }
  if (endpoint.needs_key()) out.push_back(component("parameters/IdempotencyKey"));
  if (endpoint.doc.needs_version) out.push_back(component("parameters/IfMatch"));
  if (endpoint.kind == Kind::stream) out.push_back(component("parameters/LastEventId"));
  return out;
}

bj::object content(std::string_view type, bj::value schema) {
  // Parameters of a media type ("; charset=utf-8") are no part of its key here.
  auto const bare = type.substr(0, type.find(';'));
  return bj::object{{view(bare), bj::object{{"schema", std::move(schema)}}}};
}

bj::object success_of(Endpoint const& endpoint, Shape& shape) {
  bj::object out{{"description", endpoint.doc.status == 204 ? "Done." : "The answer."}};
  if (endpoint.kind == Kind::stream) {
    out["description"] = "Server-sent events, until either side closes; a comment line every 15 seconds keeps it open.";
    out["content"] = content("text/event-stream", bj::object{{"type", "string"}});
  } else if (endpoint.kind == Kind::document) {
    bool const is_json = endpoint.content_type.starts_with("application/json");
    out["content"] = content(endpoint.content_type, bj::object{{"type", is_json ? "object" : "string"}});
  } else if (shape.response) {
    out["content"] = content("application/json", std::move(*shape.response));
  }
  return out;
}

bj::object responses_of(Endpoint const& endpoint, Shape& shape) {
  bj::object out;
  auto const success = endpoint.kind == Kind::stream ? 200 : endpoint.doc.status;
  out[std::to_string(success)] = success_of(endpoint, shape);
  bool const has_parameters = !shape.parameters.empty() || !endpoint.path_names.empty();
  for (auto const& [status, reasons] : refusals_of(endpoint, has_parameters)) {
    if (auto const shared = shared_refusal(status, reasons); !shared.empty()) {
      out[std::to_string(status)] = component("responses/" + std::string{shared});
    } else {
      out[std::to_string(status)] = refusal(status, reasons);
    }
  }
  return out;
}

bj::array security_of(Endpoint const& endpoint) {
  if (endpoint.permission == kPublic) return {};
  return bj::array{bj::object{{"session", bj::array{}}}, bj::object{{"api_key", bj::array{}}}};
}

bj::object operation_of(Endpoint const& endpoint, json::SchemaBook& book) {
  auto shape = endpoint.shape ? endpoint.shape(book) : Shape{};
  auto const& doc = endpoint.doc;
  bj::object out;
  if (!doc.tag.empty()) out["tags"] = bj::array{view(doc.tag)};
  out["operationId"] = operation_id_of(endpoint.method, endpoint.pattern);
  if (!doc.summary.empty()) out["summary"] = view(doc.summary);
  if (!doc.description.empty()) out["description"] = view(doc.description);
  if (auto parameters = parameters_of(endpoint, shape); !parameters.empty()) out["parameters"] = std::move(parameters);
  if (endpoint.kind == Kind::upload) {
    out["requestBody"] = bj::object{
        {"required", true},
        {"description", "The file as it is; any content type is taken."},
        {"content", content("application/octet-stream", bj::object{{"type", "string"}, {"format", "binary"}})}};
  } else if (shape.body) {
    out["requestBody"] =
        bj::object{{"required", true}, {"content", content("application/json", std::move(*shape.body))}};
  }
  out["responses"] = responses_of(endpoint, shape);
  out["security"] = security_of(endpoint);
  if (endpoint.permission != kPublic) out["x-scope"] = view(endpoint.permission.name);
  out["x-kind"] = view(name_of(endpoint.kind));
  return out;
}

bj::object sorted(bj::object const& object) {
  std::map<std::string_view, bj::value const*> by_name;
  for (auto const& [name, value] : object) by_name[{name.data(), name.size()}] = &value;
  bj::object out;
  for (auto const& [name, value] : by_name) out[view(name)] = *value;
  return out;
}

/// Adds the names of the schemas that stand in `value`.
void add_refs(bj::value const& value, std::set<std::string>& out) {
  constexpr std::string_view at = "#/components/schemas/";
  if (auto const* const list = value.if_array()) {
    for (auto const& item : *list) add_refs(item, out);
  } else if (auto const* const object = value.if_object()) {
    for (auto const& [name, member] : *object) {
      if (name == "$ref" && member.as_string().starts_with(view(at))) {
        out.emplace(std::string_view{member.as_string()}.substr(at.size()));
      } else {
        add_refs(member, out);
      }
    }
  }
}

/// Answers may gain members: only what a request is made of says that it takes no others.
void open_answers(bj::object const& paths, bj::object& schemas) {
  std::set<std::string> asked;
  for (auto const& path : paths) {
    for (auto const& operation : path.value().as_object()) {
      if (auto const* const body = operation.value().as_object().if_contains("requestBody")) add_refs(*body, asked);
    }
  }
  for (std::size_t known = 0; known != asked.size();) {
    known = asked.size();
    for (auto const& name : std::set{asked}) add_refs(schemas.at(name), asked);
  }
  for (auto& [name, schema] : schemas) {
    if (asked.contains(name)) continue;
    auto& object = schema.as_object();
    if (auto const* const others = object.if_contains("additionalProperties"); others && others->is_bool()) {
      object.erase("additionalProperties");
    }
  }
}

std::vector<std::shared_ptr<Endpoint>> in_order(std::vector<std::shared_ptr<Endpoint>> endpoints) {
  std::erase_if(endpoints, [](auto const& endpoint) { return endpoint->kind == Kind::files; });
  std::sort(endpoints.begin(), endpoints.end(), [](auto const& left, auto const& right) {
    return std::tie(left->pattern, left->method) < std::tie(right->pattern, right->method);
  });
  return endpoints;
}

}  // namespace

std::string operation_id_of(Method method, std::string_view pattern) {
  auto out = lower(name_of(method));
  if (pattern.starts_with("/v1/")) pattern.remove_prefix(3);
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    auto const part = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(part.size());
    if (part.empty()) continue;
    out += part.starts_with('{') ? "_by_" : "_";
    for (char const letter : part) {
      if (letter == '{' || letter == '}') continue;
      out += letter == '-' || letter == '.' ? '_' : letter;
    }
  }
  return out;
}

std::string openapi_of(std::vector<std::shared_ptr<Endpoint>> const& endpoints) {
  json::SchemaBook book;
  bj::object paths;
  std::set<std::string_view> tags;
  std::set<std::string> ids;
  for (auto const& endpoint : in_order(endpoints)) {
    if (auto const id = operation_id_of(endpoint->method, endpoint->pattern); !ids.insert(id).second) {
      throw std::logic_error{"openapi: two endpoints are called " + id};
    }
    auto& path = paths[view(endpoint->pattern)];
    if (!path.is_object()) path = bj::object{};
    path.as_object()[lower(name_of(endpoint->method))] = operation_of(*endpoint, book);
    if (!endpoint->doc.tag.empty()) tags.insert(endpoint->doc.tag);
  }
  bj::array tag_list;
  for (auto const tag : tags) tag_list.push_back(bj::object{{"name", view(tag)}});
  auto schemas = book.schemas();
  open_answers(paths, schemas);
  if (!schemas.emplace("Problem", problem_schema()).second) {
    throw std::logic_error{"openapi: Problem is the name of every refusal; give that struct a kSchemaName"};
  }
  bj::object const document{
      {"openapi", "3.1.0"},
      {"info", bj::object{{"title", "Weft"},
                          {"version", WEFT_VERSION},
                          {"description", view(kAbout)},
                          {"license", bj::object{{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"servers", bj::array{bj::object{{"url", "/"}, {"description", "This server."}}}},
      {"tags", std::move(tag_list)},
      {"paths", std::move(paths)},
      {"components", bj::object{{"schemas", sorted(schemas)},
                                {"responses", shared_responses()},
                                {"parameters", shared_parameters()},
                                {"securitySchemes", security_schemes()}}}};
  std::string out;
  json::encode_pretty(out, document);
  out += '\n';
  return out;
}

}  // namespace weft::http
