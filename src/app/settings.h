#pragma once
// The server's settings (TOML). Each is a row of a table: parser, `caselli config show`
// and docs/generated/settings.md are made from the rows.

#include <string>
#include <vector>

#include "base/result.h"
#include "core/dial_plan.h"

namespace caselli {

struct ListenSettings {
  std::string listen = "127.0.0.1:8329";
  std::string data;  // empty: default_data_folder()
  std::string tls_cert, tls_key;
};

struct StoreSettings {
  std::string url = "sqlite:";
};

struct LineSettings {
  std::string name;
  std::string kind = "loopback";
  int ports = 4;
  std::string tsid, csid;
  bool send = true, receive = true;
  bool ecm = true;
  int max_rate = 14400;
  std::string compression = "MMR";
  std::string transport = "audio";
  double speed = 1;
  int delay_ms = 0;
  double loss_percent = 0;
  // SIP: as in the contract; app/sip_line_settings.h reads them.
  std::string peer;
  std::vector<std::string> listen{"udp:0.0.0.0:5060"};
  std::vector<std::string> accept_from;
  std::string username, password;
  bool registers = false;
  int expires = 300;
  std::string from;
  std::string called_from = "request-uri";
  std::string t38 = "reinvite";
  std::string error_correction = "redundancy";
  int redundancy = 3;
  std::vector<std::string> codecs{"PCMU", "PCMA"};
  std::string media_ports = "20000-29999";
  std::string advertise;
  std::string tls_ca, tls_cert, tls_key;
  bool srtp = false;
  bool pcap_of_failed_calls = false;
  std::string received_folder;
};

struct RetrySettings {
  int tries = 3;
  int dials = 12;
  int calls_per_number = 1;
  int method_days = 14;
};

struct LimitSettings {
  int upload_mb = 256;
  int pages = 500;
  int conversion_seconds = 120;
  int conversion_memory_mb = 1024;
  int conversions = 2;
  int connections = 1000;
};

struct LogSettings {
  std::string level = "info";
};

struct Settings {
  ListenSettings server;
  StoreSettings store;
  std::vector<LineSettings> lines;
  std::vector<DialRow> routes;  // [[route]], in order; DialPlan takes them
  RetrySettings retry;
  LimitSettings limits;
  LogSettings log;
};

// What runs without a file: one loopback line `loop` with two ports, audio, speed 1.
Settings default_settings();

// Errors are bad_config and name file, line and key.
Result<Settings> read_settings(const std::string& file);
Result<Settings> parse_settings(const std::string& toml, const std::string& file_name);

// Every key with type, default and help: as a TOML file to start from, or as JSON.
std::string settings_as_toml();
std::string settings_as_json();

}  // namespace caselli
