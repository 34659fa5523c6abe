#pragma once
// What a FaxServer and the documents it made share: the connection of the moment, and the
// settings that wait for one.

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "faxcom/connection.h"

namespace caselli::faxcom {

// Thread: any.
class ServerLink {
 public:
  ServerLink(Connector connector, std::shared_ptr<const Clock> clock)
      : connector_(std::move(connector)), clock_(std::move(clock)) {}

  // Leaves the present server, finds the one named and gives it the settings that were made
  // before. When it refuses them there is no connection, and they wait for the next one.
  ComStatus connect(const std::string& name);
  // Everything that came from the present connection is cut off. Without one: nothing.
  void disconnect();

  // Runs `question(const std::shared_ptr<Connection>&)`; kNotConnected without a connection.
  template <class Question>
  ComStatus with_connection(Question&& question) const {
    const auto connection = present();
    return connection ? question(connection) : Connection::not_connected();
  }

  // Writes one setting through to the server, or keeps it for connect().
  template <class T>
  ComStatus put(std::optional<T> ServerSettingsPatch::*member, T value) {
    {
      const std::lock_guard lock(pending_mutex_);
      if (!present()) {
        pending_.*member = std::move(value);
        has_pending_ = true;
        return Done{};
      }
    }
    ServerSettingsPatch patch;
    patch.*member = std::move(value);
    return send(patch);
  }
  // Reads one setting from the server; before there is one, what was put.
  template <class T, class Take>
  ComStatus get(std::optional<T> ServerSettingsPatch::*put_before, T ServerSettings::*member, Take&& take) const {
    {
      const std::lock_guard lock(pending_mutex_);
      if (!present() && (pending_.*put_before).has_value()) {
        take(*(pending_.*put_before));
        return Done{};
      }
    }
    return with_connection([&](const auto& connection) {
      return connection->ask([&](FaxService& service) -> ComStatus {
        const auto server = service.server();
        if (!server) return server.error();
        take(server->settings.*member);
        return Done{};
      });
    });
  }

 private:
  std::shared_ptr<Connection> present() const;
  ComStatus send(const ServerSettingsPatch& patch) const;

  const Connector connector_;
  const std::shared_ptr<const Clock> clock_;
  mutable std::mutex pending_mutex_;  // held while connecting, so that no setting falls between
  ServerSettingsPatch pending_;
  bool has_pending_ = false;
  mutable std::mutex mutex_;  // taken after pending_mutex_
  std::shared_ptr<Connection> connection_;
};

}  // namespace caselli::faxcom
