// signals.cpp - signals are waited for by one thread instead of interrupting any.
#include "app/signals.h"

#include <csignal>
#include <ctime>

namespace weft::app {
namespace {

sigset_t held() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

}  // namespace

void hold_signals() {
  auto const set = held();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

bool asked_to_end(std::chrono::milliseconds within) {
  auto const set = held();
  timespec const wait{.tv_sec = within.count() / 1000, .tv_nsec = within.count() % 1000 * 1'000'000};
  return sigtimedwait(&set, nullptr, &wait) > 0;
}

}  // namespace weft::app
