// search_test.cpp - folding names, and what somebody who types means.
#include "customer/search.h"

#include <gtest/gtest.h>

namespace weft::customer {
namespace {

using Words = std::vector<std::string>;

TEST(WordsOf, AreSmallLettersWithoutAccentsEachOnce) {
  EXPECT_EQ(words_of("  Ann  BYRNE ann "), (Words{"ann", "byrne"}));
  EXPECT_EQ(words_of("Zoë Žižka Łukasz Ýmir Œuvre Ĳssel straße Ñandú ĳ Ŝ ſ"),
            (Words{"ij", "ijssel", "lukasz", "nandu", "oeuvre", "s", "strasse", "ymir", "zizka", "zoe"}));
  EXPECT_EQ(words_of("ΜΑΡΊΑ Иван"), (Words{"μαρΊα", "иван"}));
  EXPECT_EQ(words_of("李 小龙"), (Words{"小龙", "李"}));
  EXPECT_EQ(words_of("\xff"), Words{});
  EXPECT_EQ(words_of(" -., "), Words{});
}

TEST(WordsOf, AnUmlautIsFoundInBothSpellings) {
  EXPECT_EQ(words_of("Müller"), (Words{"mueller", "muller"}));
  EXPECT_EQ(words_of("Søren Åse"), (Words{"aase", "ase", "soeren", "soren"}));
}

TEST(WordsOf, PartsBetweenSignsAndTheWhole) {
  EXPECT_EQ(words_of("O'Brien-Walsh"), (Words{"brien", "o", "obrienwalsh", "walsh"}));
  EXPECT_EQ(words_of("Byrne,Ann"), (Words{"ann", "byrne", "byrneann"}));
  EXPECT_EQ(words_of("J. Byrne"), (Words{"byrne", "j"}));
}

TEST(TermsOf, NumbersLoseTheirSignsAndTelephonesAreReadFromBothEnds) {
  EXPECT_EQ(terms_of(FoundBy::loyalty, "L-77 88"), Words{"l7788"});
  EXPECT_EQ(terms_of(FoundBy::account, "00-A1"), Words{"00a1"});
  EXPECT_EQ(terms_of(FoundBy::email, " Ann@Shop.Example"), Words{"ann@shop.example"});
  EXPECT_EQ(terms_of(FoundBy::phone, "+353 (0)87 555-0101"), (Words{"3530875550101", "<1010555780353"}));
  EXPECT_EQ(terms_of(FoundBy::phone, "555"), Words{});
  std::string const longest(kTermBytesMax + 1, 'x');
  EXPECT_EQ(terms_of(FoundBy::account, longest).front().size(), kTermBytesMax);
  std::string const umlauts = "x" + std::string(100, '\0');
  EXPECT_EQ(terms_of(FoundBy::name, umlauts), Words{}) << "what cannot be kept finds nobody";
}

TEST(WantedOf, ThreeLettersAtLeast) {
  for (auto const* query : {"", "an", "a n", " -- ", "ü a", "12", "a@"}) EXPECT_FALSE(wanted_of(query)) << query;
  for (auto const* query : {"ann", "an b", "李小龙", "123", "a@b"}) EXPECT_TRUE(wanted_of(query)) << query;
}

TEST(WantedOf, ANameIsAllItsWordsAndANumberIsAnyOfItsSpellings) {
  EXPECT_EQ(wanted_of("Byr ann")->all, (Words{"ann", "byr"}));
  EXPECT_EQ(wanted_of("O'Brien")->all, (Words{"brien", "o"}));
  EXPECT_EQ(wanted_of("Müll")->all, Words{"mull"});
  EXPECT_EQ(wanted_of("Ann@Sh")->any, Words{"ann@sh"});
  EXPECT_EQ(wanted_of("L-77 8")->any, (Words{"l-778", "l778"}));
  EXPECT_EQ(wanted_of("087 555")->any, (Words{"087555", "87555", "<55578"}));
  EXPECT_EQ(wanted_of("+353 87")->any, (Words{"+35387", "35387", "<78353"}));
  EXPECT_EQ(wanted_of("1234")->any, (Words{"1234", "<4321"}));
  EXPECT_EQ(wanted_of("0199")->any, (Words{"0199", "199", "<9910"}));
  EXPECT_EQ(wanted_of("1234")->all, Words{});
}

}  // namespace
}  // namespace weft::customer
