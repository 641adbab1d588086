// sales_files.cpp - orders, tenders and returns as the tills, the web shop, the app and the call centre export them.
#include "app/retailer/files.h"
#include "app/retailer/stores.h"
#include "app/retailer/times.h"

namespace weft::retailer {
namespace {

/// Numbers begin here; lower ones were given before the record began.
constexpr std::uint32_t kFirstNumber = 1'000'000;

std::string numbered(Channel channel, std::uint8_t store, std::uint32_t number) {
  switch (channel) {
    case Channel::store: return fmt::format("{}-{:07}", store_code(store), number);
    case Channel::web: return fmt::format("W{:07}", number);
    case Channel::app: return fmt::format("APP{:07}", number);
    case Channel::phone: return fmt::format("T-{:07}", number);
  }
  return {};
}

std::string customer_of(Retailer const& retailer, Order const& order) {
  return order.record == kNobody ? std::string{} : record_id(retailer.records.all[order.record]);
}

std::string cashier(std::uint8_t store, std::uint32_t number) {
  return fmt::format("E{:04}", 1'000 + store * kStaffPerStore + number % kStaffPerStore);
}
std::string agent(std::uint32_t number) {
  return fmt::format("E{:04}", 1'000 + kStores * kStaffPerStore + number % kAgents);
}

/// What a file says of a line, in the forms that all files share.
struct Told {
  std::string sku, name, price, discount, tax;
  std::int64_t amount_minor{};

  Told(Line const& line, std::vector<Model> const& models)
      : sku{article_number(models[line.model], line.colour, line.size)},
        name{article_name(models[line.model], line.colour, line.size)},
        price{decimal(models[line.model].price_minor)},
        discount{decimal(line.discount_minor)},
        amount_minor{amount_of(line, models)} {
    tax = decimal(tax_in(amount_minor));
  }
};

class TillFiles {
 public:
  explicit TillFiles(std::filesystem::path const& folder, std::vector<std::filesystem::path>& files)
      : receipts_{files.emplace_back(folder / "till_receipts.csv"), ';',
                  "RECEIPT_NO;STORE;TILL;CASHIER;SOLD_AT;CUST_NO;LINE;ARTICLE;DESCRIPTION;QTY;PRICE;DISCOUNT;VAT"},
        tenders_{files.emplace_back(folder / "till_tenders.csv"), ';', "RECEIPT_NO;SEQ;TENDER;AMOUNT"} {}

  void write(Retailer const& retailer, Order const& order) {
    auto const number = order_number(order);
    auto const sold_at = Times::till(order.sold_at);
    auto const customer = customer_of(retailer, order);
    std::int64_t total = 0;
    for (int at = 0; at < order.lines; ++at) {
      auto const& line = retailer.sales.lines[order.first_line + static_cast<std::uint32_t>(at)];
      Told const told{line, retailer.models};
      receipts_.row(number, store_code(order.store), 1 + order.number % stores()[order.store].tills,
                    cashier(order.store, order.number), sold_at, customer, at + 1, told.sku, told.name,
                    int{line.quantity}, told.price, told.discount, told.tax);
      total += told.amount_minor;
    }
    int tenders = 0;
    if (order.gift_card_minor > 0) tenders_.row(number, ++tenders, "GIFT_CARD", decimal(order.gift_card_minor));
    tenders_.row(number, ++tenders, order.tender == Tender::cash ? "CASH" : "CARD",
                 decimal(total - order.gift_card_minor));
  }
  void close() {
    receipts_.close();
    tenders_.close();
  }

 private:
  CsvFile receipts_;
  CsvFile tenders_;
};

std::string_view name_of(Tender tender) {
  return tender == Tender::wallet ? "wallet" : tender == Tender::invoice ? "invoice" : "card";
}

class WebFiles {
 public:
  explicit WebFiles(std::filesystem::path const& folder, std::vector<std::filesystem::path>& files)
      : orders_{files.emplace_back(folder / "web_orders.csv"), ',',
                "order_id,placed_at,account_id,email,currency,delivery"},
        lines_{files.emplace_back(folder / "web_order_lines.csv"), ',',
               "order_id,line_no,sku,product_name,quantity,unit_price,line_discount,vat,shipping,fulfilled_by"},
        payments_{files.emplace_back(folder / "web_payments.csv"), ',', "order_id,payment_id,method,paid"} {}

  void write(Retailer const& retailer, Order const& order, Times const& times) {
    auto const number = order_number(order);
    orders_.row(number, times.web(order.sold_at), customer_of(retailer, order),
                retailer.records.all[order.record].email, "EUR", order.picked_up ? "pickup" : "parcel");
    auto const fulfilled_by = order.picked_up ? store_code(order.store) : std::string{};
    std::int64_t total = order.delivery_minor;
    for (int at = 0; at < order.lines; ++at) {
      auto const& line = retailer.sales.lines[order.first_line + static_cast<std::uint32_t>(at)];
      Told const told{line, retailer.models};
      lines_.row(number, at + 1, told.sku, told.name, int{line.quantity}, told.price, told.discount, told.tax,
                 decimal(at == 0 ? order.delivery_minor : 0), fulfilled_by);
      total += told.amount_minor;
    }
    payments_.row(number, "pay_" + number, name_of(order.tender), decimal(total));
  }
  void close() {
    orders_.close();
    lines_.close();
    payments_.close();
  }

 private:
  CsvFile orders_;
  CsvFile lines_;
  CsvFile payments_;
};

/// The app and the call centre write an order as rows that repeat its head.
class FlatFiles {
 public:
  explicit FlatFiles(std::filesystem::path const& folder, std::vector<std::filesystem::path>& files)
      : app_{files.emplace_back(folder / "app_orders.csv"), ',',
             "orderId,orderedAt,userId,lineNo,articleId,title,units,unitPrice,rebate,vatAmount,deliveryFee,collectAt,"
             "payment"},
        calls_{files.emplace_back(folder / "call_centre_orders.tsv"), '\t',
               "Order\tTaken at\tAgent\tContact ID\tPos\tArticle\tText\tQty\tPrice\tDiscount\tVAT\tDelivery\tPaid by"} {
  }

  void write(Retailer const& retailer, Order const& order, Times const& times) {
    auto const number = order_number(order);
    auto const customer = customer_of(retailer, order);
    for (int at = 0; at < order.lines; ++at) {
      auto const& line = retailer.sales.lines[order.first_line + static_cast<std::uint32_t>(at)];
      Told const told{line, retailer.models};
      auto const delivery = decimal(at == 0 ? order.delivery_minor : 0);
      if (order.channel == Channel::app) {
        app_.row(number, times.app(order.sold_at), customer, at + 1, told.sku, told.name, int{line.quantity},
                 told.price, told.discount, told.tax, delivery,
                 order.picked_up ? store_code(order.store) : std::string{}, name_of(order.tender));
      } else {
        calls_.row(number, Times::call_centre(order.sold_at), agent(order.number), customer, at + 1, told.sku,
                   told.name, int{line.quantity}, told.price, told.discount, told.tax, delivery, name_of(order.tender));
      }
    }
  }
  void close() {
    app_.close();
    calls_.close();
  }

 private:
  CsvFile app_;
  CsvFile calls_;
};

std::string return_number(Return const& back) {
  return back.channel == Channel::store ? fmt::format("R{}-{:07}", store_code(back.store), kFirstNumber + back.number)
                                        : fmt::format("RMA-{}{:07}",
                                                      back.channel == Channel::web   ? "W"
                                                      : back.channel == Channel::app ? "A"
                                                                                     : "T",
                                                      kFirstNumber + back.number);
}

std::string reference(Retailer const& retailer, Return const& back) {
  auto const& order = retailer.sales.orders[back.order];
  switch (back.reference) {
    case Reference::given: return order_number(order);
    case Reference::lost: return {};
    case Reference::before_the_record:
      return numbered(order.channel, order.store, kFirstNumber - 1 - back.number % 90'000);
  }
  return {};
}

}  // namespace

std::string order_number(Order const& order) {
  return numbered(order.channel, order.store, kFirstNumber + order.number);
}

std::string decimal(std::int64_t minor) { return fmt::format("{}.{:02}", minor / 100, minor % 100); }

void write_orders(Retailer const& retailer, std::filesystem::path const& folder, MadeUp& made) {
  Times const times;
  TillFiles tills{folder / "sales", made.files};
  TillFiles late{folder / "late", made.late_files};
  WebFiles web{folder / "sales", made.files};
  FlatFiles flat{folder / "sales", made.files};
  for (auto const& order : retailer.sales.orders) {
    if (order.channel == Channel::store) {
      (order.offline ? late : tills).write(retailer, order);
    } else if (order.channel == Channel::web) {
      web.write(retailer, order, times);
    } else {
      flat.write(retailer, order, times);
    }
  }
  tills.close();
  late.close();
  web.close();
  flat.close();
}

void write_returns(Retailer const& retailer, std::filesystem::path const& folder, MadeUp& made) {
  Times const times;
  CsvFile tills{made.files.emplace_back(folder / "till_returns.csv"), ';',
                "RETURN_NO;STORE;CASHIER;RETURNED_AT;CUSTOMER_REF;BOUGHT_AS;LINE;ARTICLE;DESCRIPTION;QTY;REFUND;VAT;"
                "REASON"};
  CsvFile parcels{made.files.emplace_back(folder / "parcel_returns.csv"), ',',
                  "return_id,received_at,announced_by,customer_ref,order_ref,line_no,sku,product_name,quantity,refund,"
                  "vat,reason"};
  for (auto const& back : retailer.sales.returns) {
    auto const number = return_number(back);
    auto const customer = back.known ? customer_of(retailer, retailer.sales.orders[back.order]) : std::string{};
    auto const bought_as = reference(retailer, back);
    for (int at = 0; at < back.lines; ++at) {
      auto const& part = retailer.sales.back_lines[back.first_line + static_cast<std::uint32_t>(at)];
      Told const told{retailer.sales.lines[part.line], retailer.models};
      auto const refund = amount_of(part, retailer.sales, retailer.models);
      auto const reason = return_reasons()[back.reason];
      if (back.channel == Channel::store) {
        tills.row(number, store_code(back.store), cashier(back.store, back.number), Times::till(back.at), customer,
                  bought_as, at + 1, told.sku, told.name, int{part.quantity}, decimal(refund), decimal(tax_in(refund)),
                  reason);
      } else {
        parcels.row(number, times.web(back.at), name_of(back.channel), customer, bought_as, at + 1, told.sku, told.name,
                    int{part.quantity}, decimal(refund), decimal(tax_in(refund)), reason);
      }
    }
  }
  tills.close();
  parcels.close();
}

void write_places(Retailer const& retailer, std::filesystem::path const& folder) {
  CsvFile places{folder / "stores.csv", ',',
                 "code,name,kind,address,city,postcode,country,phone,latitude,longitude,zone,opening_hours"};
  for (std::size_t store = 0; store < kStores; ++store) {
    auto const& each = stores()[store];
    places.row(std::string{kPlacePrefix} + store_code(store), each.name, "store", each.street, each.town, each.postcode,
               "IE", each.phone, each.latitude, each.longitude, kZone,
               "Mo-We 09:00-18:00; Th-Fr 09:00-21:00; Sa 09:00-18:00; Su 12:00-18:00");
  }
  places.row(kCallCentre, "Call centre", "call_centre", "1 Canal Bank", "Portlaoise", "R32 K4C1", "IE", "", "53.0340",
             "-7.2990", kZone, "Mo-Fr 08:00-19:00; Sa 09:00-14:00");
  places.close();
  CsvFile staff{folder / "staff.csv", ',', "email,name,role,locations,staff_no,hired_on"};
  for (auto const& each : make_staff(retailer.wish.seed, retailer.wish.first_day)) {
    staff.row(each.email, each.first_name + " " + each.last_name, each.role, each.place, each.number,
              base::text_of(each.hired_on));
  }
  staff.close();
}

}  // namespace weft::retailer
