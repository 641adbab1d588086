// search.cpp - folding of letters, and reading what somebody typed.
#include "customer/search.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace weft::customer {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// What letters with accents become, U+00C0 to U+017F; a space is no letter. Two bytes a letter: "ß" is ss.
constexpr std::string_view kBare =
    "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thss"
    "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thy "
    "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i i i i i i i ijijj j k k k "
    "l l l l l l l l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s s s t t t t t t u u u u u u u u u u "
    "u u w w y y y z z z z z z s ";
static_assert(kBare.size() == 2 * (0x180 - 0xC0));

std::string_view bare(char32_t letter) {
  auto const two = kBare.substr(2 * (letter - 0xC0), 2);
  return two[1] == ' ' ? two.substr(0, two[0] == ' ' ? 0 : 1) : two;
}

/// How an umlaut is spelled out; empty for other letters.
std::string_view spelled(char32_t letter) {
  switch (letter) {
    case 0xC4:
    case 0xE4:
    case 0xC6:
    case 0xE6: return "ae";
    case 0xD6:
    case 0xF6:
    case 0xD8:
    case 0xF8: return "oe";
    case 0xDC:
    case 0xFC: return "ue";
    case 0xC5:
    case 0xE5: return "aa";
    default: return {};
  }
}

/// Reads one letter of well-formed UTF-8 and moves past it.
char32_t take(std::string_view& text) {
  auto const byte = [&](std::size_t at) { return static_cast<char32_t>(static_cast<unsigned char>(text[at])); };
  std::size_t const length = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  char32_t letter = length == 1 ? byte(0) : byte(0) & (0xFFU >> (length + 1));
  for (std::size_t at = 1; at < length; ++at) letter = (letter << 6U) | (byte(at) & 0x3FU);
  text.remove_prefix(length);
  return letter;
}

void put(std::string& out, char32_t letter) {
  if (letter < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (letter >> 6U)));
  } else if (letter < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | (letter >> 12U)));
    out.push_back(static_cast<char>(0x80U | ((letter >> 6U) & 0x3FU)));
  } else {
    out.push_back(static_cast<char>(0xF0U | (letter >> 18U)));
    out.push_back(static_cast<char>(0x80U | ((letter >> 12U) & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | ((letter >> 6U) & 0x3FU)));
  }
  out.push_back(static_cast<char>(0x80U | (letter & 0x3FU)));
}

/// Small letters of Greek and Cyrillic; of other scripts the letter itself.
char32_t small(char32_t letter) {
  if ((letter >= 0x391 && letter <= 0x3A9) || (letter >= 0x410 && letter <= 0x42F)) return letter + 0x20;
  if (letter >= 0x400 && letter <= 0x40F) return letter + 0x50;
  return letter;
}

/// Signs and spaces beyond ASCII that part words: Latin-1's signs, general punctuation, CJK's.
bool parts_words(char32_t letter) {
  return letter <= 0xBF || letter == 0xD7 || letter == 0xF7 || (letter >= 0x2000 && letter <= 0x206F) ||
         (letter >= 0x3000 && letter <= 0x303F);
}

/// One word in its two spellings.
struct Word {
  std::string plain;
  std::string long_form;
  void add(std::string_view letters, std::string_view long_letters) {
    plain += letters;
    long_form += long_letters.empty() ? letters : long_letters;
  }
};

