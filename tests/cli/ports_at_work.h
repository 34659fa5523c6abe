#pragma once
// Four ports as they may be at one instant: one sends, one receives, one is free, one has
// found nobody.

#include "fake_fax_service.h"

namespace caselli::test {

inline PortStatus sending_port(Instant now) {
  PortStatus port;
  port.port = PortId{1};
  port.name = "loop-1";
  port.line = "loop";
  port.state = PortState::sending;
  port.description = "Sending";
  port.since = now - std::chrono::seconds{30};
  port.direction = Direction::send;
  port.job = JobId{17};
  port.attempt = 1;
  port.address = "1002";
  port.csid = "+49 30 1234567";
  port.document_name = "letter.pdf";
  port.started_at = now - std::chrono::seconds{42};
  port.page = 2;
  port.pages = 3;
  port.pages_done = 1;
  port.page_bytes = 12'000;
  port.page_bytes_total = 20'000;
  port.percent = 54.2;
  port.eta_seconds = 12.4;
  port.transport = Transport::audio;
  port.modem = "V.17";
  port.bit_rate = 14400;
  port.ecm = true;
  port.compression = "MMR";
  port.resolution = "204x196";
  port.page_width = 1728;
  port.last_frame = "< MCF";
  return port;
}

inline void put_to_work(FakeFaxService& service, Instant now) {
  service.publish(sending_port(now));

  PortStatus receiving = sending_port(now);
  receiving.port = PortId{2};
  receiving.name = "東京ファクス";
  receiving.state = PortState::receiving;
  receiving.direction = Direction::receive;
  receiving.job = JobId{18};
  receiving.address.clear();
  receiving.caller_id = "1001";
  receiving.tsid = "CASELLI 1";
  receiving.percent.reset();
  receiving.eta_seconds.reset();
  receiving.pages = 0;
  service.publish(receiving);

  PortStatus free;
  free.port = PortId{3};
  free.name = "loop-3";
  free.line = "loop";
  free.since = now;
  service.publish(free);

  PortStatus unanswered = free;
  unanswered.port = PortId{4};
  unanswered.name = "a port with a rather long name of its own";
  unanswered.state = PortState::no_answer;
  unanswered.description = "No Answer";
  unanswered.direction = Direction::send;
  unanswered.address = "+1 (425) 555-1234 ext. 99";
  unanswered.started_at = now - std::chrono::seconds{4000};
  service.publish(unanswered);
}

}  // namespace caselli::test
