// draft.cpp - guesses delimiter, types, forms of dates and meanings from the first rows; every guess can be seen and
// changed.
#include "integration/connectors/draft.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <map>
#include <ranges>
#include <set>

#include "base/text.h"
#include "integration/connectors/byte_source.h"
#include "integration/connectors/connectors.h"
#include "integration/connectors/csv_reader.h"
#include "integration/connectors/mending.h"
#include "integration/connectors/row.h"

namespace weft::connectors {

namespace {

constexpr std::size_t kRowsShown = 10;
constexpr std::size_t kRowsLookedAt = 1'000;
constexpr std::size_t kSamples = 5;
constexpr std::size_t kPlacesMax = 100;

using Row = std::vector<std::string>;

/// The rows of the text as a delimiter cuts them, the header first.
std::vector<Row> cut(std::string_view text, char delimiter) {
  std::vector<Row> rows;
  CsvReader reader{{.delimiter = delimiter},
                   [&](std::int64_t, std::span<std::string_view const> fields) {
                     if (rows.size() <= kRowsLookedAt) rows.emplace_back(fields.begin(), fields.end());
                   },
                   [](std::int64_t, CsvFault, std::string_view) {}};
  reader.push(text);
  reader.finish();
  return rows;
}

/// The delimiter by which most rows have as many fields as the header, and the header the most.
char best_delimiter(std::string_view text) {
  char best = ',';
  std::size_t best_score = 0;
  for (char const delimiter : std::string_view{",;\t|"}) {
    auto const rows = cut(text, delimiter);
    if (rows.empty() || rows.front().size() < 2) continue;
    auto const fit =
        std::count_if(rows.begin(), rows.end(), [&](Row const& row) { return row.size() == rows.front().size(); });
    auto const score = static_cast<std::size_t>(fit) * 1'000 / rows.size() * 1'000 + rows.front().size();
    if (score <= best_score) continue;
    best_score = score;
    best = delimiter;
  }
  return best;
}

/// "Order No." and "order_no" are one name: lower case letters and digits with single underlines between.
std::string plain(std::string_view name) {
  std::string out;
  for (char const letter : name) {
    bool const word = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || (static_cast<unsigned char>(letter) & 0x80U) != 0;
    if (word)
      out.push_back(letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter);
    else if (!out.empty() && out.back() != '_')
      out.push_back('_');
  }
  while (out.ends_with('_')) out.pop_back();
  return out;
}

struct Words {
  std::string_view becomes;
  std::string_view names;  ///< between spaces, the likeliest first
};
// What columns are called where files come from, English and German.
constexpr std::array kSalesWords{
    Words{"number",
          "order_number order_no order_id order_nr ordernumber orderid order invoice_number invoice_no invoice_id "
          "invoice "
          "receipt_number receipt_no receipt transaction_id transaction bill_no bestellnummer bestell_nr bestellnr "
          "auftragsnummer auftragsnr auftrag belegnummer beleg_nr belegnr rechnungsnummer rechnungsnr rechnung bon_nr "
          "bonnummer bonnr"},
    Words{"line", "line_number line_no line order_item_id position pos zeile positionsnummer"},
    Words{"sold_at",
          "sold_at order_date orderdate date created_at sold_on sale_date invoice_date invoicedate purchase_date "
          "order_purchase_timestamp timestamp datetime time ordered_at datum bestelldatum verkaufsdatum belegdatum "
          "rechnungsdatum"},
    Words{"sku",
          "sku article_number article_no article item_number item_no item_id item product_code product_id stock_code "
          "stockcode product lineitem_sku ean gtin barcode artikelnummer artikel_nr artikel produkt"},
    Words{"description",
          "description product_name item_name lineitem_name title article_name bezeichnung artikelname "
          "artikelbezeichnung beschreibung"},
    Words{"quantity", "quantity qty units amount_of_units pieces count lineitem_quantity menge anzahl stueck stück"},
    Words{"unit_price",
          "unit_price unitprice price item_price lineitem_price einzelpreis stueckpreis stückpreis preis"},
    Words{"amount", "amount line_total line_amount total sum value net gross betrag summe gesamt umsatz zeilensumme"},
    Words{"discount", "discount line_discount rebate rabatt nachlass"},
    Words{"currency", "currency currency_code waehrung währung"},
    Words{"channel", "channel sales_channel kanal vertriebskanal"},
    Words{"location", "location store shop branch store_id shop_id store_code outlet filiale standort laden"},
    Words{"fulfilment_channel", "fulfilment_channel fulfillment_channel"},
    Words{"fulfilment_location", "fulfilment_location fulfillment_location"},
    Words{"customer_id",
          "customer_id customer_number customer_no customerid customer client_id account kundennummer kunden_nr kunde"},
    Words{"loyalty_number", "loyalty_number loyalty_no loyalty member_number member_no card_number kundenkarte"},
    Words{"email", "email e_mail customer_email mail email_address"},
    Words{"customer_name", "customer_name name full_name billing_name kundenname"},
    Words{"country", "country country_code land"},
    Words{"returns_number", "returned_order returns_order original_order return_of"},
    Words{"tax", "tax vat tax_amount mwst ust steuer"},
    Words{"shipping", "shipping freight delivery_cost freight_value versand versandkosten"},
    Words{"tender", "paid_by payment_method payment tender payment_type zahlungsart zahlart"},
};
constexpr std::array kCustomerWords{
    Words{"customer_id",
          "customer_id customer_number customer_no customerid id client_id account kundennummer kunden_nr"},
    Words{"loyalty_number", "loyalty_number loyalty_no loyalty member_number member_no card_number kundenkarte"},
    Words{"email", "email e_mail customer_email mail email_address"},
    Words{"customer_name", "customer_name name full_name kundenname"},
    Words{"country", "country country_code land"},
    Words{"as_of", "changed_at updated_at modified_at last_changed geaendert_am geändert_am"},
    Words{"given_name", "given_name first_name firstname vorname"},
    Words{"family_name", "family_name last_name lastname surname nachname"},
    Words{"birth_date", "birth_date birthday date_of_birth dob geburtsdatum geburtstag"},
    Words{"phone", "phone telephone mobile phone_number telefon handy"},
    Words{"street", "street address address1 strasse straße"},
    Words{"city", "city town ort stadt"},
    Words{"postcode", "postcode zip zip_code postal_code plz"},
    Words{"region", "region state province bundesland"},
    Words{"language", "language locale sprache"},
    Words{"salutation", "salutation title anrede"},
    Words{"gender", "gender sex geschlecht"},
    Words{"company", "company firma"},
};

/// How surely a column of that name is meant by the words: 95 by its usual name, less the farther down the list.
std::int64_t likeness(std::string_view name, std::string_view names) {
  std::int64_t sure = 95;
  for (auto const each : std::views::split(names, ' ')) {
    std::string_view const word{each.begin(), each.end()};
    if (name == word) return sure;
    if (word.size() > 4 && (name.ends_with(word) || name.starts_with(word)))
      return std::max<std::int64_t>(sure - 30, 40);
    sure = std::max<std::int64_t>(sure - 2, 60);
  }
  return 0;
}

template <std::size_t size>
std::vector<std::tuple<std::int64_t, std::size_t, std::string_view>> meanings(std::vector<DraftColumn> const& columns,
                                                                              std::array<Words, size> const& words) {
  std::vector<std::tuple<std::int64_t, std::size_t, std::string_view>> all;
  for (std::size_t at = 0; at < columns.size(); ++at) {
    auto const name = plain(columns[at].name);
    for (auto const& [becomes, names] : words) {
      if (auto const sure = likeness(name, names); sure > 0) all.emplace_back(sure, at, becomes);
    }
  }
  // The surest first; of two as sure the one farther left.
  std::sort(all.begin(), all.end(), [](auto const& left, auto const& right) {
    return std::pair{-std::get<0>(left), std::get<1>(left)} < std::pair{-std::get<0>(right), std::get<1>(right)};
  });
  return all;
}

// ---- Types --------------------------------------------------------------------------------------------

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return is_digits(text) && text.size() <= 15;
}

/// A number with at most one sign for decimals, and signs for thousands of the other kind before it.
bool is_decimal(std::string_view text, char decimal) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  char const thousands = decimal == '.' ? ',' : '.';
  auto const point = text.find(decimal);
  auto whole = text.substr(0, point);
  if (point != std::string_view::npos && !is_digits(text.substr(point + 1))) return false;
  if (decimal == ',' && whole.find(thousands) != std::string_view::npos) {
    auto const first = whole.find(thousands);
    if (first == 0 || first > 3) return false;
    for (auto rest = whole.substr(first); !rest.empty(); rest.remove_prefix(4)) {
      if (rest.size() < 4 || rest[0] != thousands || !is_digits(rest.substr(1, 3))) return false;
    }
    return is_digits(whole.substr(0, first));
  }
  return is_digits(whole);
}

