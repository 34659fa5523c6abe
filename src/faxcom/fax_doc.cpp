#include "faxcom/fax_doc.h"

namespace caselli::faxcom {

FaxDoc::FaxDoc(std::shared_ptr<ServerLink> link, std::string file) : ComObject("FaxDoc"), link_(std::move(link)) {
  fields_[DocumentText::FileName] = std::move(file);
}

HRESULT FaxDoc::read(BSTR* out, DocumentText which) const noexcept {
  return giving(out, [&]() -> ComStatus {
    const std::lock_guard lock(mutex_);
    assign(out, fields_[which]);
    return Done{};
  });
}

HRESULT FaxDoc::write(DocumentText which, BSTR value) noexcept {
  return method([&]() -> ComStatus {
    auto text = text_of(value);
    const std::lock_guard lock(mutex_);
    fields_[which].swap(text);
    return Done{};
  });
}

HRESULT FaxDoc::read(BOOL* out, DocumentFlag which) const noexcept {
  return giving(out, [&]() -> ComStatus {
    const std::lock_guard lock(mutex_);
    assign(out, fields_[which]);
    return Done{};
  });
}

HRESULT FaxDoc::write(DocumentFlag which, BOOL value) noexcept {
  return method([&]() -> ComStatus {
    const std::lock_guard lock(mutex_);
    fields_[which] = value != 0;
    return Done{};
  });
}

DocumentFields FaxDoc::fields() const {
  const std::lock_guard lock(mutex_);
  return fields_;
}

HRESULT FaxDoc::Send(LONG* job) noexcept {
  return giving(job, [&] {
    return link_->with_connection([&](const std::shared_ptr<Connection>& connection) -> ComStatus {
      NewFax fax;
      ComStatus filled = fill_new_fax(fields(), fax);
      if (FAILED(filled.code())) return filled;
      return connection->ask([&](FaxService& service) -> ComStatus {
        const auto jobs = service.submit(fax);
        if (!jobs) return jobs.error();
        if (jobs->empty()) return Error{Errc::internal, "the server took the document but named no job"};
        assign(job, jobs->front().id.value);
        return Done{};
      });
    });
  });
}

HRESULT FaxDoc::putref_ConnectionObject(IDispatch*) noexcept {
  return method([]() -> ComStatus { return {E_NOTIMPL, "FaxDoc.ConnectionObject is not supported"}; });
}

HRESULT FaxDoc::get_CallHandle(LONG* value) noexcept {
  return giving(value, []() -> ComStatus { return {E_NOTIMPL, "FaxDoc.CallHandle is not supported"}; });
}

HRESULT FaxDoc::put_CallHandle(LONG) noexcept {
  return method([]() -> ComStatus { return {E_NOTIMPL, "FaxDoc.CallHandle is not supported"}; });
}

}  // namespace caselli::faxcom
