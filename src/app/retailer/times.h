// times.h - moments as the retailer's systems write them; what was meant is the time in the zone of the stores.
#pragma once

#include <string>

#include "base/zone.h"

namespace weft::retailer {

/// Writes local times in the forms of the four systems. One thread.
class Times {
 public:
  Times();
  /// "28/03/2024 14:05": the tills, in local time.
  [[nodiscard]] static std::string till(base::LocalTime at);
  /// "28/03/2024".
  [[nodiscard]] static std::string till(base::Date date);
  /// "2024-03-28 14:05:09": the call centre, in local time.
  [[nodiscard]] static std::string call_centre(base::LocalTime at);
  /// "2024-03-28T14:05:09Z": the web shop. A time that the clocks jumped over is an hour later.
  [[nodiscard]] std::string web(base::LocalTime at) const;
  /// Milliseconds since 1970: the app.
  [[nodiscard]] std::int64_t app(base::LocalTime at) const;

 private:
  [[nodiscard]] base::Instant instant(base::LocalTime at) const;
  base::Zone zone_;
};

}  // namespace weft::retailer
