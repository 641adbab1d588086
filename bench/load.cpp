// load.cpp - one epoll loop over all clients.
#include "load.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>

namespace weft::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Client {
  int socket = -1;
  std::string out;
  std::string in;
  SteadyClock::time_point asked_at;
};

[[noreturn]] void fail(std::string const& what) {
  throw std::runtime_error{fmt::format("load generator: {}: {}", what, std::strerror(errno))};
}

int connect_to(std::uint16_t port) {
  int const descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) fail("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) fail("connect");
  int const on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return descriptor;
}

double thread_cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_THREAD, &usage);
  auto const seconds = [](timeval const& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// The length of the first whole answer in `in`, or 0 if it is not all there yet.
std::size_t whole_answer(std::string const& in) {
  auto const head = in.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  static constexpr std::string_view name = "content-length:";
  auto const matches = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  auto const end_of_head = in.begin() + static_cast<std::ptrdiff_t>(head);
  auto const at = std::search(in.begin(), end_of_head, name.begin(), name.end(), matches);
  std::size_t length = 0;
  if (at != end_of_head) {
    auto digits = std::to_address(at) + name.size();
    while (*digits == ' ') ++digits;
    std::from_chars(digits, in.data() + head, length);
  }
  auto const whole = head + 4 + length;
  return in.size() >= whole ? whole : 0;
}

int status_of(std::string const& answer) {
  int status = 0;
  if (answer.size() > 12) std::from_chars(answer.data() + 9, answer.data() + 12, status);
  return status;
}

class Generator {
 public:
  explicit Generator(ClosedLoop const& loop)
      : loop_{loop}, clients_(loop.clients), epoll_{::epoll_create1(EPOLL_CLOEXEC)} {
    if (epoll_ < 0) fail("epoll");
    for (std::size_t i = 0; i < clients_.size(); ++i) {
      clients_[i].socket = connect_to(loop.port);
      epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
      if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, clients_[i].socket, &event) != 0) fail("epoll_ctl");
    }
  }
  ~Generator() {
    for (auto const& client : clients_)
      if (client.socket >= 0) ::close(client.socket);
    ::close(epoll_);
  }
  Generator(Generator const&) = delete;
  Generator& operator=(Generator const&) = delete;

  LoadResult run(std::function<void()> const& at_start, std::function<void()> const& at_end) {
    for (std::size_t i = 0; i < clients_.size(); ++i) ask(i);
    turn_until(SteadyClock::now() + loop_.warm_up);
    counting_ = true;
    result_.latencies_us.reserve(1'000'000);
    if (at_start) at_start();
    auto const cpu_before = thread_cpu_seconds();
    auto const begin = SteadyClock::now();
    turn_until(begin + loop_.measured);
    result_.seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
    result_.generator_cpu_seconds = thread_cpu_seconds() - cpu_before;
    if (at_end) at_end();
    std::ranges::sort(result_.latencies_us);
    return std::move(result_);
  }

 private:
  void ask(std::size_t i) {
    auto& client = clients_[i];
    client.out.clear();
    loop_.request(client.out, i, sequence_++);
    client.asked_at = SteadyClock::now();
    std::string_view rest{client.out};
    while (!rest.empty()) {
      auto const sent = ::send(client.socket, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (sent < 0) fail("send");
      rest.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  void take(std::size_t i) {
    auto& client = clients_[i];
    char buffer[16'384];
    auto const got = ::recv(client.socket, buffer, sizeof buffer, 0);
    if (got == 0) throw std::runtime_error{"load generator: the server closed a connection"};
    if (got < 0) fail("recv");
    client.in.append(buffer, static_cast<std::size_t>(got));
    auto const length = whole_answer(client.in);
    if (length == 0) return;
    if (counting_) count(client, length);
    client.in.erase(0, length);
    ask(i);
  }

  void count(Client const& client, std::size_t length) {
    if (status_of(client.in) == loop_.expected_status) {
      ++result_.answered;
    } else if (++result_.unexpected == 1) {
      result_.first_unexpected = client.in.substr(0, std::min<std::size_t>(length, 600));
    }
    auto const waited =
        std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - client.asked_at).count();
    result_.latencies_us.push_back(static_cast<std::uint32_t>(waited));
  }

  void turn_until(SteadyClock::time_point end) {
    std::vector<epoll_event> events(clients_.size());
    while (SteadyClock::now() < end) {
      int const ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 20);
      if (ready < 0 && errno != EINTR) fail("epoll_wait");
      for (int e = 0; e < ready; ++e) take(static_cast<std::size_t>(events[static_cast<std::size_t>(e)].data.u64));
    }
  }

  ClosedLoop const& loop_;
  std::vector<Client> clients_;
  int epoll_;
  bool counting_ = false;
  std::uint64_t sequence_ = 0;
  LoadResult result_;
};

}  // namespace

std::uint32_t LoadResult::latency_us(double quantile) const {
  if (latencies_us.empty()) return 0;
  auto const at = static_cast<std::size_t>(quantile * static_cast<double>(latencies_us.size() - 1));
  return latencies_us[at];
}

std::string ask_once(std::uint16_t port, std::string const& request) {
  int const descriptor = connect_to(port);
  std::string answer;
  if (::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
    fail("send");
  char buffer[16'384];
  while (whole_answer(answer) == 0) {
    auto const got = ::recv(descriptor, buffer, sizeof buffer, 0);
    if (got < 0) fail("recv");
    if (got == 0) break;
    answer.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(descriptor);
  return answer;
}

LoadResult run(ClosedLoop const& loop, std::function<void()> const& at_start, std::function<void()> const& at_end) {
  return Generator{loop}.run(at_start, at_end);
}

}  // namespace weft::bench
