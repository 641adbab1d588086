// search.h - the words people are found by, and what somebody who searches means; pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "customer/customer.h"

namespace weft::customer {

inline constexpr std::size_t kTermBytesMax = 60;  ///< a term is cut there

/// A word in lower case without accents, letters and digits only: "Ó Briain" and "o briain" are the same two words.
/// Words are split at everything else; a piece with signs inside ("O'Brien-Walsh") gives its parts and the whole. An
/// umlaut gives both spellings: "Müller" muller and mueller. Sorted, each once.
std::vector<std::string> words_of(std::string_view text);

/// The terms by which a record that has shown `text` is found; none where it holds nothing to find.
std::vector<std::string> terms_of(FoundBy kind, std::string_view text);

/// What somebody types, as ranges of terms: somebody fits who has a term beginning with one of `any`, and for each of
/// `all` a term beginning with it.
struct Wanted {
  std::vector<std::string> any;  ///< one where a number or an address was typed in several spellings
  std::vector<std::string> all;  ///< the words of a name
};
/// A query with an @ is the beginning of an e-mail; one with a digit that of a number (loyalty, account, telephone:
/// from either end, zeros and signs aside) or e-mail; else the beginnings of names' words, in any order. Nothing where
/// it has fewer than three letters or digits.
std::optional<Wanted> wanted_of(std::string_view query);

}  // namespace weft::customer
