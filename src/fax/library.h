#pragma once
// Which fax engine this is, for people.

#include <string>

namespace caselli::fax {

std::string library_name();  // `SpanDSP of 2011-01-22`

}  // namespace caselli::fax
