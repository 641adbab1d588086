// decode.ipp - reading: thin templates over the readers of read.cpp.
#pragma once

namespace weft::json::detail {

/// Where a value stands; becomes text only when something is wrong with it.
struct Path {
  Path const* up = nullptr;
  std::string_view name;         ///< of a member; of the root: the text every pointer starts with
  std::size_t index = kNoIndex;  ///< of an item
  static constexpr std::size_t kNoIndex = ~std::size_t{};
  [[nodiscard]] std::string text() const;
};

/// Collects what is wrong, up to a limit.
class Errors {
 public:
  Errors(std::vector<base::FieldError>& into, std::size_t max) : into_{into}, max_{max} {}
  void add(Path const& at, std::string_view reason, std::string detail);
  void wrong_type(Path const& at, std::string_view wanted, boost::json::value const& got);

 private:
  std::vector<base::FieldError>& into_;
  std::size_t max_;
};

// Each gives nothing after it has said what is wrong. Views live as long as the value.
std::optional<bool> read_bool(boost::json::value const& value, Path const& at, Errors& wrong);
std::optional<std::int64_t> read_integer(boost::json::value const& value, std::int64_t min, std::int64_t max,
                                         Path const& at, Errors& wrong);
std::optional<double> read_double(boost::json::value const& value, Path const& at, Errors& wrong);
std::optional<std::string_view> read_text(boost::json::value const& value, std::size_t min, std::size_t max,
                                          Path const& at, Errors& wrong);
std::optional<base::Instant> read_instant(boost::json::value const& value, Path const& at, Errors& wrong);
std::optional<base::Date> read_date(boost::json::value const& value, Path const& at, Errors& wrong);
std::optional<base::Currency> read_currency(boost::json::value const& value, Path const& at, Errors& wrong);
std::optional<std::size_t> read_choice(boost::json::value const& value, std::span<std::string_view const> names,
                                       Path const& at, Errors& wrong);
boost::json::array const* read_array(boost::json::value const& value, std::size_t min, std::size_t max, Path const& at,
                                     Errors& wrong);
boost::json::object const* read_object(boost::json::value const& value, Path const& at, Errors& wrong);
bool read_any(boost::json::value const& value, Path const& at, Errors& wrong);
bool check_member_name(std::string_view name, Path const& at, Errors& wrong);
void refuse_id(std::string_view prefix, Path const& at, Errors& wrong);
void refuse_format(std::string_view words, Path const& at, Errors& wrong);

/// One member of a struct, as the reader of structs needs it.
struct MemberReader {
  std::string_view name;
  bool required;
  void (*read)(void* object, boost::json::value const& value, Path const& at, Errors& wrong);
};
/// Reads the members of one struct in document order; then says which are missing.
void read_members(std::span<MemberReader const> members, void* object, boost::json::value const& value,
                  std::span<std::string_view const> elsewhere, Path const& at, Errors& wrong);

/// The text of a parameter as the JSON value its type asks for.
boost::json::value parameter_value(std::string_view text, bool number, bool boolean);
/// Brings errors into document order, those of absent members after their present sisters.
void order_by_document(boost::json::value const& document, std::vector<base::FieldError>& wrong);

/// Parses into memory of its own, lets `read` fill in `into`, and gives the refusal if there is one.
using RootReader = void (*)(void* into, boost::json::value const& value, Path const& at, Errors& wrong);
std::optional<base::Error> read_whole(std::string_view text, Limits const& limits, void* into, RootReader read);
base::Result<void> read_body(std::string_view text, Limits const& limits, std::span<MemberReader const> members,
                             void* into, std::span<std::string_view const> elsewhere,
                             std::vector<base::FieldError>& wrong);

template <class T>
void read_into(T& into, boost::json::value const& value, Path const& at, Errors& wrong);

template <class T>
void read_root(void* into, boost::json::value const& value, Path const& at, Errors& wrong) {
  read_into(*static_cast<T*>(into), value, at, wrong);
}

template <class E>
std::span<std::string_view const> enumerator_names() {
  using All = boost::describe::describe_enumerators<E>;
  static constexpr auto names = []<template <class...> class L, class... D>(L<D...>) {
    return std::array<std::string_view, sizeof...(D)>{D::name...};
  }(All{});
  return names;
}

template <class E>
E enumerator_at(std::size_t index) {
  using All = boost::describe::describe_enumerators<E>;
  static constexpr auto values = []<template <class...> class L, class... D>(L<D...>) {
    return std::array<E, sizeof...(D)>{D::value...};
  }(All{});
  return values[index];
}

template <class T, class D>
void read_member(void* object, boost::json::value const& value, Path const& at, Errors& wrong) {
  read_into(static_cast<T*>(object)->*D::pointer, value, at, wrong);
}

template <class T, class D>
using TypeOfMember = std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>;

template <class T>
std::span<MemberReader const> readers_of() {
  static constexpr auto readers = []<template <class...> class L, class... D>(L<D...>) {
    return std::array<MemberReader, sizeof...(D)>{
        MemberReader{D::name, !is_optional<TypeOfMember<T, D>>, &read_member<T, D>}...};
  }(MembersOf<T>{});
  return readers;
}

template <class Items>
void read_items(Items& into, boost::json::array const* array, Path const& at, Errors& wrong) {
  if (array == nullptr) return;
  into.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) {
    typename Items::value_type item{};
    read_into(item, (*array)[i], Path{&at, {}, i}, wrong);
    into.push_back(std::move(item));
  }
}

