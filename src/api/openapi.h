#pragma once
// The description of the REST interface (OpenAPI 3.1), made from the tables that the
// server itself runs on: routes, port fields, outcomes, errors.

#include "base/json.h"

namespace caselli {

Json openapi_json();
// The `schemas` of its components.
Json openapi_schemas();
// A schema by its name.
Json reference(std::string_view schema);

}  // namespace caselli