constexpr std::array<std::string_view, 11> kDateForms{"",           "YYYY/MM/DD", "DD.MM.YYYY", "DD/MM/YYYY",
                                                      "MM/DD/YYYY", "DD-MM-YYYY", "MM-DD-YYYY", "YYYYMMDD",
                                                      "DD MM YYYY", "YYYY.MM.DD", "MM.DD.YYYY"};
constexpr std::array<std::string_view, 3> kTimeForms{"", " hh:mm", " hh:mm:ss"};

struct Guess {
  std::string type = "text";
  std::string format{};
  std::optional<std::string> doubt{};
};

/// How many of the values have that form; a day that the calendar lacks still has it.
std::size_t of_form(std::vector<std::string_view> const& values, std::string_view form) {
  return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [&](std::string_view value) {
    auto const parsed = parse_time(value, form, base::Zone{});
    return parsed.at.has_value();
  }));
}

/// Most values must have the form: a file of faults is still a file of dates.
std::optional<Guess> guess_time(std::vector<std::string_view> const& values) {
  std::size_t best = 0, second = 0;
  std::string best_form, second_form;
  for (auto const& date : kDateForms) {
    for (auto const& time : kTimeForms) {
      if (date.empty() && !time.empty()) continue;
      if (date == "YYYYMMDD" && !time.empty()) continue;
      auto const form = std::string{date} + std::string{time};
      auto const count = of_form(values, form);
      if (count > best) {
        second = best;
        second_form = best_form;
        best = count;
        best_form = form;
      } else if (count > second) {
        second = count;
        second_form = form;
      }
    }
  }
  if (best * 10 < values.size() * 6) return {};
  Guess guess{.type = "timestamp", .format = best_form};
  if (best == second)
    guess.doubt =
        fmt::format("Every value seen can be read as {} and as {}: choose which it is.", best_form, second_form);
  return guess;
}

