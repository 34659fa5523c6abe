#pragma once
// FaxPorts: the ports of a server, by number.

#include "faxcom/collection.h"

namespace caselli::faxcom {

class FaxPorts final : public Collection<IFaxPorts, PortId> {
 public:
  FaxPorts(std::shared_ptr<Connection> connection, std::vector<PortId> ports);

 private:
  // Reads the settings of the port, so that the FaxPort is as of now.
  ComStatus make_item(const PortId& port, VARIANT* item) const override;
};

}  // namespace caselli::faxcom
