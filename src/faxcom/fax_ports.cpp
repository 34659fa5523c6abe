#include "faxcom/fax_ports.h"

#include "faxcom/fax_port.h"

namespace caselli::faxcom {

FaxPorts::FaxPorts(std::shared_ptr<Connection> connection, std::vector<PortId> ports)
    : Collection("FaxPorts", std::move(connection), std::move(ports)) {}

ComStatus FaxPorts::make_item(const PortId& port, VARIANT* item) const {
  return connection()->ask([&](FaxService& service) -> ComStatus {
    auto settings = service.port_settings(port);
    if (!settings) return settings.error();
    assign(item, make_com<FaxPort>(connection(), std::move(*settings)));
    return Done{};
  });
}

}  // namespace caselli::faxcom
