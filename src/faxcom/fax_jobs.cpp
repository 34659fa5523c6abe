#include "faxcom/fax_jobs.h"

#include "faxcom/fax_job.h"

namespace caselli::faxcom {

FaxJobs::FaxJobs(std::shared_ptr<Connection> connection, std::vector<JobView> jobs)
    : Collection("FaxJobs", std::move(connection), std::move(jobs)) {}

ComStatus FaxJobs::make_item(const JobView& job, VARIANT* item) const {
  assign(item, make_com<FaxJob>(connection(), job));
  return Done{};
}

}  // namespace caselli::faxcom
