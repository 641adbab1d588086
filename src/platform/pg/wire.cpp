// wire.cpp - reading PostgreSQL's binary forms, and the text form in which scripts answer.
#include "platform/pg/wire.h"

#include <charconv>
#include <limits>

namespace weft::pg::wire {
namespace {

template <class Number>
bool read_number_text(std::string_view text, Number& out) {
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size();
}

bool is_text(Oid type) {
  switch (type) {
    case kText:
    case kVarchar:
    case kBpchar:
    case kName:
    case kJson:
    case kJsonb:
    case kUnknown:
    case kBytea:
    case kVoid: return true;
    default: return type >= kFirstUserOid;
  }
}

/// numeric as decimal text: groups of four digits, the first worth 10000^weight, cut to `scale` decimals
/// (PostgreSQL's numeric_send, numeric.c). False when malformed.
bool append_numeric(std::string_view bytes, std::string& out) {
  if (bytes.size() < 8) return false;
  int const count = take<std::int16_t>(bytes.data());
  int const weight = take<std::int16_t>(bytes.data() + 2);
  auto const sign = take<std::uint16_t>(bytes.data() + 4);
  int const scale = take<std::int16_t>(bytes.data() + 6);
  if (count < 0 || bytes.size() != 8 + 2 * static_cast<std::size_t>(count)) return false;
  switch (sign) {
    case 0x0000: break;
    case 0x4000: out += '-'; break;
    case 0xC000: out += "NaN"; return true;
    case 0xD000: out += "Infinity"; return true;
    case 0xF000: out += "-Infinity"; return true;
    default: return false;
  }
  auto const group = [&](int at) {
    return at < 0 || at >= count ? 0 : int{take<std::int16_t>(bytes.data() + 8 + 2 * static_cast<std::size_t>(at))};
  };
  auto const append_group = [&](int value) {
    for (int power = 1000; power > 0; power /= 10) out += static_cast<char>('0' + value / power % 10);
  };
  if (weight < 0) {
    out += '0';
  } else {
    std::size_t const start = out.size();
    for (int at = 0; at <= weight; ++at) append_group(group(at));
    std::size_t const first = out.find_first_not_of('0', start);
    out.erase(start, (first == std::string::npos ? out.size() - 1 : first) - start);
  }
  if (scale > 0) {
    out += '.';
    std::size_t const end = out.size() + static_cast<std::size_t>(scale);
    for (int at = weight + 1; out.size() < end; ++at) append_group(group(at));
    out.resize(end);
  }
  return true;
}

template <class Integer>
bool narrow(std::int64_t value, Integer& out) {
  if (value < std::numeric_limits<Integer>::min() || value > std::numeric_limits<Integer>::max()) return false;
  out = static_cast<Integer>(value);
  return true;
}

/// Any integer column, or a numeric that is whole, as 64 bits; `width` is the widest column the caller can hold.
bool read_integer(Value value, std::size_t width, std::int64_t& out) {
  if (!value.binary) return read_number_text(value.bytes, out);
  switch (value.type) {
    case kInt2:
      if (value.bytes.size() != 2) return false;
      out = take<std::int16_t>(value.bytes.data());
      return true;
    case kInt4:
      if (value.bytes.size() != 4 || width < 4) return false;
      out = take<std::int32_t>(value.bytes.data());
      return true;
    case kOid:
      if (value.bytes.size() != 4 || width < 8) return false;
      out = take<std::uint32_t>(value.bytes.data());
      return true;
    case kInt8:
      if (value.bytes.size() != 8 || width < 8) return false;
      out = take<std::int64_t>(value.bytes.data());
      return true;
    case kNumeric: {
      std::string text;
      if (!append_numeric(value.bytes, text)) return false;
      if (auto const point = text.find('.'); point != std::string::npos) {
        if (text.find_first_not_of('0', point + 1) != std::string::npos) return false;
        text.resize(point);
      }
      return read_number_text(text, out);
    }
    default: return false;
  }
}

}  // namespace

bool read(Value value, bool& out) {
  if (!value.binary) {
    out = value.bytes == "t";
    return value.type == kBool;
  }
  if (value.type != kBool || value.bytes.size() != 1) return false;
  out = value.bytes[0] != 0;
  return true;
}

bool read(Value value, std::int16_t& out) {
  std::int64_t wide = 0;
  return read_integer(value, 2, wide) && narrow(wide, out);
}

bool read(Value value, std::int32_t& out) {
  std::int64_t wide = 0;
  return read_integer(value, 4, wide) && narrow(wide, out);
}

bool read(Value value, std::int64_t& out) { return read_integer(value, 8, out); }

bool read(Value value, double& out) {
  if (!value.binary) return read_number_text(value.bytes, out);
  if (value.type == kFloat8 && value.bytes.size() == 8) {
    out = std::bit_cast<double>(take<std::int64_t>(value.bytes.data()));
    return true;
  }
  if (value.type == kFloat4 && value.bytes.size() == 4) {
    out = static_cast<double>(std::bit_cast<float>(take<std::int32_t>(value.bytes.data())));
    return true;
  }
  if (value.type != kNumeric) return false;
  std::string text;
  return append_numeric(value.bytes, text) && read_number_text(text, out);
}

bool read(Value value, std::string& out) {
  out.clear();
  if (value.binary && value.type == kNumeric) return append_numeric(value.bytes, out);
  std::string_view text;
  if (!read(value, text)) return false;
  out = text;
  return true;
}

bool read(Value value, std::string_view& out) {
  if (value.binary && !is_text(value.type)) return false;
  out = value.bytes;
  if (value.binary && value.type == kJsonb) {
    if (out.empty() || out[0] != '\1') return false;
    out.remove_prefix(1);
  }
  return true;
}

bool read(Value value, base::Currency& out) {
  std::string_view text;
  if (!read(value, text)) return false;
  auto const currency = base::Currency::parse(text);
  if (!currency) return false;
  out = *currency;
  return true;
}

bool read(Value value, base::Uuid& out) {
  if (!value.binary || value.type != kUuid || value.bytes.size() != out.bytes.size()) return false;
  std::memcpy(out.bytes.data(), value.bytes.data(), out.bytes.size());
  return true;
}

bool read(Value value, base::Instant& out) {
  if (!value.binary || value.type != kTimestamptz || value.bytes.size() != 8) return false;
  auto const micros = take<std::int64_t>(value.bytes.data());
  // The two ends stand for -infinity and infinity; what cannot be shifted to 1970 is no instant of ours either.
  constexpr auto shift = std::chrono::microseconds{kEpoch.time_since_epoch()}.count();
  if (micros == std::numeric_limits<std::int64_t>::min() || micros > std::numeric_limits<std::int64_t>::max() - shift) {
    return false;
  }
  out = base::Instant{std::chrono::microseconds{micros + shift}};
  return true;
}

bool read(Value value, base::Date& out) {
  if (!value.binary || value.type != kDate || value.bytes.size() != 4) return false;
  base::Date const date{kEpoch + std::chrono::days{take<std::int32_t>(value.bytes.data())}};
  // Beyond the years of <chrono> the day would wrap; infinity is beyond them.
  if (std::chrono::sys_days{date} - kEpoch != std::chrono::days{take<std::int32_t>(value.bytes.data())}) return false;
  out = date;
  return true;
}

ArrayReader::ArrayReader(Value array) {
  // dimensions, flags, element type; then, unless empty, length and lower bound of the one dimension
  if (!array.binary || array.bytes.size() < 12) return;
  auto const dimensions = take<std::int32_t>(array.bytes.data());
  element_ = take<std::uint32_t>(array.bytes.data() + 8);
  rest_ = array.bytes.substr(12);
  if (dimensions == 0) {
    good_ = true;
    return;
  }
  if (dimensions != 1 || rest_.size() < 8) return;
  auto const length = take<std::int32_t>(rest_.data());
  rest_.remove_prefix(8);
  if (length < 0 || rest_.size() / 4 < static_cast<std::size_t>(length)) return;
  size_ = static_cast<std::size_t>(length);
  good_ = true;
}

Value ArrayReader::next() {
  if (rest_.size() < 4) return {{}, element_, true};
  auto const length = take<std::int32_t>(rest_.data());
  rest_.remove_prefix(4);
  if (length < 0) return {{}, element_, true};
  Value const element{rest_.substr(0, static_cast<std::size_t>(length)), element_, true};
  rest_.remove_prefix(element.bytes.size());
  return element;
}

}  // namespace weft::pg::wire
