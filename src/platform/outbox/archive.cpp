// archive.cpp - a partition goes to a file in frames of some thousand lines, is read back whole, and is dropped only
// then.
#include "platform/outbox/archive.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>
#include <zstd.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "platform/jobs/jobs.h"
#include "platform/json/json.h"
#include "platform/outbox/store.h"

namespace weft::outbox {
namespace {

constexpr std::int64_t kEventsPerFrame = 5'000;
constexpr int kCompression = 6;

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
  std::string hex(2 * digest.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  hex.pop_back();
  return hex;
}

/// One event as one line.
void put_line(std::string& out, PositionedEvent const& event) {
  out += fmt::format(R"({{"position":{},"topic":)", event.position);
  json::encode_string(out, event.topic);
  out += R"(,"key":)";
  json::encode_string(out, event.key);
  out += R"(,"payload":)" + event.payload;
  if (event.sealed) out += R"(,"sealed":")" + base::base64url_encode(*event.sealed) + '"';
  out += fmt::format(
      ","
      R"("occurred_at":"{}","positioned_at":"{}"}})"
      "\n",
      base::text_of(event.occurred_at), base::text_of(event.positioned_at));
}

/// How far the file of one partition is: kept as the job's cursor, committed with each slice.
struct Writing {
  std::int64_t from{};
  std::int64_t to{};
  std::int64_t next{};   // the first position not written
  std::int64_t bytes{};  // of the file up to there; what a lost slice left behind them is cut off
  std::string chain;     // SHA-256 of the chain before and the frame's lines
  std::int64_t epoch{};
};
BOOST_DESCRIBE_STRUCT(Writing, (), (from, to, next, bytes, chain, epoch))

std::string name_of(Writing const& writing) {
  return fmt::format("outbox-{}-{}.jsonl.zst", writing.from, writing.to - 1);
}

/// An open file that throws what the system says.
class File {
 public:
  explicit File(std::filesystem::path const& path)
      : descriptor_{::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0640)} {
    if (descriptor_ < 0) throw std::system_error{errno, std::generic_category(), path.string()};
  }
  ~File() { ::close(descriptor_); }
  File(File const&) = delete;
  File& operator=(File const&) = delete;
  void cut(std::int64_t bytes) {
    check(::ftruncate(descriptor_, bytes));
    check(::lseek(descriptor_, bytes, SEEK_SET));
  }
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      auto const written = ::write(descriptor_, bytes.data(), bytes.size());
      check(written);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() { check(::fsync(descriptor_)); }

 private:
  static void check(auto result) {
    if (result < 0) throw std::system_error{errno, std::generic_category(), "archive"};
  }
  int descriptor_;
};

