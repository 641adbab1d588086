// parser.h - Beast's parser made to keep views into our own buffer. Included by the connection's source only.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <functional>

#include "platform/http/exchange.h"

namespace weft::http {

/// Where a request's body goes.
class BodySink {
 public:
  virtual ~BodySink() = default;
  virtual void body_arrived(std::string_view bytes) = 0;
};

/// Fills in a RequestHead; nothing is copied. Fields that may stand once only and come twice, values that are folded
/// over lines and codings we do not know are refused, since two readers might take them differently.
class HeadParser final : public boost::beast::http::basic_parser<true> {
 public:
  HeadParser(RequestHead& head, BodySink& sink) : head_{head}, sink_{sink} {}
  /// The bytes that put() is given, so that a value copied elsewhere (a folded one) is recognised.
  void within(char const* begin, char const* end) {
    begin_ = begin;
    end_ = end;
  }
  [[nodiscard]] int version() const { return version_; }

 private:
  using error_code = boost::system::error_code;
  using string_view = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb verb, string_view method, string_view target, int version,
                       error_code& ec) override;
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(boost::beast::http::field name, string_view text, string_view value, error_code& ec) override;
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  std::size_t on_body_impl(string_view bytes, error_code&) override {
    sink_.body_arrived({bytes.data(), bytes.size()});
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
    sink_.body_arrived({bytes.data(), bytes.size()});
    return bytes.size();
  }
  void on_finish_impl(error_code&) override {}

  RequestHead& head_;
  BodySink& sink_;
  char const* begin_ = nullptr;
  char const* end_ = nullptr;
  int version_ = 11;
};

}  // namespace weft::http