Guess guess_type(std::vector<std::string_view> const& values, char decimal) {
  if (values.empty()) return {};
  auto const most = [&](auto fits) {
    return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), fits)) * 10 >= values.size() * 6;
  };
  if (auto const time = guess_time(values); time && !(time->format == "YYYYMMDD" && !most([](auto value) {
                                                        return value.starts_with("19") || value.starts_with("20");
                                                      })))
    return *time;
  if (most(is_integer)) return {.type = "integer"};
  if (most([&](std::string_view value) { return is_decimal(value, decimal); })) return {.type = "decimal"};
  return {};
}

/// The sign before decimals: by the values that can be read one way only.
char guess_decimal(std::vector<Row> const& rows) {
  std::size_t points = 0, commas = 0;
  for (auto const& row : rows) {
    for (auto const& value : row) {
      bool const point = is_decimal(value, '.'), comma = is_decimal(value, ',');
      if (point && !comma) ++points;
      if (comma && !point) ++commas;
    }
  }
  return commas > points ? ',' : '.';
}

// ---- What it all comes to ----------------------------------------------------------------------------------

bool is_customer_field(std::string_view becomes) {
  auto const field = field_of(becomes);
  return field && (*field == Field::customer_id || *field == Field::loyalty_number || *field == Field::email ||
                   *field == Field::customer_name || *field == Field::country || *field == Field::as_of);
}

/// A code for what the file calls "Berlin Mitte": berlin-mitte. What is a code already stays as it is.
std::string code_of(std::string_view value) {
  auto const good = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '.' || letter == '_';
  };
  if (value.size() <= org::kCodeLengthMax && std::all_of(value.begin(), value.end(), good)) return std::string{value};
  auto code = plain(value);
  std::erase_if(code, [&](char letter) { return !good(letter); });
  std::replace(code.begin(), code.end(), '_', '-');
  return code.substr(0, org::kCodeLengthMax);
}

