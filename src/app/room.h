// room.h - how much of a disk is left, and whether that is enough to go on writing.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>

namespace weft::app {

/// The disk under a folder, with a reserve on it that nobody's requests may use up: PostgreSQL dies where it cannot
/// write its log, and with it the reads. Safe from any thread; asks the system four times a second at most.
class Room {
 public:
  Room(std::filesystem::path folder, std::int64_t reserve_bytes)
      : folder_{std::move(folder)}, reserve_bytes_{reserve_bytes} {}

  /// False from the moment when less than the reserve is free until a quarter more than it is.
  [[nodiscard]] bool left() const;
  /// "12 MB are free in /var/lib/weft, ..", for people.
  [[nodiscard]] std::string text() const;

 private:
  std::filesystem::path folder_;
  std::int64_t reserve_bytes_;
  mutable std::atomic<std::int64_t> looked_at_{0};  // steady milliseconds
  mutable std::atomic<std::int64_t> free_bytes_{0};
  mutable std::atomic<bool> full_{false};
};

}  // namespace weft::app
