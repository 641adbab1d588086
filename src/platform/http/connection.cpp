// connection.cpp - one client: reads requests from its own buffer, writes answers with as few writes as there can be.
#include <fcntl.h>
#include <unistd.h>

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <cstring>

#include "platform/http/io_thread.h"
#include "platform/http/parser.h"
#include "platform/http/problem.h"
#include "platform/http/stream_state.h"

namespace weft::http {
namespace {

using std::chrono::steady_clock;
using TlsStream = asio::ssl::stream<Socket>;

constexpr std::size_t kBufferBytes = 8 * 1024;
constexpr std::size_t kRoomBytesMin = 4 * 1024;
constexpr std::size_t kOutBytesHigh = 64 * 1024;      // pipelined answers are sent when so much has gathered
constexpr std::size_t kDiscardBytesMax = 256 * 1024;  // of a body that nobody wants, before the connection is closed
constexpr std::chrono::seconds kLingerMax{2};
constexpr auto kNever = steady_clock::time_point::max();

enum class Phase : std::uint8_t {
  handshake,  // TLS
  idle,       // between two requests
  head,       // part of a head has come
  body,
  waiting,  // for a worker or a lane
  streaming,
  closing,    // the last answer is on its way out
  lingering,  // it is out; the client may still be sending
  closed,
};

/// `Stream` is a TCP socket or TLS over one.
template <class Stream>
class ConnectionOn final : public Connection, private BodySink {
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

 public:
  ConnectionOn(IoThread& thread, Stream stream)
      : Connection{thread}, thread_{thread}, door_{thread.door()}, stream_{std::move(stream)} {
    boost::system::error_code ignored;
    peer = socket().remote_endpoint(ignored).address().to_string();
  }
  ~ConnectionOn() override { close_spool(); }

  void start() override {
    deadline_ = thread_.about_now() + door_.options().header_time_max;
    if constexpr (kTls) {
      phase_ = Phase::handshake;
      stream_.async_handshake(asio::ssl::stream_base::server, [self = self()](boost::system::error_code ec) {
        if (self->phase_ == Phase::closed) return;
        if (ec) return self->close();
        self->become_idle();
        self->process();
      });
    } else {
      process();
    }
  }
  void take(Delivery delivery) override;
  void tick(steady_clock::time_point now) override;
  void close() override;

