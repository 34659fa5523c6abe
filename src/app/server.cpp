#include "app/server.h"

#include <fmt/format.h>

#include "app/line_kinds.h"
#include "app/server_checks.h"
#include "base/log.h"
#include "base/text.h"
#include "deliver/routing_methods.h"
#include "server/local_fax_service.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

Status make_data_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error)
    return Error{Errc::storage_failed, fmt::format("cannot make the data folder {}: {}; choose another with --data",
                                                   folder.string(), error.message())};
  return Done{};
}

ServerSettings first_settings(const RetrySettings& retry) {
  ServerSettings settings;
  settings.retries = retry.tries - 1;
  return settings;
}

ConversionLimits conversion_limits(const LimitSettings& limits) {
  ConversionLimits made;
  made.time = std::chrono::seconds{limits.conversion_seconds};
  made.memory = static_cast<std::uint64_t>(limits.conversion_memory_mb) << 20;
  made.pages = limits.pages;
  return made;
}

Result<DialPlan> dial_plan(const Settings& settings) {
  std::vector<std::string> lines;
  for (const auto& line : settings.lines) lines.push_back(line.name);
  return DialPlan::make(settings.routes, lines);
}

std::vector<std::string> audio_lines(const std::vector<LineSettings>& lines) {
  std::vector<std::string> names;
  for (const auto& line : lines)
    if (!does_t38(line)) names.push_back(line.name);
  return names;
}

}  // namespace

Result<std::unique_ptr<Server>> Server::open(const Settings& settings, const fs::path& data, Runtime runtime) {
  auto plan = dial_plan(settings);
  if (!plan) return plan.error();
  if (auto made = make_data_folder(data); !made) return made.error();
  std::unique_ptr<Server> server(new Server(data));

  auto store = open_sqlite_store(data.string());
  if (!store) return store.error();
  server->store_ = std::move(*store);
  auto documents = open_document_store(data);
  if (!documents) return documents.error();
  server->documents_ = std::move(*documents);
  auto kept = server->store_->server_settings();
  if (!kept) return kept.error();

  server->board_ = std::make_unique<StatusBoard>(random_token(4),
                                                 static_cast<Revision>(runtime.clock.now().time_since_epoch().count()));
  server->settings_ = std::make_unique<SettingsHolder>(kept->value_or(first_settings(settings.retry)));
  server->board_->publish_server(server->settings_->get());

  auto outbox = Outbox::open({*server->store_, *server->documents_, data, runtime.deliveries});
  if (!outbox) return outbox.error();
  server->outbox_ = *std::move(outbox);

  RetryPolicy retry;
  retry.tries = settings.retry.tries;
  retry.dials = settings.retry.dials;
  server->queue_ = std::make_unique<FaxQueue>(QueueParts{
      *server->store_, *server->documents_, server->ports_, *server->board_, runtime.clock, runtime.queue,
      [holder = server->settings_.get()] { return holder->get(); }, retry, settings.retry.calls_per_number,
      *std::move(plan), std::chrono::days{settings.retry.method_days}, audio_lines(settings.lines), server->outbox_});
  if (auto made = server->make_ports(settings.lines, runtime); !made) return made.error();

  server->service_ = make_local_fax_service(
      {*server->store_, *server->documents_, server->ports_, *server->queue_, *server->board_, *server->settings_,
       runtime.clock, conversion_limits(settings.limits), [raw = server.get()] { return raw->lines_ready(); },
       [raw = server.get()] {
         return check_server(
             {raw->line_settings_, raw->lines_, raw->sip_.get(), raw->data_, raw->settings_->get(), *raw->outbox_});
       }});
  if (auto started = server->queue_->start(); !started) return started.error();
  server->outbox_->wake();
  return server;
}

Server::~Server() = default;

void Server::set_routing_methods(std::vector<PortSettings>& ports, const std::vector<LineSettings>& lines) const {
  for (const auto& line : lines) {
    const bool wanted = !line.received_folder.empty();
    const auto folder = wanted ? line.received_folder : received_folder(data_).string();
    for (auto& port : ports)
      if (port.line == line.name) port.routing_methods = routing_methods_for(folder, wanted, port.routing_methods);
  }
}

Status Server::make_ports(const std::vector<LineSettings>& lines, Runtime runtime) {
  auto known = store_->port_settings();
  if (!known) return known.error();
  auto ports = assign_ports(lines, *known);
  set_routing_methods(ports, lines);
  if (auto saved = store_->save(ports); !saved) return saved;

  line_settings_ = lines;
  for (const auto& settings : lines) {
    std::vector<PortId> numbers;
    for (const auto& port : ports)
      if (port.line == settings.name) numbers.push_back(port.port);
    const FaxLimits limits{settings.ecm, settings.max_rate, *parse_compression(settings.compression)};
    auto line = make_line(settings, numbers, runtime, ports_, sip_, data_);
    if (!line) return line.error();
    for (const auto& port : ports)
      if (port.line == settings.name)
        ports_.add(
            Port::make({runtime.clock, runtime.strands.make_strand(), *board_, **line, *queue_, {}, limits}, port));
    const auto tell_ports = [this, name = settings.name] {
      for (const auto& port : ports_.all())
        if (port->settings().line == name) port->line_changed();
    };
    (*line)->on_state_change(tell_ports);
    tell_ports();  // what changed while they were made
    lines_.push_back(std::move(*line));
  }
  return Done{};
}

Status Server::lines_ready() const {
  for (const auto& line : lines_)
    if (auto ready = line->state(); !ready)
      return Error{ready.error().code, fmt::format("line {} is offline: {}", line->name(), ready.error().text)};
  return Done{};
}

void Server::begin_stop() {
  queue_->stop();
  for (const auto& port : ports_.all()) port->stop(Outcome::cut_off);
}

bool Server::is_idle() const {
  if (!queue_->is_idle()) return false;
  for (const auto& port : ports_.all())
    if (port->is_busy()) return false;
  return true;
}

}  // namespace caselli