template <class T>
void read_into(std::map<std::string, T>& into, boost::json::value const& value, Path const& at, Errors& wrong) {
  auto const* object = read_object(value, at, wrong);
  if (object == nullptr) return;
  for (auto const& [key, item] : *object) {
    std::string_view const name{key.data(), key.size()};
    Path const here{&at, name};
    if (!check_member_name(name, here, wrong)) continue;
    read_into(into[std::string{name}], item, here, wrong);
  }
}

template <class T>
void read_into(base::Page<T>& into, boost::json::value const& value, Path const& at, Errors& wrong) {
  static constexpr MemberReader readers[] = {
      {"items", true,
       [](void* object, boost::json::value const& member, Path const& here, Errors& errors) {
         read_into(static_cast<base::Page<T>*>(object)->items, member, here, errors);
       }},
      {"next_cursor", false,
       [](void* object, boost::json::value const& member, Path const& here, Errors& errors) {
         read_into(static_cast<base::Page<T>*>(object)->next_cursor, member, here, errors);
       }},
  };
  read_members(readers, &into, value, {}, at, wrong);
}

void read_money(base::Money& into, boost::json::value const& value, Path const& at, Errors& wrong);

/// The texts: those with a length, a rule or a format.
template <class T>
void read_text_into(T& into, boost::json::value const& value, Path const& at, Errors& wrong) {
  constexpr std::size_t any = ~std::size_t{};
  if constexpr (std::is_same_v<T, std::string>) {
    if (auto const text = read_text(value, 0, any, at, wrong)) into.assign(*text);
  } else if constexpr (is_text<T>) {
    if (auto const text = read_text(value, T::kMin, T::kMax, at, wrong)) into.value.assign(*text);
  } else if constexpr (is_matching<T>) {
    auto const text = read_text(value, 0, T::Of::kMaxLength, at, wrong);
    if (text && !T::Of::ok(*text)) return refuse_format(T::Of::kWords, at, wrong);
    if (text) into.value.assign(*text);
  } else {
    static_assert(is_id<T>);
    auto const text = read_text(value, 0, any, at, wrong);
    if (!text) return;
    auto const id = T::parse(*text);
    if (!id) return refuse_id(T::Of::kPrefix, at, wrong);
    into = *id;
  }
}

