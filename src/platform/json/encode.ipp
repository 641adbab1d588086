// encode.ipp - writing: members one after the other into one string, no tree in between.
#pragma once

namespace weft::json::detail {

void write_integer(std::string& out, std::int64_t value);
void write_double(std::string& out, double value);
void write_any(std::string& out, boost::json::value const& value);
/// `"name":`, after a comma unless it is the first member.
void write_name(std::string& out, std::string_view name, bool& first);

template <class Items>
void write_items(std::string& out, Items const& items) {
  out += '[';
  bool first = true;
  for (auto const& item : items) {
    if (!first) out += ',';
    first = false;
    encode_to(out, static_cast<typename Items::value_type const&>(item));
  }
  out += ']';
}

template <class M>
void write_member(std::string& out, std::string_view name, M const& value, bool& first) {
  if constexpr (is_optional<M>) {
    if (value) write_member(out, name, *value, first);
  } else {
    write_name(out, name, first);
    encode_to(out, value);
  }
}

template <class E>
std::string_view name_of_enumerator(E value) {
  char const* const name = boost::describe::enum_to_string(value, nullptr);
  if (name == nullptr) throw std::logic_error{"json: an enum holds a value that is not one of its enumerators"};
  return name;
}

template <class T>
void write_object(std::string& out, T const& value) {
  out += '{';
  bool first = true;
  if constexpr (std::is_same_v<T, base::Money>) {
    write_member(out, "amount_minor", value.amount_minor, first);
    write_member(out, "currency", value.currency, first);
  } else if constexpr (is_page<T>) {
    write_member(out, "items", value.items, first);
    write_member(out, "next_cursor", value.next_cursor, first);
  } else if constexpr (is_map<T>) {
    for (auto const& [name, item] : value) {
      if (!first) out += ',';
      first = false;
      encode_string(out, name);
      out += ':';
      encode_to(out, item);
    }
  } else {
    boost::mp11::mp_for_each<MembersOf<T>>([&]<class D>(D) { write_member(out, D::name, value.*D::pointer, first); });
  }
  out += '}';
}

}  // namespace weft::json::detail

namespace weft::json {

template <class T>
void encode_to(std::string& out, T const& value) {
  if constexpr (detail::is_optional<T>) {
    if (value) return encode_to(out, *value);
    out += "null";
  } else if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (detail::is_plain_integer<T>) {
    detail::write_integer(out, value);
  } else if constexpr (detail::is_integer<T>) {
    detail::write_integer(out, value.value);
  } else if constexpr (std::is_same_v<T, double>) {
    detail::write_double(out, value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    encode_string(out, value);
  } else if constexpr (detail::is_text<T> || detail::is_matching<T>) {
    encode_string(out, value.value);
  } else if constexpr (detail::is_id<T>) {
    encode_string(out, value.text());
  } else if constexpr (std::is_same_v<T, base::Instant> || std::is_same_v<T, base::Date>) {
    encode_string(out, base::text_of(value));
  } else if constexpr (std::is_same_v<T, base::Currency>) {
    encode_string(out, value.text());
  } else if constexpr (std::is_same_v<T, Any>) {
    detail::write_any(out, value.value);
  } else if constexpr (detail::is_enum<T>) {
    encode_string(out, detail::name_of_enumerator(value));
  } else if constexpr (detail::is_vector<T>) {
    detail::write_items(out, value);
  } else if constexpr (detail::is_list<T>) {
    detail::write_items(out, value.items);
  } else if constexpr (detail::is_map<T> || detail::is_page<T> || std::is_same_v<T, base::Money> ||
                       detail::is_struct<T>) {
    detail::write_object(out, value);
  } else {
    static_assert(detail::never<T>, "json.h says what a struct may hold");
  }
}

}  // namespace weft::json