std::string cut(std::string text) {
  if (text.size() <= kTermBytesMax) return text;
  auto size = kTermBytesMax;
  while ((static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  text.resize(size);
  return text;
}

void collect(Word& word, bool every_spelling, std::vector<std::string>& out) {
  if (!word.plain.empty()) {
    if (every_spelling && word.long_form != word.plain) out.push_back(cut(std::move(word.long_form)));
    out.push_back(cut(std::move(word.plain)));
  }
  word = {};
}

void sort_unique(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

/// ASCII in lower case without the bytes in `dropped`.
std::string folded(std::string_view text, std::string_view dropped) {
  std::string out;
  for (char letter : text) {
    if (dropped.find(letter) != std::string_view::npos) continue;
    out.push_back(letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter);
  }
  return cut(std::move(out));
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (char const letter : text) {
    if (is_digit(letter) && !(out.empty() && letter == '0')) out.push_back(letter);
  }
  return out;
}

/// A telephone from its end: the same number with another country's or a trunk prefix ends alike.
std::string from_the_end(std::string digits) {
  std::reverse(digits.begin(), digits.end());
  return '<' + digits;
}

constexpr std::size_t kPhoneEndMin = 4;  // fewer last digits than that are nobody's telephone

/// words_of; without `every_spelling` each part once and plain.
std::vector<std::string> read_words(std::string_view text, bool every_spelling) {
  std::vector<std::string> out;
  if (!base::text_length(text)) return out;
  Word part;   // between signs
  Word whole;  // between spaces
  std::size_t parts = 0;
  auto const end_part = [&] {
    if (!part.plain.empty()) ++parts;
    collect(part, every_spelling, out);
  };
  auto const end_whole = [&] {
    end_part();
    if (every_spelling && parts > 1) collect(whole, every_spelling, out);
    whole = {};
    parts = 0;
  };
  while (!text.empty()) {
    auto const letter = take(text);
    char const ascii = letter < 0x80 ? folded(std::string(1, static_cast<char>(letter)), {})[0] : '\0';
    if ((ascii >= 'a' && ascii <= 'z') || is_digit(ascii)) {
      part.add({&ascii, 1}, {});
      whole.add({&ascii, 1}, {});
    } else if (letter == ' ' || letter == '\t' || letter == '\n' || letter == 0xA0 || letter == 0x3000) {
      end_whole();
    } else if (parts_words(letter)) {
      end_part();
    } else {
      std::string own;
      if (letter >= 0x180) put(own, small(letter));
      auto const letters = letter < 0x180 ? bare(letter) : std::string_view{own};
      part.add(letters, spelled(letter));
      whole.add(letters, spelled(letter));
    }
  }
  end_whole();
  sort_unique(out);
  return out;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) { return read_words(text, true); }

std::vector<std::string> terms_of(FoundBy kind, std::string_view text) {
  if (!base::text_length(text)) return {};
  switch (kind) {
    case FoundBy::name: return words_of(text);
    case FoundBy::phone: {
      auto const digits = digits_of(text);
      if (digits.size() < kPhoneEndMin) return {};
      return {cut(digits), cut(from_the_end(digits))};
    }
    case FoundBy::account:
    case FoundBy::loyalty:
    case FoundBy::email: break;
  }
  auto term = folded(text, kind == FoundBy::email ? " " : " -");
  if (term.empty()) return {};
  return {std::move(term)};
}

std::optional<Wanted> wanted_of(std::string_view query) {
  auto words = read_words(query, false);
  auto const letters = [](std::string_view text) {
    return std::count_if(text.begin(), text.end(),
                         [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
  };
  auto const typed = folded(query, " ");
  Wanted out;
  if (typed.find('@') != std::string::npos) {
    if (letters(typed) < 3) return {};
    out.any.push_back(typed);
    return out;
  }
  if (std::any_of(typed.begin(), typed.end(), is_digit)) {
    auto const number = folded(query, " -");
    if (letters(number) < 3) return {};
    out.any = {typed, number};
    if (typed.find_first_not_of("0123456789+-()/.") == std::string::npos) {
      auto const digits = digits_of(query);
      if (digits.size() >= 3) out.any.push_back(digits);
      // A number's last digits may begin with a nought; at its front a nought is the trunk's.
      for (auto const& last : {digits, folded(query, " +-()/.")}) {
        if (last.size() >= kPhoneEndMin) out.any.push_back(from_the_end(last));
      }
    }
    sort_unique(out.any);
    // What begins with another of them is among its range already.
    std::erase_if(out.any, [&](std::string const& one) {
      return std::any_of(out.any.begin(), out.any.end(),
                         [&](std::string const& other) { return other.size() < one.size() && one.starts_with(other); });
    });
    return out;
  }
  std::ptrdiff_t count = 0;
  for (auto const& word : words) count += letters(word);
  if (words.empty() || count < 3) return {};
  out.all = std::move(words);
  return out;
}

}  // namespace weft::customer
