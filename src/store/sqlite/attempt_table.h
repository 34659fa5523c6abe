#pragma once
// The tables `attempt` and `page`: each call made for a fax, and what became of its pages.

#include <vector>

#include "core/job.h"
#include "store/sqlite/database.h"

namespace caselli::sqlite {

// Over one connection; functions throw SqlFailure.
class AttemptTable {
 public:
  explicit AttemptTable(Database& database);

  std::vector<Attempt> of(JobId job);
  int last_number(JobId job);  // 0: none
  void insert(JobId job, const Attempt& attempt);
  void replace(JobId job, const Attempt& attempt);  // with its pages
  void set_port(JobId job, int number, PortId port);
  void set_pages_done(JobId job, int number, int pages_done_of_job);
  void erase(JobId job, int number);

 private:
  void insert_pages(JobId job, const Attempt& attempt);

  Statement of_, pages_of_, last_, insert_, update_, port_, progress_, erase_, insert_page_, erase_pages_;
};

}  // namespace caselli::sqlite
