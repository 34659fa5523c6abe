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
  // port of `line`, or any. Returns the port that took it, or none. Thread: any.
  PortId send(const SendOrder& order, std::optional<PortId> asked, const std::string& line);
  bool has_free_sender(std::optional<PortId> asked, const std::string& line) const;

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
