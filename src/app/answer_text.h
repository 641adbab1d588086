// answer_text.h - an answer of the API as somebody at a terminal reads it, or as a table for a spreadsheet. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weft::app {

/// The single figures of an answer and its lists, as aligned columns: amounts in units of the answer's currency, rates
/// in per cent, a mix as "app+web". `json` is an object.
std::string text_of_answer(std::string_view json);

/// One list of the answer as CSV (RFC 4180, header first), every figure as it stands in the answer: minor units and
/// 1/100 %. A member of a member is `retention.rate_bps`, the elements of a list inside a row are joined by '+'. Empty
/// where the answer has no such list.
std::string csv_of_answer(std::string_view json, std::string_view list);

/// The names of an answer's lists, in its order.
std::vector<std::string> lists_of_answer(std::string_view json);

}  // namespace weft::app
