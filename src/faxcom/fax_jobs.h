#pragma once
// FaxJobs: the queue as it was when the collection was made.

#include "faxcom/collection.h"
#include "faxcom/job_view.h"

namespace caselli::faxcom {

class FaxJobs final : public Collection<IFaxJobs, JobView> {
 public:
  FaxJobs(std::shared_ptr<Connection> connection, std::vector<JobView> jobs);

 private:
  ComStatus make_item(const JobView& job, VARIANT* item) const override;
};

}  // namespace caselli::faxcom
