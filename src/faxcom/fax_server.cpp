#include "faxcom/fax_server.h"

#include <algorithm>

#include "faxcom/fax_doc.h"
#include "faxcom/fax_jobs.h"
#include "faxcom/fax_ports.h"

namespace caselli::faxcom {

FaxServer::FaxServer(Connector connector, std::shared_ptr<const Clock> clock)
    : ComObject("FaxServer"), link_(std::make_shared<ServerLink>(std::move(connector), std::move(clock))) {}

HRESULT FaxServer::Connect(BSTR name) noexcept {
  return method([&] { return link_->connect(text_of(name)); });
}

HRESULT FaxServer::Disconnect() noexcept {
  return method([&]() -> ComStatus {
    link_->disconnect();
    return Done{};
  });
}

HRESULT FaxServer::GetPorts(VARIANT* ports) noexcept {
  return giving(ports, [&] {
    return link_->with_connection([&](const std::shared_ptr<Connection>& connection) {
      return connection->ask([&](FaxService& service) -> ComStatus {
        const auto all = service.ports();
        if (!all) return all.error();
        std::vector<PortId> ids;
        for (const Snapshot& port : all->ports) ids.push_back(port->port);
        std::ranges::sort(ids);
        assign(ports, make_com<FaxPorts>(connection, std::move(ids)));
        return Done{};
      });
    });
  });
}

HRESULT FaxServer::CreateDocument(BSTR file, VARIANT* document) noexcept {
  return giving(document, [&]() -> ComStatus {
    assign(document, make_com<FaxDoc>(link_, text_of(file)));
    return Done{};
  });
}

HRESULT FaxServer::GetJobs(VARIANT* jobs) noexcept {
  return giving(jobs, [&] {
    return link_->with_connection([&](const std::shared_ptr<Connection>& connection) {
      return connection->ask([&](FaxService& service) -> ComStatus {
        auto queue = read_queue(service);
        if (!queue) return queue.error();
        assign(jobs, make_com<FaxJobs>(connection, std::move(*queue)));
        return Done{};
      });
    });
  });
}

}  // namespace caselli::faxcom
