// openapi.h - the whole API as one OpenAPI 3.1 document, made from the endpoints themselves so that nothing is said
// twice.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/endpoint.h"

namespace weft::http {

/// The document, two spaces a level, one member a line, ending in a line break; the same for the same endpoints in
/// whatever order they were mounted. Each operation carries `x-scope` (the scope it asks for), `x-kind` (route, lane,
/// cached, ..) and, a status, `x-reasons` (every reason that status can carry). Static files are left out. Throws
/// std::logic_error when two endpoints would get one operationId or two structs one name.
std::string openapi_of(std::vector<std::shared_ptr<Endpoint>> const& endpoints);

/// "get_orders_by_order_id" for GET /v1/orders/{order_id}: the method, the path without its version, its parameters
/// as by_x.
std::string operation_id_of(Method method, std::string_view pattern);

}  // namespace weft::http
