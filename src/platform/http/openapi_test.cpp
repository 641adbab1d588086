// openapi_test.cpp - what the document says of each kind of endpoint.
#include "platform/http/openapi.h"

#include <gtest/gtest.h>

#include <boost/json/object.hpp>

namespace weft::http {
namespace {

namespace bj = boost::json;

struct Note {
  std::string note_id;
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (note_id, text))

struct Search {
  std::optional<json::Integer<1, 200>> limit;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(Search, (), (limit, cursor))

constexpr base::Reason kFull{"note.book_full", base::Code::conflict, "The book is full."};

template <class Request, class Response>
std::shared_ptr<Endpoint> endpoint(Kind kind, Method method, std::string_view pattern, Permission permission, Doc doc) {
  auto out = std::make_shared<Endpoint>();
  out->kind = kind;
  out->method = method;
  out->pattern = std::string{pattern};
  for (std::size_t at = 0; (at = out->pattern.find('{', at)) != std::string::npos; ++at) {
    out->path_names.push_back(std::string_view{out->pattern}.substr(at + 1, out->pattern.find('}', at) - at - 1));
  }
  out->permission = permission;
  out->doc = std::move(doc);
  out->reads_body = kind == Kind::route && method != Method::get && !std::is_same_v<Request, None>;
  out->shape = [names = out->path_names, reads = out->reads_body](json::SchemaBook& book) {
    return shape_of<Request, Response>(book, names, reads);
  };
  return out;
}

bj::value document(std::vector<std::shared_ptr<Endpoint>> const& endpoints) {
  auto const text = openapi_of(endpoints);
  auto parsed = json::parse(text);
  EXPECT_TRUE(parsed.ok());
  EXPECT_TRUE(parsed.ok() && parsed->doubled.empty());
  return parsed->value;
}

std::string text(bj::value const& value) { return json::encode(json::Any{value}); }

std::vector<std::shared_ptr<Endpoint>> all() {
  return {
      endpoint<Note, Note>(Kind::route, Method::patch, "/v1/notes/{note_id}", {"notes.write"},
                           {.summary = "Changes a note", .tag = "Notes", .needs_version = true}),
      endpoint<Search, base::Page<Note>>(Kind::route, Method::get, "/v1/notes", {"notes.read"},
                                         {.summary = "Lists notes", .tag = "Notes"}),
      endpoint<Note, Note>(Kind::route, Method::post, "/v1/notes", {"notes.write"},
                           {.summary = "Writes a note", .tag = "Notes", .status = 201, .reasons = {kFull}}),
      endpoint<None, None>(Kind::stream, Method::get, "/v1/events", kSignedIn, {.summary = "Listens", .tag = "Events"}),
      endpoint<None, Note>(Kind::upload, Method::put, "/v1/notes/files/{name}", {"notes.write"}, {.summary = "Sends"}),
      endpoint<None, None>(Kind::document, Method::get, "/healthz", kPublic, {.summary = "Is it there"}),
      endpoint<None, None>(Kind::files, Method::get, "/", kPublic, {}),
  };
}

TEST(OpenApi, IsInOneOrderWhateverTheOrderOfMounting) {
  auto endpoints = all();
  auto const text_now = openapi_of(endpoints);
  std::reverse(endpoints.begin(), endpoints.end());
  EXPECT_EQ(openapi_of(endpoints), text_now);
}

TEST(OpenApi, DescribesARouteWithBodyAndKey) {
  auto const doc = document(all());
  auto const& post = doc.at("paths").at("/v1/notes").at("post");
  EXPECT_EQ(post.at("operationId"), "post_notes");
  EXPECT_EQ(text(post.at("parameters")), R"([{"$ref":"#/components/parameters/IdempotencyKey"}])");
  EXPECT_EQ(text(post.at("requestBody").at("content").at("application/json").at("schema")),
            R"({"$ref":"#/components/schemas/Note"})");
  EXPECT_TRUE(post.at("responses").as_object().contains("201"));
  EXPECT_EQ(text(post.at("responses").at("409").at("x-reasons")), R"(["http.idempotency_in_flight","note.book_full"])");
  EXPECT_EQ(text(post.at("responses").at("503")), R"({"$ref":"#/components/responses/Unavailable"})");
  EXPECT_EQ(post.at("x-scope"), "notes.write");
  EXPECT_EQ(text(post.at("security")), R"([{"session":[]},{"api_key":[]}])");
}

TEST(OpenApi, TakesPathMembersOutOfTheBodyAndAsksForTheVersion) {
  auto const doc = document(all());
  auto const& patch = doc.at("paths").at("/v1/notes/{note_id}").at("patch");
  EXPECT_EQ(patch.at("operationId"), "patch_notes_by_note_id");
  EXPECT_EQ(text(patch.at("parameters")),
            R"([{"name":"note_id","in":"path","required":true,"schema":{"type":"string"}},)"
            R"({"$ref":"#/components/parameters/IfMatch"}])");
  EXPECT_EQ(text(patch.at("requestBody").at("content").at("application/json").at("schema")),
            R"({"type":"object","properties":{"text":{"type":["string","null"]}},"additionalProperties":false})");
  EXPECT_TRUE(patch.at("responses").as_object().contains("412"));
  EXPECT_TRUE(patch.at("responses").as_object().contains("428"));
  EXPECT_NE(text(patch.at("responses").at("503").at("x-reasons")).find("http.outcome_unknown"), std::string::npos);
}

TEST(OpenApi, DescribesAList) {
  auto const doc = document(all());
  auto const& get = doc.at("paths").at("/v1/notes").at("get");
  EXPECT_EQ(get.at("parameters").as_array().size(), 2U);
  EXPECT_EQ(get.at("parameters").at(0).at("required"), false);
  EXPECT_EQ(text(get.at("responses").at("200").at("content").at("application/json").at("schema")),
            R"({"$ref":"#/components/schemas/NotePage"})");
  EXPECT_FALSE(get.as_object().contains("requestBody"));
}

// A client that checks what it gets must not break on the member that the next version adds.
TEST(OpenApi, ClosesWhatIsAskedAndLeavesAnswersOpen) {
  auto const doc = document(all());
  auto const& schemas = doc.at("components").at("schemas").as_object();
  EXPECT_EQ(schemas.at("Note").at("additionalProperties"), false) << "a note is posted, and answered too";
  EXPECT_FALSE(schemas.at("NotePage").as_object().contains("additionalProperties"));
}

TEST(OpenApi, IsHonestAboutStreamsUploadsAndDocuments) {
  auto const doc = document(all());
  auto const& paths = doc.at("paths").as_object();
  EXPECT_TRUE(paths.at("/v1/events")
                  .at("get")
                  .at("responses")
                  .at("200")
                  .at("content")
                  .as_object()
                  .contains("text/event-stream"));
  EXPECT_TRUE(paths.at("/v1/notes/files/{name}")
                  .at("put")
                  .at("requestBody")
                  .at("content")
                  .as_object()
                  .contains("application/octet-stream"));
  EXPECT_EQ(text(paths.at("/v1/notes/files/{name}").at("put").at("parameters")),
            R"([{"name":"name","in":"path","required":true,"schema":{"type":"string"}}])");
  EXPECT_EQ(text(paths.at("/healthz").at("get").at("security")), "[]");
  EXPECT_FALSE(paths.contains("/"));
}

TEST(OpenApi, KeepsTheDomainsOwnReasonForAStatusThatTheDoorSharesElsewhere) {
  constexpr base::Reason wrong_words{"note.wrong_words", base::Code::unauthenticated, "Those are not the words."};
  auto const doc =
      document({endpoint<None, Note>(Kind::route, Method::get, "/v1/open", kPublic,
                                     {.summary = "Opens", .reasons = {wrong_words}}),
                endpoint<None, Note>(Kind::route, Method::get, "/v1/shut", kSignedIn, {.summary = "Shut"})});
  EXPECT_EQ(text(doc.at("paths").at("/v1/open").at("get").at("responses").at("401").at("x-reasons")),
            R"(["note.wrong_words"])");
  EXPECT_EQ(text(doc.at("paths").at("/v1/shut").at("get").at("responses").at("401")),
            R"({"$ref":"#/components/responses/Unauthenticated"})");
}

TEST(OpenApi, NamesOperations) {
  EXPECT_EQ(operation_id_of(Method::delete_, "/v1/api-keys/{key_id}"), "delete_api_keys_by_key_id");
  EXPECT_EQ(operation_id_of(Method::get, "/openapi.json"), "get_openapi_json");
}

}  // namespace
}  // namespace weft::http