template <class T>
void read_into(T& into, boost::json::value const& value, Path const& at, Errors& wrong) {
  auto const keep = [&into](auto const& read) {
    if (read) into = static_cast<T>(*read);
  };
  if constexpr (is_optional<T>) {
    if (!value.is_null()) read_into(into.emplace(), value, at, wrong);
  } else if constexpr (std::is_same_v<T, bool>) {
    keep(read_bool(value, at, wrong));
  } else if constexpr (is_plain_integer<T>) {
    keep(read_integer(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), at, wrong));
  } else if constexpr (is_integer<T>) {
    if (auto const read = read_integer(value, T::kMin, T::kMax, at, wrong)) into.value = *read;
  } else if constexpr (std::is_same_v<T, double>) {
    keep(read_double(value, at, wrong));
  } else if constexpr (std::is_same_v<T, base::Instant>) {
    keep(read_instant(value, at, wrong));
  } else if constexpr (std::is_same_v<T, base::Date>) {
    keep(read_date(value, at, wrong));
  } else if constexpr (std::is_same_v<T, base::Currency>) {
    keep(read_currency(value, at, wrong));
  } else if constexpr (std::is_same_v<T, base::Money>) {
    read_money(into, value, at, wrong);
  } else if constexpr (std::is_same_v<T, Any>) {
    if (read_any(value, at, wrong)) into.value = value;
  } else if constexpr (is_enum<T>) {
    if (auto const read = read_choice(value, enumerator_names<T>(), at, wrong)) into = enumerator_at<T>(*read);
  } else if constexpr (is_vector<T>) {
    read_items(into, read_array(value, 0, ~std::size_t{}, at, wrong), at, wrong);
  } else if constexpr (is_list<T>) {
    read_items(into.items, read_array(value, T::kMin, T::kMax, at, wrong), at, wrong);
  } else if constexpr (is_struct<T>) {
    read_members(readers_of<T>(), &into, value, {}, at, wrong);
  } else {
    read_text_into(into, value, at, wrong);
  }
}

}  // namespace weft::json::detail

namespace weft::json {

template <class T>
T decode_value(boost::json::value const& value, std::string const& at, std::vector<base::FieldError>& wrong) {
  T out{};
  detail::Errors errors{wrong, Limits{}.errors_max};
  detail::read_into(out, value, detail::Path{nullptr, at}, errors);
  return out;
}

template <class T>
base::Result<T> decode(std::string_view text, Limits const& limits) {
  T out{};
  auto refusal = detail::read_whole(text, limits, &out, &detail::read_root<T>);
  if (refusal) return *std::move(refusal);
  return out;
}

template <class T>
base::Result<void> decode_body(T& into, std::string_view text, std::span<std::string_view const> elsewhere,
                               std::vector<base::FieldError>& wrong, Limits const& limits) {
  return detail::read_body(text, limits, detail::readers_of<T>(), &into, elsewhere, wrong);
}

template <class T>
std::optional<T> decode_parameter(std::string_view text, std::string const& at, std::vector<base::FieldError>& wrong) {
  static_assert(detail::is_scalar<T>, "a parameter is one scalar");
  T out{};
  auto const before = wrong.size();
  detail::Errors errors{wrong, Limits{}.errors_max};
  if constexpr (detail::is_optional<T>) {
    using Inner = typename T::value_type;
    detail::read_into(out, detail::parameter_value(text, detail::is_number<Inner>, std::is_same_v<Inner, bool>),
                      detail::Path{nullptr, at}, errors);
  } else {
    detail::read_into(out, detail::parameter_value(text, detail::is_number<T>, std::is_same_v<T, bool>),
                      detail::Path{nullptr, at}, errors);
  }
  if (wrong.size() != before) return {};
  return out;
}

template <class T>
bool decode_parameter_of(T& into, std::string_view name, std::string_view text, std::string const& at,
                         std::vector<base::FieldError>& wrong) {
  bool found = false;
  boost::mp11::mp_for_each<detail::MembersOf<T>>([&]<class D>(D) {
    using M = detail::TypeOfMember<T, D>;
    if constexpr (detail::is_scalar<M>) {
      if (found || name != D::name) return;
      found = true;
      if (auto read = decode_parameter<M>(text, at, wrong)) into.*D::pointer = std::move(*read);
    }
  });
  return found;
}

template <class T>
std::span<Member const> members_of() {
  static constexpr auto members = []<template <class...> class L, class... D>(L<D...>) {
    return std::array<Member, sizeof...(D)>{Member{D::name, !detail::is_optional<detail::TypeOfMember<T, D>>,
                                                   detail::is_scalar<detail::TypeOfMember<T, D>>}...};
  }(detail::MembersOf<T>{});
  return members;
}

}  // namespace weft::json
