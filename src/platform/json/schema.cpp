// schema.cpp - the small schemas of which those of the structs are made.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "platform/json/json.h"

namespace weft::json {

bool SchemaBook::claim(std::string const& name, void const* owner) {
  auto const [at, is_new] = owners_.emplace(name, owner);
  if (!is_new && at->second != owner) {
    throw std::logic_error{"json: two different structs are called " + name + "; give one of them a kSchemaName"};
  }
  return is_new;
}

namespace detail {
namespace {

namespace bj = boost::json;

bj::string_view view(std::string_view text) { return {text.data(), text.size()}; }

constexpr std::size_t kNoLimit = ~std::size_t{};

/// What every text must match: no control characters but tab and line breaks.
constexpr std::string_view kTextPattern = R"(^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$)";

}  // namespace

bj::value integer_schema(std::int64_t min, std::int64_t max, int bits) {
  bj::object out{{"type", "integer"}};
  if (bits != 16) out["format"] = bits == 32 ? "int32" : "int64";
  out["minimum"] = min;
  out["maximum"] = max;
  return out;
}

bj::value text_schema(std::size_t min, std::size_t max) {
  bj::object out{{"type", "string"}};
  if (min == 0 && max == kNoLimit) return out;
  if (min > 0) out["minLength"] = min;
  if (max != kNoLimit) out["maxLength"] = max;
  out["pattern"] = view(kTextPattern);
  return out;
}

bj::value matching_schema(std::string_view pattern, std::size_t max, std::string_view words) {
  return bj::object{{"type", "string"}, {"maxLength", max}, {"pattern", view(pattern)}, {"description", view(words)}};
}

bj::value id_schema(std::string_view prefix) {
  auto const pattern = fmt::format("^{}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$", prefix);
  return bj::object{{"type", "string"}, {"pattern", pattern}};
}

bj::value format_schema(std::string_view type, std::string_view format) {
  bj::object out{{"type", view(type)}};
  if (!format.empty()) out["format"] = view(format);
  return out;
}

bj::value currency_schema() { return bj::object{{"type", "string"}, {"pattern", "^[A-Z]{3}$"}}; }

bj::value enum_schema(std::span<std::string_view const> names) {
  bj::array values;
  for (auto const name : names) values.emplace_back(view(name));
  return bj::object{{"type", "string"}, {"enum", std::move(values)}};
}

bj::value list_schema(bj::value items, std::size_t min, std::size_t max) {
  bj::object out{{"type", "array"}, {"items", std::move(items)}};
  if (min > 0) out["minItems"] = min;
  if (max != kNoLimit) out["maxItems"] = max;
  return out;
}

bj::value map_schema(bj::value items) {
  return bj::object{{"type", "object"}, {"additionalProperties", std::move(items)}};
}

bj::value nullable(bj::value schema) {
  auto& object = schema.as_object();
  if (object.empty()) return schema;  // anything includes null
  if (auto* const type = object.if_contains("type"); type != nullptr && type->is_string()) {
    *type = bj::array{*type, "null"};
    return schema;
  }
  return bj::object{{"anyOf", bj::array{std::move(schema), bj::object{{"type", "null"}}}}};
}

bj::value reference(std::string_view name) {
  return bj::object{{"$ref", fmt::format("#/components/schemas/{}", name)}};
}

bj::object struct_schema(std::vector<SchemaBook::MemberSchema> members, std::span<std::string_view const> elsewhere) {
  bj::object properties;
  bj::array required;
  for (auto& member : members) {
    if (std::find(elsewhere.begin(), elsewhere.end(), member.name) != elsewhere.end()) continue;
    if (!member.note.empty()) member.schema.as_object()["description"] = view(member.note);
    if (member.required) required.emplace_back(view(member.name));
    properties.emplace(view(member.name), std::move(member.schema));
  }
  bj::object out{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = std::move(required);
  out["additionalProperties"] = false;
  return out;
}

}  // namespace detail
}  // namespace weft::json
