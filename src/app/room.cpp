// room.cpp - how much of a disk is left.
#include "app/room.h"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <chrono>

#include "platform/telemetry/telemetry.h"

namespace weft::app {
namespace {

constexpr std::int64_t kLookEveryMs = 250;
constexpr std::int64_t kMegabyte = 1 << 20;

}  // namespace

bool Room::left() const {
  auto const now =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
          .count();
  auto last = looked_at_.load();
  if (now - last < kLookEveryMs || !looked_at_.compare_exchange_strong(last, now)) return !full_;
  struct statvfs disk{};
  // What cannot be asked is taken to be as before.
  if (::statvfs(folder_.c_str(), &disk) != 0) return !full_;
  auto const free = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
  free_bytes_ = free;
  bool const before = full_;
  bool const full = free < (before ? reserve_bytes_ + reserve_bytes_ / 4 : reserve_bytes_);
  full_ = full;
  if (full && !before) telemetry::error("the disk is full: writes are refused", {{"how", text()}});
  if (!full && before) telemetry::info("there is room on the disk again: writes go on", {{"how", text()}});
  return !full;
}

std::string Room::text() const {
  return fmt::format("{} MB are free in {}, {} MB are kept in reserve", free_bytes_.load() / kMegabyte,
                     folder_.string(), reserve_bytes_ / kMegabyte);
}

}  // namespace weft::app
