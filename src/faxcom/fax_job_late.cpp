// The values of a FaxJob that the type library does not know.

#include "core/job_state.h"
#include "core/outcome.h"
#include "faxcom/fax_job.h"
#include "faxcom/late_value.h"

namespace caselli::faxcom {

template <auto show>
HRESULT FaxJob::read_late(IDispatch* object, VARIANT*, VARIANT* value) {
  const auto* self = static_cast<const FaxJob*>(static_cast<IFaxJob*>(object));
  return self->method([&]() -> ComStatus {
    const std::lock_guard lock(self->mutex_);
    show(self->view_.job, value);
    return Done{};
  });
}

std::span<const Member> FaxJob::late_members() const noexcept {
#define CASELLI_LATE(id, Name, shown)                                                         \
  {                                                                                           \
    id, DISPATCH_PROPERTYGET, OLESTR(Name), OLESTR(""), VT_EMPTY,                             \
        &FaxJob::read_late<[](const Job& job, VARIANT* value) { assign_late(value, shown); }> \
  }
  // Numbers are for ever: new rows go to the end.
  static constexpr Member kMembers[] = {
      CASELLI_LATE(1000, "Status", name_of(job.state)),
      CASELLI_LATE(1001, "Outcome", code_of(job.outcome)),
      CASELLI_LATE(1002, "OutcomeText", row_of(job.outcome).text),
      CASELLI_LATE(1003, "PagesDone", job.pages_done),
      CASELLI_LATE(1004, "Attempts", job.attempts.size()),
      CASELLI_LATE(1005, "SubmittedTime", job.submitted_at),
      CASELLI_LATE(1006, "NextTime", job.next_at),
      CASELLI_LATE(1007, "EndedTime", job.ended_at),
  };
#undef CASELLI_LATE
  return kMembers;
}

}  // namespace caselli::faxcom
