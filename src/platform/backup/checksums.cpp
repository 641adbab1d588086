// checksums.cpp - what every file of a backup was when it was written.
#include "platform/backup/checksums.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <map>
#include <system_error>
#include <vector>

#include "platform/backup/backup.h"

namespace weft::backup {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void complain(fs::path const& file) {
  throw std::system_error{errno, std::generic_category(), file.string()};
}

class Descriptor {
 public:
  Descriptor(fs::path const& file, int flags) : number_{::open(file.c_str(), flags | O_CLOEXEC, 0600)} {
    if (number_ < 0) complain(file);
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// Every file below the folder but the checksums themselves, by its path in it.
std::vector<std::string> files_in(fs::path const& folder) {
  std::vector<std::string> out;
  for (auto const& entry : fs::recursive_directory_iterator{folder}) {
    if (!entry.is_regular_file()) continue;
    auto name = entry.path().lexically_relative(folder).string();
    if (name != kChecksums) out.push_back(std::move(name));
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace

std::string sha256_of(fs::path const& file) {
  Descriptor const in{file, O_RDONLY};
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::vector<unsigned char> buffer(1 << 20);
  for (;;) {
    auto const got = ::read(in.number(), buffer.data(), buffer.size());
    if (got < 0) complain(file);
    if (got == 0) break;
    crypto_hash_sha256_update(&state, buffer.data(), static_cast<unsigned long long>(got));
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&state, digest.data());
  std::string hex(2 * digest.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  hex.pop_back();
  return hex;
}

void write_file(fs::path const& file, std::string_view text) {
  Descriptor const out{file, O_WRONLY | O_CREAT | O_TRUNC};
  while (!text.empty()) {
    auto const written = ::write(out.number(), text.data(), text.size());
    if (written < 0) complain(file);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(out.number()) != 0) complain(file);
}

void sync(fs::path const& path) {
  Descriptor const open{path, O_RDONLY};
  if (::fsync(open.number()) != 0) complain(path);
}

void write_checksums(fs::path const& folder) {
  std::string text;
  for (auto const& name : files_in(folder)) text += fmt::format("{}  {}\n", sha256_of(folder / name), name);
  write_file(folder / kChecksums, text);
}

base::Result<void> verify_checksums(fs::path const& folder) {
  std::ifstream in{folder / kChecksums};
  if (!in) {
    return base::Error{kNotABackup, fmt::format("{} holds no {}: it is no backup, or one that was cut short.",
                                                folder.string(), kChecksums)};
  }
  auto const damaged = [&](std::string_view name, std::string_view how) {
    return base::Error{kDamaged, fmt::format("{} {}.", (folder / name).string(), how)};
  };
  constexpr std::size_t kHex = 64;
  std::map<std::string, std::string> wanted;
  for (std::string line; std::getline(in, line);) {
    if (line.size() < kHex + 3 || line.substr(kHex, 2) != "  ") return damaged(kChecksums, "cannot be read");
    wanted[line.substr(kHex + 2)] = line.substr(0, kHex);
  }
  for (auto const& name : files_in(folder)) {
    auto const found = wanted.find(name);
    if (found == wanted.end()) return damaged(name, fmt::format("is not in {}", kChecksums));
    if (sha256_of(folder / name) != found->second) return damaged(name, "is not what was written");
    wanted.erase(found);
  }
  if (!wanted.empty()) return damaged(wanted.begin()->first, "is missing");
  return {};
}

}  // namespace weft::backup
