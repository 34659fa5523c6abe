#pragma once
// All ports; who is free for which line. Takes incoming calls for them.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "port/port.h"

namespace caselli {

class PortBank final : public IncomingCalls {
 public:
  // Adds a port with its line; before the first call.
  void add(std::shared_ptr<Port> port);

  // Lets all ports go; one in a call hangs up.
  void clear();

  std::shared_ptr<Port> find(PortId id) const;     // null: none. Thread: any.
  std::vector<std::shared_ptr<Port>> all() const;  // by number. Thread: any.

  // Gives the order to the free port with the best priority that may send: `asked`, or a
  // port of `line`, or any. Returns the port that took it, or none. `order_for` is asked for
  // the order of each port that is tried. Thread: any.
  using OrderFor = std::function<SendOrder(const PortSettings&)>;
  PortId send(const OrderFor& order_for, std::optional<PortId> asked, const std::string& line);
  PortId send(const SendOrder& order, std::optional<PortId> asked, const std::string& line) {
    return send([&](const PortSettings&) { return order; }, asked, line);
  }

  // Changes the port's settings and renumbers the other ports' priorities to fit. `keep`
  // writes down all that change before a port takes them; when it fails, none does.
  using Keep = std::function<Status(const std::vector<PortSettings>& changed)>;
  Status set(PortId id, const PortSettingsPatch& patch, const Keep& keep);

  Result<Taken> on_incoming(const IncomingCall& about, std::shared_ptr<Call> call) override;

 private:
  mutable std::mutex mutex_;
  std::mutex setting_;  // held over a whole set()
  std::map<PortId, std::shared_ptr<Port>> ports_;
};

}  // namespace caselli
