// schema.ipp - the JSON Schema of a described struct, member by member.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace weft::json::detail {

boost::json::value integer_schema(std::int64_t min, std::int64_t max, int bits);
boost::json::value text_schema(std::size_t min, std::size_t max);
boost::json::value matching_schema(std::string_view pattern, std::size_t max, std::string_view words);
boost::json::value id_schema(std::string_view prefix);
boost::json::value format_schema(std::string_view type, std::string_view format);
boost::json::value currency_schema();
boost::json::value enum_schema(std::span<std::string_view const> names);
boost::json::value list_schema(boost::json::value items, std::size_t min, std::size_t max);
boost::json::value map_schema(boost::json::value items);
boost::json::value nullable(boost::json::value schema);
boost::json::value reference(std::string_view name);
/// Puts the members of a struct together.
boost::json::object struct_schema(std::vector<SchemaBook::MemberSchema> members,
                                  std::span<std::string_view const> elsewhere = {});

/// The note of one member, the struct's own before those of its bases.
template <class T>
std::string_view note_of(std::string_view member) {
  if constexpr (requires { T::kNotes; }) {
    for (Note const& note : T::kNotes) {
      if (note.member == member) return note.text;
    }
  }
  std::string_view found;
  boost::mp11::mp_for_each<boost::describe::describe_bases<T, boost::describe::mod_public>>([&]<class D>(D) {
    if (found.empty()) found = note_of<typename D::type>(member);
  });
  return found;
}

}  // namespace weft::json::detail

namespace weft::json {

template <class T>
std::vector<SchemaBook::MemberSchema> SchemaBook::member_schemas_of() {
  std::vector<MemberSchema> out;
  auto const add = [&]<class M>(std::string_view name, std::string_view note, std::type_identity<M>) {
    if constexpr (detail::is_optional<M>) {
      out.push_back({name, false, note, schema_of<typename M::value_type>()});
    } else {
      out.push_back({name, true, note, schema_of<M>()});
    }
  };
  if constexpr (std::is_same_v<T, base::Money>) {
    add("amount_minor", "Minor units of the currency, such as cents.", std::type_identity<std::int64_t>{});
    add("currency", "ISO 4217 code.", std::type_identity<base::Currency>{});
  } else if constexpr (detail::is_page<T>) {
    add("items", {}, std::type_identity<decltype(T::items)>{});
    add("next_cursor", "Ask for the next page with it; absent on the last.",
        std::type_identity<decltype(T::next_cursor)>{});
  } else {
    boost::mp11::mp_for_each<detail::MembersOf<T>>([&]<class D>(D) {
      add(D::name, detail::note_of<T>(D::name), std::type_identity<detail::TypeOfMember<T, D>>{});
    });
  }
  return out;
}

template <class T>
boost::json::object SchemaBook::object_of() {
  auto members = member_schemas_of<T>();
  for (auto& member : members) {
    // A member that may be missing may be null as well.
    if (!member.required) member.schema = detail::nullable(std::move(member.schema));
  }
  return detail::struct_schema(std::move(members));
}

template <class T>
boost::json::value SchemaBook::named(void const* owner, std::string const& name) {
  if (claim(name, owner)) {
    if constexpr (detail::is_enum<T>) {
      schemas_[name] = detail::enum_schema(detail::enumerator_names<T>());
    } else {
      schemas_[name] = object_of<T>();
    }
  }
  return detail::reference(name);
}

template <class T>
boost::json::value SchemaBook::body_schema_of(std::span<std::string_view const> elsewhere) {
  if (elsewhere.empty()) return schema_of<T>();
  auto members = member_schemas_of<T>();
  for (auto& member : members) {
    if (!member.required) member.schema = detail::nullable(std::move(member.schema));
  }
  return detail::struct_schema(std::move(members), elsewhere);
}

template <class T>
boost::json::value SchemaBook::schema_of() {
  if constexpr (detail::is_optional<T>) {
    return detail::nullable(schema_of<typename T::value_type>());
  } else if constexpr (std::is_same_v<T, bool>) {
    return detail::format_schema("boolean", {});
  } else if constexpr (detail::is_plain_integer<T>) {
    return detail::integer_schema(std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), 8 * sizeof(T));
  } else if constexpr (detail::is_integer<T>) {
    return detail::integer_schema(T::kMin, T::kMax, 64);
  } else if constexpr (std::is_same_v<T, double>) {
    return detail::format_schema("number", "double");
  } else if constexpr (std::is_same_v<T, std::string>) {
    return detail::text_schema(0, ~std::size_t{});
  } else if constexpr (detail::is_text<T>) {
    return detail::text_schema(T::kMin, T::kMax);
  } else if constexpr (detail::is_matching<T>) {
    return detail::matching_schema(T::Of::kPattern, T::Of::kMaxLength, T::Of::kWords);
  } else if constexpr (detail::is_id<T>) {
    return detail::id_schema(T::Of::kPrefix);
  } else if constexpr (std::is_same_v<T, base::Instant>) {
    return detail::format_schema("string", "date-time");
  } else if constexpr (std::is_same_v<T, base::Date>) {
    return detail::format_schema("string", "date");
  } else if constexpr (std::is_same_v<T, base::Currency>) {
    return detail::currency_schema();
  } else if constexpr (std::is_same_v<T, Any>) {
    return boost::json::object{};
  } else if constexpr (detail::is_vector<T>) {
    return detail::list_schema(schema_of<typename T::value_type>(), 0, ~std::size_t{});
  } else if constexpr (detail::is_list<T>) {
    return detail::list_schema(schema_of<typename decltype(T::items)::value_type>(), T::kMin, T::kMax);
  } else if constexpr (detail::is_map<T>) {
    return detail::map_schema(schema_of<typename T::mapped_type>());
  } else if constexpr (detail::is_page<T>) {
    using Item = typename decltype(T::items)::value_type;
    return named<T>(&detail::kIdentity<T>, detail::type_name<Item>() + "Page");
  } else if constexpr (std::is_same_v<T, base::Money> || detail::is_enum<T> || detail::is_struct<T>) {
    return named<T>(&detail::kIdentity<T>, detail::type_name<T>());
  } else {
    static_assert(detail::never<T>, "json.h says what a struct may hold");
  }
}

}  // namespace weft::json
