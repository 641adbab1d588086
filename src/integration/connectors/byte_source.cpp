// byte_source.cpp - zstd, zlib and plain files behind one next().
#include "integration/connectors/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "integration/connectors/connectors.h"

namespace weft::connectors {

namespace {
constexpr std::size_t kPieceBytes = std::size_t{256} * 1024;
enum class Packing : std::uint8_t { plain, zstd, gzip };
}  // namespace

bool is_workbook(std::string_view beginning) {
  return beginning.starts_with("PK\x03\x04") || beginning.starts_with("\xd0\xcf\x11\xe0");
}

struct ByteSource::State {
  std::string path;
  int file = -1;
  Packing packing = Packing::plain;
  std::vector<char> in = std::vector<char>(kPieceBytes);
  std::vector<char> out;
  std::size_t in_at = 0;
  std::size_t in_size = 0;
  bool file_ended = false;
  bool frame_open = false;  // inside a zstd frame or gzip member: an end here means that the file was cut short
  std::int64_t bytes_done = 0;
  ZSTD_DStream* zstd = nullptr;
  z_stream gzip{};
  bool gzip_made = false;
  EVP_MD_CTX* digest = EVP_MD_CTX_new();

  State() { EVP_DigestInit_ex(digest, EVP_sha256(), nullptr); }
  State(State const&) = delete;
  State& operator=(State const&) = delete;
  ~State() {
    if (file >= 0) ::close(file);
    if (zstd != nullptr) ZSTD_freeDStream(zstd);
    if (gzip_made) inflateEnd(&gzip);
    EVP_MD_CTX_free(digest);
  }

  base::Result<void> fill() {
    in_at = 0;
    in_size = 0;
    while (in_size < in.size()) {
      auto const got = ::read(file, in.data() + in_size, in.size() - in_size);
      if (got < 0) {
        if (errno == EINTR) continue;
        return base::Error{kFileMissing, fmt::format("{}: {}", path, std::strerror(errno))};
      }
      if (got == 0) {
        file_ended = true;
        break;
      }
      in_size += static_cast<std::size_t>(got);
    }
    EVP_DigestUpdate(digest, in.data(), in_size);
    return {};
  }

  base::Error broken(std::string_view words) const {
    return base::Error{kBrokenArchive, fmt::format("{}: {}. Make or fetch the file again.", path, words)};
  }

  // Both unpackers: take from in[in_at, in_size), give into out; the size given, or why not.
  base::Result<std::size_t> unpack_zstd() {
    ZSTD_inBuffer from{in.data(), in_size, in_at};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    auto const left = ZSTD_decompressStream(zstd, &to, &from);
    if (ZSTD_isError(left) != 0) return broken(ZSTD_getErrorName(left));
    frame_open = left != 0;
    in_at = from.pos;
    return to.pos;
  }

  base::Result<std::size_t> unpack_gzip() {
    if (!frame_open) inflateReset(&gzip);
    gzip.next_in = reinterpret_cast<Bytef*>(in.data() + in_at);
    gzip.avail_in = static_cast<uInt>(in_size - in_at);
    gzip.next_out = reinterpret_cast<Bytef*>(out.data());
    gzip.avail_out = static_cast<uInt>(out.size());
    auto const code = inflate(&gzip, Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
      return broken(gzip.msg == nullptr ? "not a gzip stream" : gzip.msg);
    }
    frame_open = code != Z_STREAM_END;
    in_at = in_size - gzip.avail_in;
    return out.size() - gzip.avail_out;
  }
};

ByteSource::ByteSource(std::unique_ptr<State> state) : state_{std::move(state)} {}
ByteSource::~ByteSource() = default;

base::Result<std::unique_ptr<ByteSource>> ByteSource::open(std::filesystem::path const& path) {
  auto state = std::make_unique<State>();
  state->path = path.string();
  state->file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state->file < 0) return base::Error{kFileMissing, fmt::format("{}: {}", path.string(), std::strerror(errno))};
  ::posix_fadvise(state->file, 0, 0, POSIX_FADV_SEQUENTIAL);
  if (auto filled = state->fill(); !filled) return std::move(filled).error();
  std::string_view const head{state->in.data(), state->in_size};
  if (head.starts_with("\x28\xb5\x2f\xfd")) {
    state->packing = Packing::zstd;
    state->zstd = ZSTD_createDStream();
    state->out.resize(kPieceBytes);
  } else if (head.starts_with("\x1f\x8b")) {
    state->packing = Packing::gzip;
    state->gzip_made = inflateInit2(&state->gzip, 15 + 16) == Z_OK;
    state->out.resize(kPieceBytes);
  }
  return std::unique_ptr<ByteSource>{new ByteSource{std::move(state)}};
}

base::Result<std::string_view> ByteSource::next() {
  auto& at = *state_;
  for (;;) {
    if (at.in_at == at.in_size) {
      // An unpacker may still hold bytes of the last piece, so it is asked once more even at the end of the file.
      if (at.file_ended) {
        if (at.packing == Packing::plain || !at.frame_open) return std::string_view{};
        auto const before = at.in_at;
        auto given = at.packing == Packing::zstd ? at.unpack_zstd() : at.unpack_gzip();
        if (!given) return std::move(given).error();
        if (*given > 0) return std::string_view{at.out.data(), *given};
        if (at.in_at == before && at.frame_open) return at.broken("it ends in the middle (cut short)");
        continue;
      }
      if (auto filled = at.fill(); !filled) return std::move(filled).error();
      if (at.in_size == 0) continue;
    }
    if (at.packing == Packing::plain) {
      std::string_view const piece{at.in.data(), at.in_size};
      at.in_at = at.in_size;
      at.bytes_done += static_cast<std::int64_t>(piece.size());
      return piece;
    }
    auto const before = at.in_at;
    auto given = at.packing == Packing::zstd ? at.unpack_zstd() : at.unpack_gzip();
    if (!given) return std::move(given).error();
    at.bytes_done += static_cast<std::int64_t>(at.in_at - before);
    if (*given > 0) return std::string_view{at.out.data(), *given};
  }
}

std::int64_t ByteSource::bytes_done() const { return state_->bytes_done; }

std::string ByteSource::digest() const {
  std::string out(32, '\0');
  auto* copy = EVP_MD_CTX_new();
  EVP_MD_CTX_copy_ex(copy, state_->digest);
  unsigned int size = 0;
  EVP_DigestFinal_ex(copy, reinterpret_cast<unsigned char*>(out.data()), &size);
  EVP_MD_CTX_free(copy);
  return out;
}

}  // namespace weft::connectors
