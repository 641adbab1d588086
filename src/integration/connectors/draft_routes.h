// draft_routes.h - the doors of mappings that people draw up.
#pragma once

#include "integration/connectors/connectors.h"

namespace weft::connectors {

/// Mounts POST /v1/mappings/draft, PUT and GET /v1/mappings/{name}, GET /v1/mappings/{name}/mapping.toml.
void mount_drafts(http::Router& router, Connectors& connectors);

}  // namespace weft::connectors
