// router.h - every address of the API: what it takes and gives, who may, how it is run. Declared once, read by the
// door, by openapi.json and by the tests.
#pragma once

#include <concepts>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/http/endpoint.h"
#include "platform/http/lane.h"

namespace weft::http {

struct UploadOptions {
  std::int64_t bytes_max = std::int64_t{2} << 30;  ///< a larger body is refused with 413
};

/// Collects endpoints before the server starts; then it does not change. Two endpoints of one method and pattern, a
/// {parameter} that no member of the request is named after, or a pattern without a leading slash throw
/// std::logic_error.
class Router {
 public:
  /// A blocking handler on a worker: base::Result<Response>(Call&, Request const&), in one transaction. For Response
  /// None it may return base::Result<void>.
  template <class Request, class Response, class Handler>
  void route(Method method, std::string_view pattern, Permission permission, Handler handler, Doc doc) {
    auto& endpoint = add<Request, Response>(Kind::route, method, pattern, permission, std::move(doc));
    endpoint.run = runner<Request, Response>(std::move(handler), endpoint.doc);
  }

  /// A GET answered from memory on the I/O thread: `recall`(Caller const&, Request const&) gives a
  /// shared_ptr<Rendered const>, and must not wait; an empty one sends the request to `handler`, as a route.
  template <class Request, class Response, class Recall, class Handler>
  void cached(std::string_view pattern, Permission permission, Recall recall, Handler handler, Doc doc) {
    auto& endpoint = add<Request, Response>(Kind::cached, Method::get, pattern, permission, std::move(doc));
    endpoint.run = runner<Request, Response>(std::move(handler), endpoint.doc);
    endpoint.recall = [recall = std::move(recall)](Caller const& caller,
                                                   Incoming const& incoming) -> std::shared_ptr<Rendered const> {
      auto request = read_request<Request>(incoming, false);
      if (!request) return nullptr;  // the handler's way says what is wrong
      return recall(caller, *request);
    };
  }

  /// A lane (lane.h); `lane` is the object itself or a shared_ptr to it.
  template <class L, class Held>
  void lane(Method method, std::string_view pattern, Permission permission, Held held, Doc doc,
            LaneOptions options = {}) {
    auto& endpoint =
        add<typename L::Request, typename L::Response>(Kind::lane, method, pattern, permission, std::move(doc));
    std::shared_ptr<L> shared;
    if constexpr (std::is_convertible_v<Held, std::shared_ptr<L>>) {
      shared = std::move(held);
    } else {
      shared = std::make_shared<L>(std::move(held));
    }
    endpoint.lane = std::make_shared<LaneOf<L>>(std::move(shared), endpoint.doc, options);
  }

  /// Server-sent events (stream.h). Path parameters are handed over as text.
  void stream(std::string_view pattern, Permission permission, StreamOpener opener, Doc doc);

  /// The body, whatever it is, is written to a spool file while it arrives; then `handler`(Call&, Request const&,
  /// UploadedFile const&) runs as a route's. Who asks is settled before the body is read. Members of the request that
  /// the path does not name come from the query.
  template <class Request, class Response, class Handler>
  void upload(Method method, std::string_view pattern, Permission permission, Handler handler, Doc doc,
              UploadOptions options = {}) {
    auto& endpoint = add<Request, Response>(Kind::upload, method, pattern, permission, std::move(doc));
    endpoint.body_bytes_max = static_cast<std::size_t>(options.bytes_max);
    endpoint.run_upload = [handler = std::move(handler), doc = Doc{.status = endpoint.doc.status}](
                              Call& call, void const* request, UploadedFile const& file) -> base::Result<Answer> {
      return answered<Response>(handler(call, *static_cast<Request const*>(request), file), doc);
    };
  }

  /// A GET of a ready text, made on a worker: Document(Call&). No transaction unless it asks for one.
  void document(std::string_view pattern, Permission permission, std::string_view content_type,
                std::function<Document(Call&)> handler, Doc doc);