class Proposer {
 public:
  Proposer(std::string_view name, std::vector<Row> rows, char delimiter) {
    header_ = std::move(rows.front());
    if (header_.size() > kDraftColumnsMax) header_.resize(kDraftColumnsMax);
    for (auto at = rows.begin() + 1; at != rows.end(); ++at) {
      if (at->size() == header_.size()) rows_.push_back(std::move(*at));
    }
    auto& choices = draft_.choices;
    choices.delimiter = std::string(1, delimiter);
    choices.decimal = std::string(1, guess_decimal(rows_));
    choices.source = plain(name.substr(0, name.find('.')));
    choices.title = std::string{name};
    draft_.rows_looked_at = static_cast<std::int64_t>(rows_.size());
    for (std::size_t at = 0; at < std::min(kRowsShown, rows_.size()); ++at) draft_.rows.push_back(rows_[at]);
  }

  Draft propose() {
    for (std::size_t at = 0; at < header_.size(); ++at) look_at(at);
    auto const of_sales = meanings(draft_.choices.columns, kSalesWords);
    auto const of_people = meanings(draft_.choices.columns, kCustomerWords);
    bool const sales = std::any_of(of_sales.begin(), of_sales.end(), [](auto const& one) {
      auto const& becomes = std::get<2>(one);
      return becomes == "sku" || becomes == "quantity" || becomes == "unit_price" || becomes == "amount";
    });
    draft_.choices.target = sales || of_people.empty() ? "sales" : "customers";
    assign(sales || of_people.empty() ? of_sales : of_people);
    if (draft_.choices.target == "sales") settle_sales();
    return std::move(draft_);
  }

 private:
  void look_at(std::size_t at) {
    std::vector<std::string_view> values;
    DraftEvidence evidence;
    std::set<std::string_view> different;
    for (auto const& row : rows_) {
      auto const value = base::trimmed(row[at]);
      if (value.empty()) {
        ++evidence.empty;
        continue;
      }
      values.push_back(value);
      if (evidence.samples.size() < kSamples && different.insert(value).second)
        evidence.samples.emplace_back(value.substr(0, 100));
    }
    auto guess = guess_type(values, draft_.choices.decimal.front());
    evidence.doubt = std::move(guess.doubt);
    draft_.evidence.push_back(std::move(evidence));
    draft_.choices.columns.push_back({std::string{base::trimmed(header_[at])}, "", guess.type, guess.format});
  }

  /// Each meaning goes to the column that is most surely meant, if its values are of the kind.
  void assign(std::vector<std::tuple<std::int64_t, std::size_t, std::string_view>> const& meant) {
    std::set<std::string_view> taken;
    for (auto const& [sure, at, becomes] : meant) {
      auto& column = draft_.choices.columns[at];
      if (!column.becomes.empty() || taken.contains(becomes) || !fits(column, becomes)) continue;
      taken.insert(becomes);
      column.becomes = std::string{becomes};
      draft_.evidence[at].sure_percent = sure;
      auto const field = field_of(becomes);
      if (field && kind_of(*field) == FieldKind::text) column.type = "text", column.format.clear();
      if (field && kind_of(*field) == FieldKind::money) column.type = "decimal";
      if (!field && becomes != "birth_date") column.type = "text", column.format.clear();
    }
  }

  static bool fits(DraftColumn const& column, std::string_view becomes) {
    auto const field = field_of(becomes);
    if (!field || becomes == "number") return true;
    switch (kind_of(*field)) {
      case FieldKind::text: return true;
      case FieldKind::integer: return column.type == "integer";
      case FieldKind::money: return column.type == "decimal" || column.type == "integer";
      case FieldKind::time: return column.type == "timestamp";
    }
    return true;
  }

  [[nodiscard]] DraftColumn* of(std::string_view becomes) {
    auto& columns = draft_.choices.columns;
    auto const found = std::find_if(columns.begin(), columns.end(),
                                    [&](DraftColumn const& column) { return column.becomes == becomes; });
    return found == columns.end() ? nullptr : &*found;
  }

