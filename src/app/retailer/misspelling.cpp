// misspelling.cpp - one edit at a place drawn by chance, drawn again where it would change nothing.
#include "app/retailer/misspelling.h"

#include <array>

namespace weft::retailer {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The keys beside each letter, a to z.
constexpr std::array<std::string_view, 26> kBeside{"qsz", "vgn", "xdv", "sfe", "wrd", "dgr", "fht", "gjy", "uok",
                                                   "hku", "jli", "kop", "njk", "bmh", "ipl", "ol",  "wa",  "etf",
                                                   "adw", "ryg", "yij", "cbf", "qes", "zcs", "tuh", "xas"};

char beside(char letter, Chance& chance) {
  bool const capital = letter < 'a';
  auto const keys = kBeside[static_cast<std::size_t>(capital ? letter - 'A' : letter - 'a')];
  auto const key = keys[chance.below(static_cast<std::uint32_t>(keys.size()))];
  return capital ? static_cast<char>(key - 'a' + 'A') : key;
}

/// One slip at a letter; the text itself where that slip is none there.
std::string slipped(std::string text, std::size_t at, Chance& chance) {
  switch (chance.below(4)) {
    case 0:
      if (at + 1 < text.size() && is_letter(text[at + 1])) std::swap(text[at], text[at + 1]);
      return text;
    case 1: return text.erase(at, 1);
    case 2: return text.insert(at, 1, at == 0 ? static_cast<char>(text[at] | 0x20) : text[at]);
    default: text[at] = beside(text[at], chance); return text;
  }
}

}  // namespace

std::string misspelt(std::string_view text, Chance& chance) {
  for (;;) {
    auto const at = chance.below(static_cast<std::uint32_t>(text.size()));
    // People notice a slip in the first letter.
    if (!is_letter(text[at]) || (at == 0 && text.size() > 1 && !chance.happens(100))) continue;
    auto out = slipped(std::string{text}, at, chance);
    if (!out.empty() && out != text) return out;
  }
}

std::string misdialled(std::string_view digits, Chance& chance) {
  for (;;) {
    std::string out{digits};
    auto const at = 3 + chance.below(static_cast<std::uint32_t>(digits.size() - 4));
    if (chance.happens(500)) {
      std::swap(out[at], out[at + 1]);
    } else {
      out[at] = static_cast<char>('0' + chance.below(10));
    }
    if (out != digits) return out;
  }
}

base::Date misdated(base::Date date, Chance& chance) {
  constexpr std::array<std::size_t, 5> kDigits{2, 3, 6, 8, 9};  // of YYYY-MM-DD
  auto const text = base::text_of(date);
  for (;;) {
    auto changed = text;
    changed[chance.one_of(kDigits)] = static_cast<char>('0' + chance.below(10));
    if (changed == text) continue;
    auto const out = base::parse_date(changed);
    if (out && out->year() >= std::chrono::year{1930} && out->year() < std::chrono::year{2010}) return *out;
  }
}

}  // namespace weft::retailer