 private:
  auto self() { return std::static_pointer_cast<ConnectionOn>(shared_from_this()); }
  Socket& socket() {
    if constexpr (kTls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  // Reading.
  void start_read();
  void make_room();
  void grow(std::size_t bytes);
  void on_read(boost::system::error_code ec, std::size_t bytes);
  void process();
  bool step();
  bool read_head();
  bool head_done();
  bool go_on(Next next, Answer answer);
  bool start_body(Next next);
  bool read_body();
  bool body_done();
  bool broken(boost::system::error_code ec);
  void body_arrived(std::string_view bytes) override;
  [[nodiscard]] base::Error spool_error() const;
  bool open_spool();
  void close_spool();
  [[nodiscard]] bool whole() const { return parser_ && parser_->is_done(); }

  // Answering.
  bool respond(Answer const& answer);
  bool refuse_and_close(base::Error const& error);
  [[nodiscard]] WireContext wire_context();
  void become_idle();
  void flush();
  void write_on();
  void on_write(boost::system::error_code ec, std::size_t bytes);
  void all_sent();
  void linger();
  void set_in_flight(bool is);
  void open_stream(std::shared_ptr<StreamState> state);
  void pump_stream();

  IoThread& thread_;
  Door& door_;
  Stream stream_;
  Phase phase_ = Phase::idle;
  bool reading_ = false;
  bool writing_ = false;
  bool in_flight_ = false;
  steady_clock::time_point deadline_ = kNever;        // of what the client has to do
  steady_clock::time_point write_deadline_ = kNever;  // of what it has to take

  // in_[begin_, end_) has not been read yet; the head of the request at hand stands before head_end_.
  std::unique_ptr<char[]> in_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t head_end_ = 0;
  std::optional<HeadParser> parser_;

  Next body_to_ = Next::read_body;  // answer: discard it, then send early_
  Answer early_;
  steady_clock::time_point body_started_ = kNever;
  std::size_t body_bytes_ = 0;
  int spool_ = -1;
  int spool_failed_ = 0;  // errno

  std::string out_;       // answers not yet given to the socket
  std::string sending_;   // what an asynchronous write is sending
  std::size_t sent_ = 0;  // of sending_

  std::shared_ptr<StreamState> stream_state_;
  bool stream_over_ = false;
  steady_clock::time_point next_heartbeat_ = kNever;
};

template <class Stream>
void ConnectionOn<Stream>::start_read() {
  make_room();
  reading_ = true;
  stream_.async_read_some(
      asio::buffer(in_.get() + end_, capacity_ - end_),
      [self = self()](boost::system::error_code ec, std::size_t bytes) { self->on_read(ec, bytes); });
}

template <class Stream>
void ConnectionOn<Stream>::make_room() {
  if (!in_) grow(kBufferBytes);
  // Between requests nothing points into the buffer; inside one, its head must stay where it is.
  std::size_t const floor = phase_ == Phase::body ? head_end_ : 0;
  if (begin_ > floor) {
    std::memmove(in_.get() + floor, in_.get() + begin_, end_ - begin_);
    end_ = floor + (end_ - begin_);
    begin_ = floor;
  }
  if (phase_ == Phase::body ? capacity_ - end_ < kRoomBytesMin : end_ == capacity_) {
    grow(std::max(capacity_ * 2, end_ + kRoomBytesMin));
  }
}

template <class Stream>
void ConnectionOn<Stream>::grow(std::size_t bytes) {
  auto bigger = std::make_unique<char[]>(bytes);
  if (end_ > 0) std::memcpy(bigger.get(), in_.get(), end_);
  if (phase_ == Phase::body) head.rebase(in_.get(), bigger.get());
  in_ = std::move(bigger);
  capacity_ = bytes;
}

template <class Stream>
void ConnectionOn<Stream>::on_read(boost::system::error_code ec, std::size_t bytes) {
  reading_ = false;
  if (phase_ == Phase::closed) return;
  if (ec) return close();
  if (phase_ == Phase::lingering || phase_ == Phase::streaming) {
    begin_ = end_ = 0;  // whatever it says now, nobody listens
    start_read();
    return;
  }
  end_ += bytes;
  process();
}

template <class Stream>
void ConnectionOn<Stream>::process() {
  for (bool more = true; more;) {
    while ((more = step()) && out_.size() < kOutBytesHigh) {}
    flush();
    if (phase_ == Phase::closed || writing_) break;
  }
  bool const wants_more = phase_ == Phase::idle || phase_ == Phase::head || phase_ == Phase::body;
  if (wants_more && !reading_ && !writing_) start_read();
}

/// One step on what is in the buffer; false when more must be read or an answer waited for.
template <class Stream>
bool ConnectionOn<Stream>::step() {
  switch (phase_) {
    case Phase::idle:
    case Phase::head: return read_head();
    case Phase::body: return read_body();
    default: return false;
  }
}

template <class Stream>
bool ConnectionOn<Stream>::read_head() {
  if (phase_ == Phase::idle) {
    // A stray line break after a body is overlooked (RFC 9112, section 2.2).
    while (begin_ < end_ && (in_[begin_] == '\r' || in_[begin_] == '\n')) ++begin_;
    if (begin_ == end_) return false;
    clear();
    parser_.emplace(head, static_cast<BodySink&>(*this));
    parser_->header_limit(static_cast<std::uint32_t>(door_.options().header_bytes_max));
    parser_->body_limit(boost::none);
    phase_ = Phase::head;
    deadline_ = kNever;
  }
  boost::system::error_code ec;
  parser_->within(in_.get() + begin_, in_.get() + end_);
  begin_ += parser_->put(asio::const_buffer{in_.get() + begin_, end_ - begin_}, ec);
  if (ec == boost::beast::http::error::need_more) {
    if (deadline_ == kNever) deadline_ = steady_clock::now() + door_.options().header_time_max;
    return false;
  }
  if (ec) return broken(ec);
  return head_done();
}

template <class Stream>
bool ConnectionOn<Stream>::head_done() {
  head_end_ = begin_;
  deadline_ = kNever;
  head.keep_alive = parser_->keep_alive();
  close_after = !head.keep_alive;
  set_in_flight(true);
  bool const version_known = parser_->version() == 10 || parser_->version() == 11;
  if (!version_known) return refuse_and_close(base::Error{kMalformedRequest, "Only HTTP/1.0 and 1.1 are spoken here."});
  if (!head.http_1_0 && head[Field::host].empty()) {
    return refuse_and_close(base::Error{kMalformedRequest, "There is no Host header."});
  }
  if (head.http_1_0 && head.has(Field::transfer_encoding)) {
    return refuse_and_close(base::Error{kMalformedRequest, "HTTP/1.0 knows no chunked bodies."});
  }
  if (head.has(Field::expect) && !equal_ignoring_case(head[Field::expect], "100-continue")) {
    return refuse_and_close(base::Error{kExpectationFailed});
  }
  Answer answer;
  auto const next = door_.begin(*this, answer);
  return go_on(next, std::move(answer));
}

template <class Stream>
bool ConnectionOn<Stream>::go_on(Next next, Answer answer) {
  switch (next) {
    case Next::wait: phase_ = Phase::waiting; return false;
    case Next::read_body:
    case Next::spool_body: return start_body(next);
    case Next::answer: break;
  }
  if (whole()) return respond(answer);
  // Refused before its body was read: a small one is read and dropped, so that the connection can be kept.
  auto const length = parser_->content_length();
  bool const small = length && *length <= kDiscardBytesMax && !head.has(Field::expect);
  if (!small) {
    close_after = true;
    return respond(answer);
  }
  early_ = std::move(answer);
  return start_body(Next::answer);
}

template <class Stream>
bool ConnectionOn<Stream>::start_body(Next next) {
  body_to_ = next;
  body_bytes_ = 0;
  body_started_ = kNever;
  if (whole()) {
    if (next == Next::spool_body && !open_spool()) return refuse_and_close(spool_error());
    return body_done();
  }
  auto limit = next == Next::answer ? kDiscardBytesMax : door_.options().body_bytes_max;
  if (next != Next::answer && endpoint->body_bytes_max != 0) limit = endpoint->body_bytes_max;
  auto const length = parser_->content_length();
  if (length && *length > limit) {
    return refuse_and_close(base::Error{kBodyTooLarge, "At most " + std::to_string(limit) + " bytes are taken here."});
  }
  if (next == Next::spool_body && !open_spool()) return refuse_and_close(spool_error());
  parser_->body_limit(limit);
  parser_->eager(true);
  if (next == Next::read_body && length) body.reserve(std::min<std::size_t>(*length, kOutBytesHigh));
  if (next != Next::answer && head.has(Field::expect) && begin_ == end_) out_ += "HTTP/1.1 100 Continue\r\n\r\n";
  phase_ = Phase::body;
  return true;
}

template <class Stream>
bool ConnectionOn<Stream>::read_body() {
  while (!parser_->is_done()) {
    boost::system::error_code ec;
    std::size_t used = 0;
    if (begin_ < end_) {
      parser_->within(in_.get() + begin_, in_.get() + end_);
      used = parser_->put(asio::const_buffer{in_.get() + begin_, end_ - begin_}, ec);
      begin_ += used;
    }
    bool const need_more = ec == boost::beast::http::error::need_more;
    if (ec && !need_more) return broken(ec);
    if (parser_->is_done()) break;
    if (used > 0 && begin_ < end_ && !need_more) continue;
    if (end_ - begin_ > door_.options().header_bytes_max) {
      return refuse_and_close(base::Error{kMalformedRequest, "A chunk's header has no end."});
    }
    if (body_started_ == kNever) body_started_ = steady_clock::now();
    // A slow but steady sender of a large body is given its time; one that trickles is not.
    auto const earned =
        std::chrono::milliseconds{body_bytes_ * 1000 / std::max<std::size_t>(1, door_.options().body_rate_bytes_min)};
    deadline_ = body_started_ + door_.options().body_time_max + earned;
    return false;
  }
  return body_done();
}

template <class Stream>
base::Error ConnectionOn<Stream>::spool_error() const {
  if (spool_failed_ == ENOSPC || spool_failed_ == EDQUOT) return storage_full_error();
  return base::Error{kInternal, "The file could not be kept."};
}

template <class Stream>
bool ConnectionOn<Stream>::body_done() {
  deadline_ = kNever;
  if (body_to_ == Next::answer) {
    auto const answer = std::move(early_);
    early_ = Answer{};
    return respond(answer);
  }
  if (body_to_ == Next::spool_body) {
    close_spool();
    upload.size_bytes = static_cast<std::int64_t>(body_bytes_);
    upload.content_type = std::string{head[Field::content_type]};
    if (spool_failed_ != 0) return refuse_and_close(spool_error());
  }
  Answer answer;
  auto const next = door_.finish(*this, answer);
  if (next == Next::answer) return respond(answer);
  phase_ = Phase::waiting;
  return false;
}

template <class Stream>
void ConnectionOn<Stream>::body_arrived(std::string_view bytes) {
  body_bytes_ += bytes.size();
  if (body_to_ == Next::read_body) {
    body.append(bytes);
    return;
  }
  while (body_to_ == Next::spool_body && !bytes.empty() && spool_failed_ == 0) {
    auto const written = ::write(spool_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      spool_failed_ = written == 0 ? ENOSPC : errno;
      telemetry::error("a body could not be spooled", {{"path", upload.path.string()}, {"errno", spool_failed_}});
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

template <class Stream>
bool ConnectionOn<Stream>::open_spool() {
  auto const& folder = door_.options().spool_dir;
  upload.path = (folder.empty() ? std::filesystem::temp_directory_path() : folder) /
                ("upload-" + base::Uuid::make(door_.clock().now()).text());
  spool_failed_ = 0;
  spool_ = ::open(upload.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (spool_ >= 0) return true;
  spool_failed_ = errno;
  telemetry::error("a spool file could not be made", {{"path", upload.path.string()}, {"errno", spool_failed_}});
  upload.path.clear();
  return false;
}

template <class Stream>
void ConnectionOn<Stream>::close_spool() {
  if (spool_ >= 0) ::close(spool_);
  spool_ = -1;
}

template <class Stream>
bool ConnectionOn<Stream>::broken(boost::system::error_code ec) {
  using boost::beast::http::error;
  if (ec == error::header_limit) return refuse_and_close(base::Error{kHeaderTooLarge});
  if (ec == error::body_limit) return refuse_and_close(base::Error{kBodyTooLarge});
  return refuse_and_close(base::Error{kMalformedRequest, ec.message()});
}

template <class Stream>
bool ConnectionOn<Stream>::refuse_and_close(base::Error const& error) {
  close_after = true;
  close_spool();
  remove_spool_file();
  return respond(refuse(*this, error));
}

template <class Stream>
WireContext ConnectionOn<Stream>::wire_context() {
  auto const method = head.method;
  return {.date = thread_.date(),
          .request_id = has_trace() ? std::string_view{trace_id()} : std::string_view{},
          .cors_origin = cors_origin,
          .varies_by_origin = !door_.options().cors_origins.empty(),
          .head_only = method == Method::head,
          .may_be_304 = method == Method::get || method == Method::head,
          .if_none_match = head[Field::if_none_match],
          .http_1_0 = head.http_1_0,
          .close = close_after,
          .tls = kTls};
}

template <class Stream>
bool ConnectionOn<Stream>::respond(Answer const& answer) {
  if (door_.draining.load(std::memory_order_relaxed)) close_after = true;
  auto const status = write_answer(out_, answer, wire_context());
  door_.answered(*this, status);
  if (close_after) {
    phase_ = Phase::closing;
    return false;
  }
  become_idle();
  return true;
}

template <class Stream>
void ConnectionOn<Stream>::become_idle() {
  phase_ = Phase::idle;
  deadline_ = thread_.about_now() + door_.options().idle_time_max;
  if (body.capacity() > kOutBytesHigh) body = std::string{};
}

template <class Stream>
void ConnectionOn<Stream>::flush() {
  if (writing_ || phase_ == Phase::closed) return;
  if (out_.empty()) return all_sent();
  std::size_t written = 0;
  if constexpr (!kTls) {
    boost::system::error_code ec;
    written = stream_.write_some(asio::buffer(out_), ec);
    if (ec && ec != asio::error::would_block) return close();
    if (written == out_.size()) {
      out_.clear();
      if (out_.capacity() > 4 * kOutBytesHigh) out_ = std::string{};
      return all_sent();
    }
  }
  sending_.swap(out_);
  sent_ = written;
  out_.clear();
  write_on();
}

template <class Stream>
void ConnectionOn<Stream>::write_on() {
  writing_ = true;
  write_deadline_ = thread_.about_now() + door_.options().write_time_max;
  stream_.async_write_some(
      asio::buffer(sending_.data() + sent_, sending_.size() - sent_),
      [self = self()](boost::system::error_code ec, std::size_t bytes) { self->on_write(ec, bytes); });
}

template <class Stream>
void ConnectionOn<Stream>::on_write(boost::system::error_code ec, std::size_t bytes) {
  writing_ = false;
  if (phase_ == Phase::closed) return;
  if (ec) return close();
  sent_ += bytes;
  if (sent_ < sending_.size()) return write_on();
  sending_.clear();
  if (sending_.capacity() > 4 * kOutBytesHigh) sending_ = std::string{};
  write_deadline_ = kNever;
  if (phase_ == Phase::streaming) return pump_stream();
  process();
}

/// Nothing is left to be written.
template <class Stream>
void ConnectionOn<Stream>::all_sent() {
  if (phase_ == Phase::idle || phase_ == Phase::head) set_in_flight(false);
  if (phase_ == Phase::closing || (phase_ == Phase::streaming && stream_over_)) linger();
}

template <class Stream>
void ConnectionOn<Stream>::linger() {
  set_in_flight(false);
  if (phase_ == Phase::closing && whole() && begin_ == end_ && !kTls) return close();
  phase_ = Phase::lingering;
  deadline_ = steady_clock::now() + kLingerMax;
  boost::system::error_code ignored;
  if constexpr (kTls) {
    stream_.async_shutdown([self = self()](boost::system::error_code) { self->close(); });
  } else {
    stream_.shutdown(Socket::shutdown_send, ignored);
    begin_ = end_ = 0;
    if (!reading_) start_read();
  }
}

template <class Stream>
void ConnectionOn<Stream>::set_in_flight(bool is) {
  if (in_flight_ == is) return;
  in_flight_ = is;
  door_.in_flight.fetch_add(is ? 1 : -1);
}

template <class Stream>
void ConnectionOn<Stream>::take(Delivery delivery) {
  if (delivery.what == Delivery::What::stream_data) {
    if (phase_ == Phase::streaming) pump_stream();
    return;
  }
  if (phase_ != Phase::waiting) {
    if (delivery.stream) delivery.stream->end();
    return;
  }
  switch (delivery.what) {
    case Delivery::What::answer: respond(delivery.answer); break;
    case Delivery::What::resume: start_body(Next::spool_body); break;
    case Delivery::What::open_stream: return open_stream(std::move(delivery.stream));
    case Delivery::What::stream_data: return;
  }
  process();
}

template <class Stream>
void ConnectionOn<Stream>::open_stream(std::shared_ptr<StreamState> state) {
  auto context = wire_context();
  write_stream_head(out_, context);
  door_.answered(*this, 200);
  if (head.method == Method::head) {
    state->end();
    close_after = true;
    phase_ = Phase::closing;
    return process();
  }
  out_ += "retry: 2000\n\n";
  phase_ = Phase::streaming;
  set_in_flight(false);
  deadline_ = kNever;
  stream_state_ = std::move(state);
  next_heartbeat_ = steady_clock::now() + door_.options().heartbeat;
  begin_ = end_ = 0;
  if (!reading_) start_read();
  pump_stream();
}

template <class Stream>
void ConnectionOn<Stream>::pump_stream() {
  if (writing_ || phase_ != Phase::streaming) return;
  auto taken = stream_state_->take();
  if (taken.dropped) return close();
  out_ += taken.bytes;
  if (taken.closed) stream_over_ = true;
  flush();
}

template <class Stream>
void ConnectionOn<Stream>::tick(steady_clock::time_point now) {
  if (phase_ == Phase::closed) return;
  if (writing_ && now > write_deadline_) return close();
  if (phase_ == Phase::streaming) {
    if (door_.draining.load(std::memory_order_relaxed)) stream_state_->close();
    if (now < next_heartbeat_) return;
    next_heartbeat_ = now + door_.options().heartbeat;
    if (writing_) return;
    out_ += ": heartbeat\n\n";
    return pump_stream();
  }
  if (now <= deadline_) return;
  if (phase_ == Phase::head || phase_ == Phase::body) {
    if (phase_ == Phase::head) clear();  // what came of the head is no request
    refuse_and_close(base::Error{kRequestTimeout});
    deadline_ = kNever;
    flush();
    return;
  }
  close();
}

template <class Stream>
void ConnectionOn<Stream>::close() {
  if (phase_ == Phase::closed) return;
  auto const held = self();
  bool const a_worker_has_it = phase_ == Phase::waiting;
  phase_ = Phase::closed;
  set_in_flight(false);
  if (stream_state_) stream_state_->end();
  stream_state_.reset();
  close_spool();
  if (!a_worker_has_it) remove_spool_file();
  boost::system::error_code ignored;
  socket().close(ignored);
  door_.connections.fetch_sub(1);
  thread_.remove(*this);
}

}  // namespace

std::unique_ptr<Connection> make_connection(IoThread& thread, Socket socket, asio::ssl::context* tls) {
  if (tls == nullptr) return std::make_unique<ConnectionOn<Socket>>(thread, std::move(socket));
  return std::make_unique<ConnectionOn<TlsStream>>(thread, TlsStream{std::move(socket), *tls});
}

}  // namespace weft::http