std::string whole_file(std::filesystem::path const& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

/// Calls `on_frame(lines)` for each frame; false when the file is cut or damaged.
bool for_each_frame(std::string_view file, std::function<void(std::string_view)> const& on_frame) {
  constexpr unsigned long long kFrameMax = 1ULL << 30;
  while (!file.empty()) {
    auto const packed = ZSTD_findFrameCompressedSize(file.data(), file.size());
    auto const size = ZSTD_getFrameContentSize(file.data(), file.size());
    if (ZSTD_isError(packed) != 0U || size == ZSTD_CONTENTSIZE_ERROR || size > kFrameMax) return false;
    std::string lines(size, '\0');
    if (ZSTD_decompress(lines.data(), lines.size(), file.data(), packed) != size) return false;
    on_frame(lines);
    file.remove_prefix(packed);
  }
  return true;
}

/// Writes frames until the slice's time is over or the partition ends.
void write_some(jobs::Work& work, std::filesystem::path const& part, Writing& writing) {
  File file{part};
  file.cut(writing.bytes);
  while (writing.next < writing.to && work.time_left()) {
    auto const events = store::events(work.tx(), writing.next - 1, writing.to - 1, kEventsPerFrame);
    if (events.empty()) throw std::runtime_error{fmt::format("positions from {} are missing", writing.next)};
    std::string lines;
    for (auto const& event : events) {
      if (event.position != writing.next) throw std::runtime_error{fmt::format("position {} is missing", writing.next)};
      put_line(lines, event);
      ++writing.next;
    }
    std::string packed(ZSTD_compressBound(lines.size()), '\0');
    auto const size = ZSTD_compress(packed.data(), packed.size(), lines.data(), lines.size(), kCompression);
    if (ZSTD_isError(size) != 0U) throw std::runtime_error{ZSTD_getErrorName(size)};
    file.write(std::string_view{packed}.substr(0, size));
    writing.bytes += static_cast<std::int64_t>(size);
    writing.chain = sha256(writing.chain + lines);
  }
  file.sync();
}

/// Reads the finished file back, compares it with what was written, drops the partition and gives the file its name.
base::Result<void> verify_and_drop(jobs::Work& work, std::filesystem::path const& folder,
                                   std::filesystem::path const& part, Writing const& writing) {
  auto const name = name_of(writing);
  // Renamed already, when the commit that drops the partition had to be tried again.
  auto const written = std::filesystem::exists(part) ? part : folder / name;
  auto const bytes = whole_file(written);
  std::string chain;
  std::int64_t count = 0;
  bool const whole = for_each_frame(bytes, [&](std::string_view lines) {
    chain = sha256(chain + std::string{lines});
    count += std::count(lines.begin(), lines.end(), '\n');
  });
  if (!whole || chain != writing.chain || count != writing.to - writing.from) {
    return base::Error{kArchiveDamaged, fmt::format("{}: {} events read back of {}", written.string(), count,
                                                    writing.to - writing.from)};
  }
  auto const checksum = sha256(bytes);
  store::drop_archived(work.tx(), {writing.from, writing.to}, work.now(), name, checksum);
  {
    File file{folder / (name + ".sha256")};
    file.cut(0);
    file.write(checksum + "  " + name + '\n');
    file.sync();
  }
  if (written == part) std::filesystem::rename(part, folder / name);
  return {};
}

base::Result<jobs::Slice> archive_slice(jobs::Work& work, ArchiveOptions const& options) {
  Writing writing;
  auto const found = json::decode<Writing>(work.cursor());
  // What another reign began is begun again: its worker may still be writing to its own file.
  if (found && found->epoch == work.epoch()) writing = *found;
  if (writing.to == 0) {
    auto const partition = store::oldest_full(work.tx(), work.now() - options.retention);
    if (!partition) return jobs::Slice::done;
    std::filesystem::create_directories(options.folder);
    writing = {.from = partition->from_position,
               .to = partition->to_position,
               .next = partition->from_position,
               .bytes = 0,
               .chain = {},
               .epoch = work.epoch()};
    work.set_phase(name_of(writing));
  }
  work.set_total(writing.to - writing.from);
  auto const part = options.folder / fmt::format("{}.part-{}", name_of(writing), work.epoch());
  if (writing.next < writing.to) write_some(work, part, writing);
  work.set_done(writing.next - writing.from);
  if (writing.next == writing.to && work.time_left()) {
    if (auto dropped = verify_and_drop(work, options.folder, part, writing); !dropped) return dropped.error();
    work.set_cursor("{}");
  } else {
    work.set_cursor(json::encode(writing));
  }
  return jobs::Slice::more;
}

/// Reads one line of an archive; nothing when it is not one.
std::optional<PositionedEvent> read_line(std::string_view line) {
  boost::system::error_code failed;
  auto const value = boost::json::parse(line, failed);
  if (failed || !value.is_object()) return {};
  auto const& object = value.get_object();
  auto const text = [&](std::string_view name) -> std::optional<std::string> {
    auto const* member = object.if_contains(name);
    if (member == nullptr || !member->is_string()) return {};
    return std::string{member->get_string()};
  };
  auto const* position = object.if_contains("position");
  auto const* payload = object.if_contains("payload");
  auto const occurred_at = base::parse_instant(text("occurred_at").value_or(""));
  auto const positioned_at = base::parse_instant(text("positioned_at").value_or(""));
  auto topic = text("topic");
  auto key = text("key");
  if (position == nullptr || !position->is_int64() || payload == nullptr || !occurred_at || !positioned_at || !topic ||
      !key)
    return {};
  PositionedEvent event{.position = position->get_int64(),
                        .topic = std::move(*topic),
                        .key = std::move(*key),
                        .payload = boost::json::serialize(*payload),
                        .sealed = {},
                        .occurred_at = *occurred_at,
                        .positioned_at = *positioned_at};
  if (auto const sealed = text("sealed")) {
    event.sealed = base::base64url_decode(*sealed);
    if (!event.sealed) return {};
  }
  return event;
}

}  // namespace

void register_archive(jobs::Runner& runner, ArchiveOptions options) {
  auto const period = options.period;
  runner.add({.queue = "house", .name = "outbox.archive", .handler = [options = std::move(options)](jobs::Work& work) {
                return archive_slice(work, options);
              }});
  runner.every({.key = "outbox.archive", .queue = "house", .kind = "outbox.archive", .period = period});
}

base::Result<std::int64_t> replay_archive(std::filesystem::path const& file,
                                          std::function<void(PositionedEvent const&)> const& on_event) {
  auto const damaged = [&](std::string_view where) {
    return base::Error{kArchiveDamaged, file.string() + ": " + std::string{where}};
  };
  auto const bytes = whole_file(file);
  if (!whole_file(file.string() + ".sha256").starts_with(sha256(bytes) + "  ")) return damaged("the checksum differs");
  std::int64_t count = 0;
  bool readable = true;
  bool const whole = for_each_frame(bytes, [&](std::string_view lines) {
    while (readable && !lines.empty()) {
      auto const end = std::min(lines.find('\n'), lines.size());
      auto const event = read_line(lines.substr(0, end));
      lines.remove_prefix(std::min(end + 1, lines.size()));
      readable = event.has_value();
      if (!event) break;
      on_event(*event);
      ++count;
    }
  });
  if (!whole || !readable) return damaged(fmt::format("after {} events", count));
  return count;
}

}  // namespace weft::outbox
