// asking.cpp - one GET by libcurl, with a key that is there or is made.
#include "app/asking.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <fstream>
#include <memory>

#include "app/database.h"
#include "app/pid_file.h"
#include "platform/auth/auth.h"

namespace weft::app {

namespace {

constexpr long kConnectSeconds = 5;
constexpr long kAnswerSeconds = 60;
constexpr std::string_view kKeyName = "command line";

struct Answer {
  long status{};
  std::string body;
};

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(bytes, size * count);
  return size * count;
}

base::Result<Answer> get(std::string const& url, std::string const& key) {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const curl{curl_easy_init(), curl_easy_cleanup};
  Answer answer;
  auto const bearer = "Authorization: Bearer " + key;
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> const headers{curl_slist_append(nullptr, bearer.c_str()),
                                                                            curl_slist_free_all};
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, kAnswerSeconds);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
  if (auto const failed = curl_easy_perform(curl.get()); failed != CURLE_OK)
    return base::Error{kServerUnreachable, fmt::format("{}: {}", url, curl_easy_strerror(failed))};
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

/// A key for the command line on this machine: who may read the data directory may read the shop's figures.
base::Result<std::string> make_key_of_this_machine(Place const& place, std::filesystem::path const& kept) {
  auto database = Database::open(place, Database::Use::visit, 2);
  if (!database) return database.error();
  base::SystemClock const clock;
  auto const name = fmt::format("{} {}", kKeyName, base::text_of(clock.now()));
  auto const made = pg::transact((*database)->pool(), pg::in(std::chrono::seconds{10}), [&](pg::Tx& tx) {
    return auth::make_key(tx, {.name = name, .scopes = {"insights.read"}}, history::system_actor("weft insights"),
                          clock.now());
  });
  if (!made) return made.error();
  std::filesystem::create_directories(kept.parent_path());
  int const file = ::open(kept.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file >= 0) {
    ::dprintf(file, "%s\n", made->secret.c_str());
    ::close(file);
  }
  return made->secret;
}

std::string first_line(std::filesystem::path const& path) {
  std::string line;
  std::ifstream file{path};
  std::getline(file, line);
  return line;
}

/// What a problem document says, in one line.
std::string words_of(Answer const& answer) {
  boost::system::error_code failed;
  auto const parsed = boost::json::parse(answer.body, failed);
  if (failed || !parsed.is_object()) return fmt::format("status {}", answer.status);
  std::string out;
  for (auto const* const member : {"title", "detail", "reason"}) {
    auto const* const value = parsed.as_object().if_contains(member);
    if (value != nullptr && value->is_string() && !value->as_string().empty())
      out += fmt::format("{}{}", out.empty() ? "" : " · ", std::string_view{value->as_string()});
  }
  if (auto const* const errors = parsed.as_object().if_contains("errors"); errors != nullptr && errors->is_array()) {
    for (auto const& error : errors->as_array()) out += " · " + boost::json::serialize(error);
  }
  return out;
}

}  // namespace

std::string escaped(std::string const& text) {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const curl{curl_easy_init(), curl_easy_cleanup};
  std::unique_ptr<char, decltype(&curl_free)> const out{
      curl_easy_escape(curl.get(), text.data(), static_cast<int>(text.size())), curl_free};
  return out.get();
}

base::Result<std::string> ask_server(Place const& place, Asking const& asking, std::string const& path) {
  auto server = asking.server.empty() ? first_line(place.data_dir / kAddressFile) : asking.server;
  if (server.empty()) {
    return base::Error{kServerUnreachable,
                       fmt::format("No server runs on {0}. Start one with `weft serve --data-dir {0}`, or name one "
                                   "with --server.",
                                   place.data_dir.string())};
  }
  while (server.ends_with('/')) server.pop_back();
  auto const kept = place.data_dir / "command-line.key";
  auto key = asking.key.empty() ? first_line(kept) : asking.key;
  bool const may_make = asking.key.empty();
  if (key.empty()) {
    auto made = make_key_of_this_machine(place, kept);
    if (!made) return made.error();
    key = *made;
  }
  auto answer = get(server + path, key);
  if (answer && answer->status == 401 && may_make) {  // revoked, or of a database that is no longer there
    auto made = make_key_of_this_machine(place, kept);
    if (!made) return made.error();
    answer = get(server + path, *made);
  }
  if (!answer) return answer.error();
  if (answer->status != 200) return base::Error{kServerRefused, words_of(*answer)};
  return std::move(answer->body);
}

}  // namespace weft::app
