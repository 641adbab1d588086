// shape.ipp - which kind of thing a C++ type is to the reader, the writer and the schema.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <type_traits>

namespace weft::json::detail {

template <class T>
inline constexpr bool is_text = false;
template <std::size_t min, std::size_t max>
inline constexpr bool is_text<Text<min, max>> = true;
template <class T>
inline constexpr bool is_integer = false;
template <std::int64_t min, std::int64_t max>
inline constexpr bool is_integer<Integer<min, max>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T, std::size_t min, std::size_t max>
inline constexpr bool is_list<List<T, min, max>> = true;
template <class T>
inline constexpr bool is_matching = false;
template <class Rule>
inline constexpr bool is_matching<Matching<Rule>> = true;
template <class T>
inline constexpr bool is_id = false;
template <class Kind>
inline constexpr bool is_id<base::Id<Kind>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;
template <class T>
inline constexpr bool is_page = false;
template <class T>
inline constexpr bool is_page<base::Page<T>> = true;

template <class T>
inline constexpr bool is_plain_integer =
    std::is_same_v<T, std::int16_t> || std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::int64_t>;
template <class T>
inline constexpr bool is_number = is_plain_integer<T> || is_integer<T> || std::is_same_v<T, double>;
template <class T>
inline constexpr bool is_enum = std::is_enum_v<T>;
template <class T>
inline constexpr bool is_struct = boost::describe::has_describe_members<T>::value && !is_enum<T>;

/// What one text can hold: all that is not an array, an object or anything.
template <class T>
inline constexpr bool is_scalar =
    std::is_same_v<T, bool> || is_number<T> || std::is_same_v<T, std::string> || is_text<T> || is_matching<T> ||
    is_id<T> || is_enum<T> || std::is_same_v<T, base::Instant> || std::is_same_v<T, base::Date> ||
    std::is_same_v<T, base::Currency>;
template <class T>
inline constexpr bool is_scalar<std::optional<T>> = is_scalar<T>;

template <class T>
inline constexpr bool never = false;

/// The members of a described struct, bases first.
template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

/// The address of this variable stands for T.
template <class T>
inline constexpr char kIdentity{};

/// The unqualified C++ name of T without template arguments' scopes: "weft::orders::Sale" gives "Sale".
std::string unqualified(std::string_view pretty_function);
template <class T>
std::string type_name() {
  if constexpr (requires { T::kSchemaName; }) {
    return std::string{T::kSchemaName};
  } else {
    return unqualified(__PRETTY_FUNCTION__);
  }
}

}  // namespace weft::json::detail
