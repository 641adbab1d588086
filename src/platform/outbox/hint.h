// hint.h - "rows may be waiting": from whoever emits to the sequencer's thread of the same process, and nothing more.
#pragma once

#include <atomic>
#include <chrono>

namespace weft::outbox {

/// One a process. A poke is given before the commit that it speaks of, and may be lost: the sequencer polls as well.
/// A NOTIFY inside each writer's transaction would say the same and would line all commits up behind one lock.
class Hint {
 public:
  static Hint& shared();
  Hint();
  ~Hint();
  Hint(Hint const&) = delete;
  Hint& operator=(Hint const&) = delete;

  /// Costs one atomic exchange when somebody already poked.
  void poke();
  /// True if poked since the last take().
  bool take();
  /// Readable after a poke; for poll().
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
  std::atomic<bool> poked_{false};
};

}  // namespace weft::outbox
