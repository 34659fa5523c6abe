#pragma once
// FaxServer: the root. Connects to a server, makes the other objects, holds the settings
// of the whole server.

#include <memory>
#include <string>

#include "faxcom/com_object.h"
#include "faxcom/server_link.h"

namespace caselli::faxcom {

class FaxServer final : public ComObject<IFaxServer> {
 public:
  FaxServer(Connector connector, std::shared_ptr<const Clock> clock);

  HRESULT STDMETHODCALLTYPE Connect(BSTR name) noexcept override;
  HRESULT STDMETHODCALLTYPE Disconnect() noexcept override;
  HRESULT STDMETHODCALLTYPE GetPorts(VARIANT* ports) noexcept override;
  HRESULT STDMETHODCALLTYPE CreateDocument(BSTR file, VARIANT* document) noexcept override;
  HRESULT STDMETHODCALLTYPE GetJobs(VARIANT* jobs) noexcept override;

  // Read from and written to the server at each call; before Connect they are kept.
#define CASELLI_SETTING(Type, Name, member)                                                                      \
  HRESULT STDMETHODCALLTYPE get_##Name(Type* value) noexcept override { /* NOLINT(bugprone-macro-parentheses) */ \
    return read(value, &ServerSettingsPatch::member, &ServerSettings::member);                                   \
  }                                                                                                              \
  HRESULT STDMETHODCALLTYPE put_##Name(Type value) noexcept override {                                           \
    return write(value, &ServerSettingsPatch::member);                                                           \
  }
  CASELLI_SETTING(LONG, Retries, retries)
  CASELLI_SETTING(LONG, RetryDelay, retry_delay)
  CASELLI_SETTING(LONG, DirtyDays, dirty_days)
  CASELLI_SETTING(BOOL, Branding, branding)
  CASELLI_SETTING(BOOL, UseDeviceTsid, use_device_tsid)
  CASELLI_SETTING(BOOL, ServerCoverpage, server_coverpage)
  CASELLI_SETTING(BOOL, PauseServerQueue, pause_server_queue)
  CASELLI_SETTING(BOOL, ArchiveOutboundFaxes, archive_outbound_faxes)
  CASELLI_SETTING(BSTR, ArchiveDirectory, archive_directory)
  CASELLI_SETTING(BSTR, ServerMapiProfile, server_mapi_profile)
  CASELLI_SETTING(SHORT, DiscountRateStartHour, discount_start_hour)
  CASELLI_SETTING(SHORT, DiscountRateStartMinute, discount_start_minute)
  CASELLI_SETTING(SHORT, DiscountRateEndHour, discount_end_hour)
  CASELLI_SETTING(SHORT, DiscountRateEndMinute, discount_end_minute)
#undef CASELLI_SETTING

 private:
  template <class Out, class T>
  HRESULT read(Out* out, std::optional<T> ServerSettingsPatch::*put_before, T ServerSettings::*member) const noexcept {
    return giving(out, [&] { return link_->get(put_before, member, [&](const T& value) { assign(out, value); }); });
  }
  template <class In, class T>
  HRESULT write(In value, std::optional<T> ServerSettingsPatch::*member) noexcept {
    return method([&] { return link_->put(member, from_com<T>(value)); });
  }

  const std::shared_ptr<ServerLink> link_;
};

}  // namespace caselli::faxcom