  void settle_sales() {
    for (auto const [becomes, words] : {std::pair{"number", "which column numbers an order"},
                                        std::pair{"sold_at", "which column says when it was sold"},
                                        std::pair{"sku", "which column names the article"}}) {
      if (of(becomes) == nullptr) draft_.questions.push_back(fmt::format("The file does not say plainly {}.", words));
    }
    if (of("unit_price") == nullptr && of("amount") == nullptr)
      draft_.questions.emplace_back(
          "The file does not say plainly which column is the price of a unit, or the amount of a line.");
    for (auto const [becomes, words] : {std::pair{"currency", "in which currency the amounts are"},
                                        std::pair{"channel", "through which channel was sold"},
                                        std::pair{"location", "at which location was sold"}}) {
      if (of(becomes) == nullptr)
        draft_.questions.push_back(fmt::format("No column says {}: say it for all rows.", words));
    }
    if (auto const* sold = of("sold_at")) {
      auto const& samples = draft_.evidence[static_cast<std::size_t>(sold - draft_.choices.columns.data())].samples;
      bool const zoned = std::all_of(samples.begin(), samples.end(), [](std::string const& value) {
        return value.ends_with('Z') || (value.size() > 19 && value.find_first_of("+-", 19) != std::string::npos);
      });
      if (!zoned) draft_.questions.emplace_back("The times name no zone: say in which zone their clock stood.");
    }
    for (auto const what : {"channel", "location"}) add_places(what);
    if (auto const* quantity = of("quantity")) {
      auto const at = static_cast<std::size_t>(quantity - draft_.choices.columns.data());
      draft_.choices.negative_returns = std::any_of(
          rows_.begin(), rows_.end(), [&](Row const& row) { return base::trimmed(row[at]).starts_with('-'); });
      if (draft_.choices.negative_returns)
        draft_.doubts.emplace_back("Some rows have fewer than 0 units: they are taken for returns.");
    }
  }

  /// The channels or locations that the rows name; in a file of some length what is named once may be a slip.
  void add_places(std::string_view what) {
    auto const* column = of(what);
    if (column == nullptr) return;
    auto const at = static_cast<std::size_t>(column - draft_.choices.columns.data());
    std::map<std::string, std::size_t, std::less<>> seen;
    for (auto const& row : rows_) {
      if (auto const value = base::trimmed(row[at]); !value.empty()) ++seen[std::string{value}];
    }
    std::size_t const least = rows_.size() < 20 ? 1 : 2;
    for (auto const& [value, rows] : seen) {
      if (rows >= least && draft_.choices.places.size() < kPlacesMax)
        draft_.choices.places.push_back({std::string{what}, value, code_of(value)});
    }
  }

  Row header_;
  std::vector<Row> rows_;
  Draft draft_;
};

}  // namespace

base::Result<Draft> propose(std::string_view name, std::string_view beginning) {
  if (beginning.starts_with("\xff\xfe") || beginning.starts_with("\xfe\xff"))
    return base::Error{kNotUtf8,
                       "The file is UTF-16. Save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\") and give it again."};
  if (is_workbook(beginning))
    return base::Error{kWorkbook, "The file is a workbook. Save its sheet as CSV UTF-8 there and give that file."};
  std::string readable;
  auto text = beginning.substr(0, kDraftBytesMax);
  // A last line that is cut says nothing, unless it is all there is.
  if (auto const end = text.rfind('\n'); end != std::string_view::npos && text.size() == kDraftBytesMax)
    text = text.substr(0, end + 1);
  bool const utf8 = simdjson::validate_utf8(text);
  if (!utf8) {
    readable = as_utf8(text);
    text = readable;
  }
  auto const delimiter = best_delimiter(text);
  auto rows = cut(text, delimiter);
  if (rows.empty()) return base::Error{kMissingColumns, "The file is empty; its first line must name the columns."};
  std::set<std::string_view> names;
  for (auto const& column : rows.front()) {
    if (base::trimmed(column).empty() && rows.front().size() > 1)
      return base::Error{kMissingColumns, "The first line must name the columns, and one of its names is empty."};
    if (!names.insert(base::trimmed(column)).second)
      return base::Error{kMissingColumns,
                         fmt::format("The first line names the column \"{}\" twice.", base::trimmed(column))};
  }
  auto draft = Proposer{name, std::move(rows), delimiter}.propose();
  if (!utf8)
    draft.doubts.emplace_back(
        "The file is not UTF-8; what is shown takes it for Windows-1252. Save it as UTF-8, or its rows with other than "
        "plain letters will be rejected.");
  if (draft.rows_looked_at == 0) draft.doubts.emplace_back("The file has a header and no rows.");
  return draft;
}

