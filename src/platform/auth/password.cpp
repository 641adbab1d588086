// password.cpp - argon2id by libsodium, and the judgement of zxcvbn on what is easy to guess.
#include "platform/auth/password.h"

#include <sodium.h>
#include <zxcvbn.h>

#include <array>
#include <new>
#include <semaphore>
#include <stdexcept>

#include "platform/auth/auth.h"

namespace weft::auth {
namespace {

constexpr auto kPasses = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr std::size_t kMemoryBytes = crypto_pwhash_MEMLIMIT_INTERACTIVE;

/// The hash of a random text that nobody kept: what is checked when there is no account, so that it takes as long.
constexpr std::string_view kNobodysHash =
    "$argon2id$v=19$m=65536,t=2,p=1$VBQX5WNZwGv+sbrYNQp9SA$dbGHpPRdYzxFMAPO+X0ctArX7IszaO1aQ6PoeMN32OQ";

class Turn {
 public:
  Turn() { turns().acquire(); }
  ~Turn() { turns().release(); }
  Turn(Turn const&) = delete;
  Turn& operator=(Turn const&) = delete;

 private:
  static std::counting_semaphore<2>& turns() {
    static std::counting_semaphore<2> semaphore{2};
    return semaphore;
  }
};

void ready() {
  static int const done = ::sodium_init();
  if (done < 0) throw std::runtime_error{"libsodium did not start"};
}

/// Code points of UTF-8.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char letter) { return (static_cast<unsigned char>(letter) & 0xc0U) != 0x80U; }));
}

/// Words of three letters and more, and each text as a whole.
std::vector<std::string> words_of(std::vector<std::string> const& known) {
  constexpr std::size_t kWordMin = 3;
  std::vector<std::string> words;
  for (auto const& text : known) {
    if (text.size() >= kWordMin) words.push_back(text);
    std::string word;
    for (char const letter : text + ' ') {
      bool const separates = std::string_view{" @._-+,;"}.find(letter) != std::string_view::npos;
      if (!separates) {
        word += letter;
      } else {
        if (word.size() >= kWordMin && word != text) words.push_back(word);
        word.clear();
      }
    }
  }
  words.emplace_back("weft");
  return words;
}

}  // namespace

std::string hash_password(std::string_view password) {
  ready();
  Turn const turn;
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (::crypto_pwhash_str(out.data(), password.data(), password.size(), kPasses, kMemoryBytes) != 0)
    throw std::bad_alloc{};
  return out.data();
}

bool password_fits(std::string_view hash, std::string_view password) {
  ready();
  Turn const turn;
  std::string const stored{hash.empty() ? kNobodysHash : hash};
  bool const fits = ::crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

bool needs_new_hash(std::string const& hash) {
  return ::crypto_pwhash_str_needs_rehash(hash.c_str(), kPasses, kMemoryBytes) != 0;
}

base::Result<void> judge_password(std::string_view password, std::vector<std::string> const& known) {
  if (characters(password) < kPasswordLengthMin) {
    return base::Error{kPasswordTooShort, fmt::format("It needs {} characters at least.", kPasswordLengthMin)};
  }
  if (password.size() > kPasswordLengthMax) {
    return base::Error{kPasswordTooLong, fmt::format("It may have {} bytes at most.", kPasswordLengthMax)};
  }
  auto const words = words_of(known);
  std::vector<char const*> dictionary;
  for (auto const& word : words) dictionary.push_back(word.c_str());
  dictionary.push_back(nullptr);
  if (::ZxcvbnMatch(std::string{password}.c_str(), dictionary.data(), nullptr) < kPasswordEntropyBitsMin) {
    return base::Error{kPasswordTooWeak, "It is common or easy to guess. A few unrelated words make a good one."};
  }
  return {};
}

std::string make_password() {
  ready();
  // Without letters and digits that look alike: 31 signs, 20 of them.
  constexpr std::string_view kSigns = "abcdefghjkmnpqrstuvwxyz23456789";
  constexpr int kGroups = 4;
  constexpr int kSignsPerGroup = 5;
  std::string out;
  for (int group = 0; group < kGroups; ++group) {
    if (group > 0) out += '-';
    for (int sign = 0; sign < kSignsPerGroup; ++sign) out += kSigns[::randombytes_uniform(kSigns.size())];
  }
  return out;
}

}  // namespace weft::auth
