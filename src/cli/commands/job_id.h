#pragma once
// Reading the ID of a fax off the command line.

#include <fmt/format.h>

#include <string>

#include "base/ids.h"
#include "base/result.h"

namespace caselli::cli {

inline Result<JobId> parse_job_id(std::string_view command, std::string_view word) {
  if (const auto id = JobId::parse(word)) return *id;
  return Error{Errc::invalid_argument,
               fmt::format("{}: a fax is named by its number, not \"{}\": see `caselli jobs --all`", command, word)};
}

// Where to look when a fax is not found.
inline constexpr std::string_view kWhereFaxesAre = "see `caselli jobs --all`";

// The advice for an error about one fax.
inline std::string_view advice_for(const Error& error) {
  return error.code == Errc::not_found ? kWhereFaxesAre : std::string_view{};
}

}  // namespace caselli::cli
