// hint.cpp - the hint as an eventfd, so that the sequencer waits for it and for PostgreSQL's socket at once.
#include "platform/outbox/hint.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>

namespace weft::outbox {

Hint& Hint::shared() {
  static Hint hint;
  return hint;
}

Hint::Hint() : descriptor_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)} {
  if (descriptor_ < 0) throw std::runtime_error{"eventfd failed"};
}

Hint::~Hint() { ::close(descriptor_); }

void Hint::poke() {
  if (poked_.exchange(true)) return;
  std::uint64_t const one = 1;
  [[maybe_unused]] auto const written = ::write(descriptor_, &one, sizeof one);  // full = already readable
}

bool Hint::take() {
  std::uint64_t count = 0;
  [[maybe_unused]] auto const read = ::read(descriptor_, &count, sizeof count);
  return poked_.exchange(false);
}

}  // namespace weft::outbox
