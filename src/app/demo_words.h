// demo_words.h - what the demo says of the made-up retailer, beside the words of the analysis itself.
#pragma once

#include <cstdint>
#include <string>

#include "insights/insights.h"

namespace weft::app {

/// How many of the customers bought in more than one channel, what they are worth and how many of them stayed, against
/// the others; with how many people there are in truth. One sentence; pure. `answer` holds at least one customer.
std::string of_channels(insights::ChannelMix const& answer, std::uint64_t people_in_truth);

}  // namespace weft::app
