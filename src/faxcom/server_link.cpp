#include "faxcom/server_link.h"

namespace caselli::faxcom {

ComStatus ServerLink::connect(const std::string& name) {
  disconnect();
  const std::lock_guard settings_wait(pending_mutex_);
  auto service = connector_(name);
  if (!service) return service.error();
  if (has_pending_) {
    const auto taken = (*service)->set_server(pending_);
    if (!taken)
      return Error{taken.error().code, "the server refused the settings made before Connect: " + taken.error().text};
    pending_ = {};
    has_pending_ = false;
  }
  auto made = std::make_shared<Connection>(std::move(*service), clock_);
  {
    const std::lock_guard lock(mutex_);
    connection_.swap(made);
  }
  if (made) made->close();  // another thread connected meanwhile: the later one counts
  return Done{};
}

void ServerLink::disconnect() {
  std::shared_ptr<Connection> former;
  {
    const std::lock_guard lock(mutex_);
    former.swap(connection_);
  }
  if (former) former->close();
}

std::shared_ptr<Connection> ServerLink::present() const {
  const std::lock_guard lock(mutex_);
  return connection_;
}

ComStatus ServerLink::send(const ServerSettingsPatch& patch) const {
  return with_connection([&](const auto& connection) {
    return connection->ask([&](FaxService& service) -> ComStatus {
      const auto taken = service.set_server(patch);
      if (!taken) return taken.error();
      return Done{};
    });
  });
}

}  // namespace caselli::faxcom
