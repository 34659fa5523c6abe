#pragma once
// One fax in full, for screens: `job`, `doctor`.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "cli/table.h"
#include "core/job.h"

namespace caselli::cli {

// Lines of `name  value`, the values aligned and wrapped; a row without a value is left out.
class Facts {
 public:
  void add(std::string_view name, std::string_view value, Style style = Style::plain);
  std::vector<std::string> lines(const Terminal& terminal) const;

 private:
  struct Row {
    std::string name, value;
    Style style;
  };
  std::vector<Row> rows_;
};

Facts job_facts(const Job& job, Instant now);
Table attempt_table(const Job& job, Instant now);

}  // namespace caselli::cli
