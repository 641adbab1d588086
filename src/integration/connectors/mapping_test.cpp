// mapping_test.cpp - mapping files: the shipped ones read, and each fault is named by its place.
#include "integration/connectors/mapping.h"

#include <gtest/gtest.h>

#include "integration/connectors/connectors.h"

namespace weft::connectors {
namespace {

constexpr std::string_view kSmall = R"toml(
title = "t"
target = "sales"
source = "till"
[columns]
no   = { type = "text", required = true }
at   = { type = "timestamp" }
sku  = { type = "text" }
qty  = { type = "integer" }
price = { type = "decimal" }
[document]
number = "no"
[fields]
kind = "sale"
sold_at = { column = "at" }
sku = { column = "sku" }
quantity = { column = "qty" }
unit_price = { column = "price" }
currency = "EUR"
channel = "store"
location = "s1"
)toml";

std::string with(std::string_view from, std::string_view to) {
  std::string text{kSmall};
  text.replace(text.find(from), from.size(), to);
  return text;
}

std::vector<std::string> faults(std::string const& text) {
  auto const parsed = parse_mapping("m", text);
  std::vector<std::string> out;
  if (parsed.ok()) return out;
  EXPECT_EQ(parsed.error().reason.name, kMappingInvalid.name);
  for (auto const& fault : parsed.error().fields) out.push_back(fault.pointer);
  if (out.empty()) out.push_back(parsed.error().detail);
  return out;
}

TEST(Mapping, TheShippedOnesRead) {
  std::vector<std::string_view> names;
  for (auto const& shipped : shipped_mappings()) {
    auto const parsed = parse_mapping(shipped.name, shipped.text);
    EXPECT_TRUE(parsed.ok()) << parsed.error().detail;
    names.push_back(shipped.name);
  }
  EXPECT_EQ(names, (std::vector<std::string_view>{"cdnow", "customers", "footfall", "made_up", "olist", "orders",
                                                  "shifts", "staff", "stores", "tpcds", "uci"}));
}

TEST(Mapping, NamesEachFaultByItsPlace) {
  EXPECT_EQ(faults(std::string{kSmall}), std::vector<std::string>{});
  EXPECT_EQ(faults(with("target = \"sales\"", "target = \"stock\"")), std::vector<std::string>{"/target"});
  EXPECT_EQ(faults(with("{ column = \"sku\" }", "{ column = \"skew\" }")),
            std::vector<std::string>{"/fields/sku/column"});
  EXPECT_EQ(faults(with("{ column = \"qty\" }", "{ column = \"sku\" }")), std::vector<std::string>{"/fields/quantity"});
  EXPECT_EQ(faults(with("channel = \"store\"", "")), std::vector<std::string>{"/fields/channel"});
  EXPECT_EQ(faults(with("currency = \"EUR\"", "currency = \"EUR\"\ncolour = \"red\"")),
            std::vector<std::string>{"/fields/colour"});
  EXPECT_EQ(faults(with("type = \"integer\"", "type = \"whole\"")),
            (std::vector<std::string>{"/columns/qty/type", "/fields/quantity"}));
  EXPECT_EQ(faults(with("number = \"no\"", "number = \"no\"\nvanished = \"gone\"")),
            std::vector<std::string>{"/document/vanished"});
  EXPECT_EQ(faults(with("number = \"no\"", "number = \"no\"\nvanished = \"cancelled\"")),
            std::vector<std::string>{"/document/vanished"})
      << "without a line_key no row is found again";
  EXPECT_EQ(faults(with("number = \"no\"", "number = \"no\"\nline_key = [\"sku\"]\nvanished = \"cancelled\"")),
            std::vector<std::string>{});
  EXPECT_EQ(faults(std::string{kSmall} + "[[rules]]\nwhen = [{ column = \"qty\", beneath = 3 }]\nskip = true\n"),
            (std::vector<std::string>{"/rules/0/when/beneath", "/rules/0/when"}));
  EXPECT_EQ(faults(std::string{kSmall} + "[[rules]]\nwhen = [{ column = \"qty\", below = 3 }]\n"),
            std::vector<std::string>{"/rules/0"});
  EXPECT_EQ(faults(with("{ column = \"qty\" }", "{ column = \"qty\", missing = \"unknown\" }")),
            std::vector<std::string>{});
  EXPECT_EQ(faults(with("{ column = \"sku\" }", "{ column = \"sku\", missing = \"unknown\" }")),
            std::vector<std::string>{"/fields/sku/missing"});
  EXPECT_EQ(faults(with("{ column = \"qty\" }", "{ column = \"qty\", default = \"one\" }")),
            std::vector<std::string>{"/fields/quantity/default"});
  EXPECT_EQ(faults(std::string{kSmall} + "[read]\nzone = \"Europe/Atlantis\"\ndecimal = \";\"\n"),
            (std::vector<std::string>{"/read/decimal", "/read/zone"}));
  EXPECT_EQ(faults(with("source = \"till\"", "source = \"till\"\ntax_policy = \"maybe\"")),
            std::vector<std::string>{"/tax_policy"});
  EXPECT_EQ(faults(with("currency = \"EUR\"", "currency = \"EUR\"\n[facts]\ncolour = \"hue\"")),
            (std::vector<std::string>{"/facts/channel", "/facts/colour", "/facts/location", "/fields/channel",
                                      "/fields/location"}));
  EXPECT_EQ(faults("title = \"t\"\nsource = \"s\"\nparts = []\n"), std::vector<std::string>{"/parts"});
  EXPECT_EQ(
      faults("title = \"t\"\nsource = \"s\"\ntarget = \"sales\"\n[[parts]]\nname = \"a\"\ntarget = \"customers\"\n"
             "[parts.columns]\nid = { type = \"text\" }\n[parts.document]\nnumber = \"id\"\n[parts.fields]\n"
             "sku = { column = \"id\" }\n[parts.facts]\nid = \"id\"\nname = \"id\"\nHome = \"id\"\n"),
      (std::vector<std::string>{"/target", "/parts/0/fields/sku", "/parts/0/facts/Home", "/parts/0/facts/name",
                                "/parts/0/fields"}));
  EXPECT_EQ(faults(with("source = \"till\"", "source = \"till\"\nprovenance = \"declared\"")),
            std::vector<std::string>{"/provenance"})
      << "sales are facts of their own";
  auto const broken = faults("title = ");
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_NE(broken[0].find("m.toml, line 1"), std::string::npos) << broken[0];
}

}  // namespace
}  // namespace weft::connectors