  /// The same with a typed request, read as a route's, and with refusals: base::Result<Document>(Call&, Request
  /// const&).
  template <class Request, class Handler>
  void document_of(std::string_view pattern, Permission permission, std::string_view content_type, Handler handler,
                   Doc doc) {
    auto& endpoint = add<Request, None>(Kind::document, Method::get, pattern, permission, std::move(doc));
    endpoint.doc.status = 200;
    endpoint.content_type = content_type;
    endpoint.run = [handler = std::move(handler), content_type](Call& call,
                                                                void const* request) -> base::Result<Answer> {
      auto document = handler(call, *static_cast<Request const*>(request));
      if (!document) return std::move(document).error();
      Answer answer;
      answer.status = document->status;
      answer.content_type = content_type;
      answer.body = std::move(document->body);
      return answer;
    };
  }

  /// Static files under `prefix`, read into memory now; `name.br` and `name.gz` beside a file are its compressed
  /// variants. Files under assets/ are immutable (their names carry a hash); the rest is revalidated by ETag. A page
  /// asked for by a browser (Accept: text/html) under no file and no API path gets `fallback` ("index.html"; empty =
  /// none), for the client's own routes. Pages carry a strict CSP. Errors: throws std::runtime_error when the folder
  /// cannot be read.
  void files(std::string_view prefix, std::filesystem::path const& folder, std::string_view fallback);

  [[nodiscard]] std::vector<std::shared_ptr<Endpoint>> const& endpoints() const { return endpoints_; }
  /// The whole API as OpenAPI 3.1 (openapi.h).
  [[nodiscard]] std::string openapi() const;

 private:
  template <class Request, class Response>
  Endpoint& add(Kind kind, Method method, std::string_view pattern, Permission permission, Doc doc);
  template <class Response, class Returned>
  static base::Result<Answer> answered(Returned returned, Doc const& doc);
  template <class Request, class Response, class Handler>
  static auto runner(Handler handler, Doc const& doc);
  /// Checks and keeps it. `members` are the names of the request's members.
  Endpoint& keep(Endpoint endpoint, std::vector<std::string_view> const& members);

  std::vector<std::shared_ptr<Endpoint>> endpoints_;
};

template <class Request, class Response>
Endpoint& Router::add(Kind kind, Method method, std::string_view pattern, Permission permission, Doc doc) {
  Endpoint made;
  made.kind = kind;
  made.method = method;
  made.pattern = std::string{pattern};
  made.permission = permission;
  made.doc = std::move(doc);
  if constexpr (std::is_same_v<Response, None>) made.doc.status = 204;
  std::vector<std::string_view> members;
  for (auto const& member : json::members_of<Request>()) members.push_back(member.name);
  auto& endpoint = keep(std::move(made), members);
  bool const reads_body = endpoint.reads_body;
  endpoint.decode = [reads_body](Incoming const& incoming) -> base::Result<Endpoint::Decoded> {
    auto request = read_request<Request>(incoming, reads_body);
    if (!request) return std::move(request).error();
    return Endpoint::Decoded{std::make_shared<Request const>(std::move(request).value())};
  };
  endpoint.shape = [&endpoint](json::SchemaBook& book) {
    return shape_of<Request, Response>(book, endpoint.path_names, endpoint.reads_body);
  };
  return endpoint;
}

template <class Response, class Returned>
base::Result<Answer> Router::answered(Returned returned, Doc const& doc) {
  if (!returned) return std::move(returned).error();
  if constexpr (std::is_same_v<typename Returned::Value, void>) {
    static_assert(std::is_same_v<Response, None>, "a handler that returns Result<void> answers None");
    return answer_of(None{}, doc);
  } else {
    static_assert(std::is_same_v<typename Returned::Value, Response>, "the handler returns another type than declared");
    return answer_of(returned.value(), doc);
  }
}

template <class Request, class Response, class Handler>
auto Router::runner(Handler handler, Doc const& doc) {
  return [handler = std::move(handler), status = Doc{.status = doc.status}](
             Call& call, void const* request) mutable -> base::Result<Answer> {
    return answered<Response>(handler(call, *static_cast<Request const*>(request)), status);
  };
}

}  // namespace weft::http