// ---- Drawing -------------------------------------------------------------------------------------------------

namespace {

/// A TOML text.
std::string toml_text(std::string_view text) {
  std::string out{"\""};
  for (char const letter : text) {
    if (letter == '"' || letter == '\\')
      out.push_back('\\'), out.push_back(letter);
    else if (letter == '\t')
      out += "\\t";
    else if (static_cast<unsigned char>(letter) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
    else
      out.push_back(letter);
  }
  return out + "\"";
}

class Drawer {
 public:
  explicit Drawer(DraftChoices const& choices) : choices_{choices} {}

  std::string draw() {
    bool const sales = choices_.target != "customers";
    line("title  = {}", toml_text(choices_.title));
    line("target = {}", toml_text(choices_.target));
    line("source = {}  # the system it comes from: the same for all its files", toml_text(choices_.source));
    line("\n[read]");
    if (!choices_.delimiter.empty()) line("delimiter = {}", toml_text(choices_.delimiter));
    line("decimal = {}", toml_text(choices_.decimal == "," ? "," : "."));
    line("zone = {}  # of times that name none", toml_text(choices_.zone.empty() ? "UTC" : choices_.zone));
    draw_columns();
    line("\n[document]");
    if (auto const* number = of(sales ? "number" : "customer_id")) line("number = {}", toml_text(number->name));
    if (!sales && of("customer_id") == nullptr) {
      if (auto const* other = of("email") != nullptr ? of("email") : of("loyalty_number"))
        line("number = {}", toml_text(other->name));
    }
    if (sales) {
      auto const* key = of("line") != nullptr ? of("line") : of("sku");
      if (key != nullptr) line("line_key = [{}]", toml_text(key->name));
    }
    line("\n[fields]");
    sales ? draw_sales() : draw_customers();
    if (sales) draw_places();
    return std::move(out_);
  }

 private:
  template <class... Values>
  void line(fmt::format_string<Values...> words, Values&&... values) {
    out_ += fmt::format(words, std::forward<Values>(values)...) + "\n";
  }
  [[nodiscard]] DraftColumn const* of(std::string_view becomes) const {
    auto const found = std::find_if(choices_.columns.begin(), choices_.columns.end(),
                                    [&](DraftColumn const& column) { return column.becomes == becomes; });
    return found == choices_.columns.end() ? nullptr : &*found;
  }
  [[nodiscard]] bool needed(DraftColumn const& column) const {
    if (choices_.target == "customers") return column.becomes == "customer_id";
    for (auto const becomes : {"number", "sold_at", "sku", "quantity", "channel", "location", "currency"}) {
      if (column.becomes == becomes) return true;
    }
    return column.becomes == (of("unit_price") != nullptr ? "unit_price" : "amount");
  }

  void draw_columns() {
    line("\n[columns]");
    for (auto const& column : choices_.columns) {
      if (column.becomes.empty()) continue;
      auto more = needed(column) ? std::string{", required = true"} : std::string{", optional = true"};
      bool const time = column.type == "timestamp" || column.type == "date";
      if (time && !column.format.empty()) more += ", format = " + toml_text(column.format);
      line("{} = {{ type = {}{} }}", toml_text(column.name), toml_text(column.type.empty() ? "text" : column.type),
           more);
    }
  }

  void field(std::string_view name, std::string_view constant = {}) {
    if (auto const* column = of(name))
      line("{} = {{ column = {} }}", name, toml_text(column->name));
    else if (!constant.empty())
      line("{} = {}", name, constant);
  }

  /// A channel or location: by column, through a lookup where the file's words are no codes.
  void place(std::string_view name, std::string const& constant) {
    auto const* column = of(name);
    bool const words = std::any_of(choices_.places.begin(), choices_.places.end(),
                                   [&](DraftPlace const& one) { return one.of == name && one.value != one.code; });
    if (column != nullptr && words)
      line("{} = {{ column = {}, lookup = {} }}", name, toml_text(column->name), toml_text(name));
    else
      field(name, constant.empty() ? "" : toml_text(constant));
  }

  static std::string_view channel_kind(std::string_view code) {
    for (auto const& [word, kind] : {std::pair<std::string_view, std::string_view>{"web", "web"},
                                     {"online", "web"},
                                     {"app", "app"},
                                     {"phone", "phone"},
                                     {"tele", "phone"},
                                     {"market", "market"},
                                     {"amazon", "market"},
                                     {"ebay", "market"},
                                     {"chat", "chat"}}) {
      if (code.find(word) != std::string_view::npos) return kind;
    }
    return "store";
  }

  /// Lookups, and what is made if the shop has none of that code.
  void draw_places() {
    auto places = choices_.places;
    std::erase_if(places, [](DraftPlace const& one) { return one.of != "channel" && one.of != "location"; });
    for (auto const& [what, constant] : {std::pair{"channel", choices_.channel}, {"location", choices_.location}}) {
      if (of(what) == nullptr) {
        std::erase_if(places, [&](DraftPlace const& one) { return one.of == what; });
        if (!constant.empty()) places.push_back({what, constant, constant});
        continue;
      }
      bool begun = false;
      for (auto const& one : places) {
        if (one.of != what || one.value == one.code) continue;
        if (!begun) line("\n[lookups.{}]", what);
        begun = true;
        line("{} = {}", toml_text(one.value), toml_text(one.code));
      }
    }
    for (auto const& one : places) {
      bool const channel = one.of == "channel";
      line("\n[[{}s]]  # made if there is none of that code", one.of);
      line("code = {}", toml_text(one.code));
      line("name = {}", toml_text(one.value));
      line("kind = {}", toml_text(channel ? channel_kind(one.code) : "store"));
      if (!channel) line("zone = {}", toml_text(choices_.zone.empty() ? "UTC" : choices_.zone));
    }
  }

  void draw_sales() {
    line("kind = \"sale\"");
    for (auto const name : {"sold_at", "sku", "description"}) field(name);
    field("quantity", "1");
    for (auto const name : {"unit_price", "amount", "discount", "tax", "shipping"}) field(name);
    field("currency", choices_.currency.empty() ? "" : toml_text(choices_.currency));
    place("channel", choices_.channel);
    place("location", choices_.location);
    for (auto const name : {"fulfilment_channel", "fulfilment_location", "customer_id", "loyalty_number", "email",
                            "customer_name", "country", "returns_number", "tender"})
      field(name);
    draw_facts();
    auto const* quantity = of("quantity");
    if (quantity == nullptr) return;
    if (choices_.negative_returns) {
      line("\n[[rules]]  # what came back is told as fewer than 0 units");
      line("when = [{{ column = {}, below = 0 }}]", toml_text(quantity->name));
      std::string set =
          fmt::format("kind = \"return\", quantity = {{ column = {}, negate = true }}", toml_text(quantity->name));
      if (auto const* amount = of("amount"); amount != nullptr && of("unit_price") == nullptr)
        set += fmt::format(", amount = {{ column = {}, negate = true }}", toml_text(amount->name));
      line("set  = {{ {} }}", set);
    } else {
      line("\n[[rules]]");
      line("when   = [{{ column = {}, below = 1 }}]", toml_text(quantity->name));
      line("reject = \"a sale has 1 unit or more\"");
    }
  }

  void draw_customers() {
    for (auto const name : {"customer_id", "loyalty_number", "email", "customer_name", "country", "as_of"}) field(name);
    draw_facts();
  }

  /// What is no field of ours is kept as given; of people it becomes an attribute of that name.
  void draw_facts() {
    bool begun = false;
    bool const sales = choices_.target != "customers";
    for (auto const& column : choices_.columns) {
      bool const attribute = !sales && !column.becomes.empty() && !is_customer_field(column.becomes);
      if (column.becomes != "fact" && !attribute) continue;
      if (!begun) line("\n[facts]");
      begun = true;
      line("{} = {}", toml_text(column.becomes == "fact" ? plain(column.name) : column.becomes),
           toml_text(column.name));
    }
  }

  DraftChoices const& choices_;
  std::string out_;
};

}  // namespace

std::string draw(DraftChoices const& choices) { return Drawer{choices}.draw(); }

}  // namespace weft::connectors
