// wire.h - PostgreSQL's binary forms: how each C++ type looks on the wire and under which type oids.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"

namespace weft::pg {

/// JSON text for a json or jsonb column.
struct JsonText {
  std::string_view text;
};

/// Raw bytes for a bytea column.
struct Bytes {
  std::string_view data;
};

namespace wire {

using Oid = std::uint32_t;
// From PostgreSQL's pg_type.dat; these never change.
inline constexpr Oid kBool = 16, kBytea = 17, kName = 19, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kOid = 26,
                     kJson = 114, kFloat4 = 700, kFloat8 = 701, kUnknown = 705, kBpchar = 1042, kVarchar = 1043,
                     kDate = 1082, kTimestamptz = 1184, kNumeric = 1700, kVoid = 2278, kUuid = 2950, kJsonb = 3802;
/// Oids from here on are made by users: enums, whose binary form is their label.
inline constexpr Oid kFirstUserOid = 16384;

/// 1 January 2000, from which PostgreSQL counts days and microseconds.
inline constexpr std::chrono::sys_days kEpoch{std::chrono::year{2000} / 1 / 1};

template <class Integer>
void put(std::string& out, Integer value) {
  auto bits = static_cast<std::make_unsigned_t<Integer>>(value);
  char bytes[sizeof bits];
  for (std::size_t at = sizeof bits; at-- > 0;) {
    bytes[at] = static_cast<char>(bits & 0xFFU);
    if constexpr (sizeof bits > 1) bits = static_cast<decltype(bits)>(bits >> 8U);
  }
  out.append(bytes, sizeof bytes);
}

template <class Integer>
Integer take(char const* bytes) {
  std::make_unsigned_t<Integer> bits = 0;
  for (std::size_t at = 0; at < sizeof bits; ++at) {
    bits =
        static_cast<decltype(bits)>((static_cast<std::uint64_t>(bits) << 8U) | static_cast<unsigned char>(bytes[at]));
  }
  return static_cast<Integer>(bits);
}

/// One type as a parameter: its oid, the oid of its arrays, and its bytes.
template <class T>
struct Encode;

template <>
struct Encode<bool> {
  static constexpr Oid kType = kBool, kArray = 1000;
  static void put(std::string& out, bool value) { out += value ? '\1' : '\0'; }
};
template <>
struct Encode<std::int16_t> {
  static constexpr Oid kType = kInt2, kArray = 1005;
  static void put(std::string& out, std::int16_t value) { wire::put(out, value); }
};
template <>
struct Encode<std::int32_t> {
  static constexpr Oid kType = kInt4, kArray = 1007;
  static void put(std::string& out, std::int32_t value) { wire::put(out, value); }
};
template <>
struct Encode<std::int64_t> {
  static constexpr Oid kType = kInt8, kArray = 1016;
  static void put(std::string& out, std::int64_t value) { wire::put(out, value); }
};
template <>
struct Encode<double> {
  static constexpr Oid kType = kFloat8, kArray = 1022;
  static void put(std::string& out, double value) { wire::put(out, std::bit_cast<std::int64_t>(value)); }
};
template <>
struct Encode<std::string_view> {
  static constexpr Oid kType = kText, kArray = 1009;
  static void put(std::string& out, std::string_view value) { out += value; }
};
template <>
struct Encode<std::string> : Encode<std::string_view> {};
template <>
struct Encode<char const*> : Encode<std::string_view> {};
template <>
struct Encode<base::Currency> {
  static constexpr Oid kType = kText, kArray = 1009;
  static void put(std::string& out, base::Currency value) { out += value.text(); }
};
template <>
struct Encode<Bytes> {
  static constexpr Oid kType = kBytea, kArray = 1001;
  static void put(std::string& out, Bytes value) { out += value.data; }
};
template <>
struct Encode<JsonText> {
  static constexpr Oid kType = kJsonb, kArray = 3807;
  static void put(std::string& out, JsonText value) {
    out += '\1';  // jsonb's version
    out += value.text;
  }
};
template <>
struct Encode<base::Uuid> {
  static constexpr Oid kType = kUuid, kArray = 2951;
  static void put(std::string& out, base::Uuid const& value) {
    out.append(reinterpret_cast<char const*>(value.bytes.data()), value.bytes.size());
  }
};
template <class Kind>
struct Encode<base::Id<Kind>> {
  static constexpr Oid kType = kUuid, kArray = 2951;
  static void put(std::string& out, base::Id<Kind> const& value) { Encode<base::Uuid>::put(out, value.uuid()); }
};
template <>
struct Encode<base::Instant> {
  static constexpr Oid kType = kTimestamptz, kArray = 1185;
  static void put(std::string& out, base::Instant value) {
    wire::put(out, static_cast<std::int64_t>((value - kEpoch).count()));
  }
};
template <>
struct Encode<base::Date> {
  static constexpr Oid kType = kDate, kArray = 1182;
  static void put(std::string& out, base::Date value) {
    wire::put(out, static_cast<std::int32_t>((std::chrono::sys_days{value} - kEpoch).count()));
  }
};

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

/// One value as it came: its bytes, its type, and whether it is in the binary form (scripts answer in text).
struct Value {
  std::string_view bytes;
  Oid type;
  bool binary;
};

// Each reads `value` into `out`; false when the type does not fit. Texts point into the result.
bool read(Value value, bool& out);
bool read(Value value, std::int16_t& out);
bool read(Value value, std::int32_t& out);
bool read(Value value, std::int64_t& out);
bool read(Value value, double& out);
bool read(Value value, std::string& out);
bool read(Value value, std::string_view& out);
bool read(Value value, base::Currency& out);
bool read(Value value, base::Uuid& out);
bool read(Value value, base::Instant& out);
bool read(Value value, base::Date& out);
template <class Kind>
bool read(Value value, base::Id<Kind>& out) {
  base::Uuid uuid;
  if (!read(value, uuid)) return false;
  out = base::Id<Kind>{uuid};
  return true;
}

/// Walks a one-dimensional array: how many elements, then each (null data = NULL).
class ArrayReader {
 public:
  explicit ArrayReader(Value array);
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  Value next();

 private:
  std::string_view rest_;
  std::size_t size_ = 0;
  Oid element_ = 0;
  bool good_ = false;
};

template <class T>
bool read(Value value, std::vector<T>& out) {
  ArrayReader array{value};
  if (!array.good()) return false;
  out.clear();
  out.reserve(array.size());
  for (std::size_t at = 0; at < array.size(); ++at) {
    Value const element = array.next();
    T read_value{};
    if constexpr (IsOptional<T>::value) {
      if (element.bytes.data() != nullptr && !read(element, read_value.emplace())) return false;
    } else if (element.bytes.data() == nullptr || !read(element, read_value)) {
      return false;
    }
    out.push_back(std::move(read_value));
  }
  return true;
}

}  // namespace wire
}  // namespace weft::pg
