// Whole faxes through whole servers on a clock moved by hand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "core/port_fields.h"
#include "pair/virtual_server.h"
#include "service/service_json.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> all_charts() { return {chart(1), chart(2), chart(5), chart(7)}; }

void use_t38(Settings& settings) { settings.lines[0].transport = "t38"; }

TEST(WholeServer, sends_the_four_charts_as_one_document_in_audio) {
  VirtualServer server;
  server.without_header();
  const auto sent = server.run_to_end(server.submit(VirtualServer::fax_of(all_charts())).id);
  EXPECT_EQ(sent.state, JobState::sent);
  EXPECT_EQ(sent.pages_done, 4);
  const auto received = server.received();
  ASSERT_EQ(received.size(), 1u);
  EXPECT_EQ(received[0].state, JobState::received);
  EXPECT_EQ(received[0].remote_id, "1001");
  server.expect_same_pages(sent, received[0]);
}

TEST(WholeServer, sends_the_four_charts_as_one_document_in_t38) {
  VirtualServer server(use_t38);
  server.without_header();
  const auto sent = server.run_to_end(server.submit(VirtualServer::fax_of(all_charts())).id);
  EXPECT_EQ(sent.state, JobState::sent);
  ASSERT_EQ(sent.attempts.size(), 1u);
  EXPECT_EQ(sent.attempts[0].transport, Transport::t38);
  server.expect_same_pages(sent, server.received().at(0));
}

TEST(WholeServer, shows_the_fax_on_both_ports_and_nothing_of_it_afterwards) {
  VirtualServer server;
  const Job job = server.submit(VirtualServer::fax_of({chart(1), chart(2)}));
  const auto status = [&](int port) { return *server.service().port_status(PortId{port}, 0).value(); };
  ASSERT_TRUE(server.time().run_until(
      [&] { return status(1).page == 2 && status(1).page_bytes > 2000 && status(2).page == 2; }, 5min));

  const auto sending = status(1);
  EXPECT_EQ(sending.state, PortState::sending);
  EXPECT_EQ(sending.direction, Direction::send);
  EXPECT_EQ(sending.job, job.id);
  EXPECT_EQ(sending.attempt, 1);
  EXPECT_EQ(sending.address, "1002");
  EXPECT_EQ(sending.tsid, "1001");
  EXPECT_EQ(sending.csid, "1002");
  EXPECT_EQ(sending.sender_name, "Sender");
  EXPECT_EQ(sending.recipient_name, "Recipient");
  EXPECT_EQ(sending.document_name, "itu1.tif");
  EXPECT_EQ(sending.document_bytes, job.document.bytes);
  EXPECT_EQ(sending.submitted_at, job.submitted_at);
  EXPECT_TRUE(sending.started_at);
  EXPECT_EQ(sending.pages, 2);
  EXPECT_EQ(sending.pages_done, 1);
  EXPECT_EQ(sending.bit_rate, 14400);
  EXPECT_EQ(sending.modem, "V.17");
  EXPECT_TRUE(sending.ecm);
  EXPECT_EQ(sending.compression, "MMR");
  EXPECT_EQ(sending.resolution, "204x196");
  EXPECT_EQ(sending.page_width, 1728);
  EXPECT_EQ(sending.transport, Transport::audio);
  ASSERT_TRUE(sending.percent);
  EXPECT_GT(*sending.percent, 40);
  ASSERT_TRUE(sending.eta_seconds);

  const auto receiving = status(2);
  EXPECT_EQ(receiving.state, PortState::receiving);
  EXPECT_EQ(receiving.direction, Direction::receive);
  EXPECT_EQ(receiving.tsid, "1001");
  EXPECT_EQ(receiving.csid, "1002");
  EXPECT_EQ(receiving.routing, "1002");
  EXPECT_EQ(receiving.address, "");
  EXPECT_EQ(receiving.pages_done, 1);
  EXPECT_GT(receiving.page_bytes, 0);

  EXPECT_EQ(server.run_to_end(job.id).state, JobState::sent);
  server.time().run_for(30s);
  for (const int port : {1, 2}) {
    PortStatus idle;  // all at their idle values, but for what always is
    const auto now = status(port);
    idle.port = now.port;
    idle.name = now.name;
    idle.line = now.line;
    idle.since = now.since;
    idle.revision = now.revision;
    EXPECT_EQ(now, idle) << to_text(to_json(now));
  }
}

// Every status ever published, in order.
std::string life_of_a_fax() {
  VirtualServer server;
  std::string story;
  Revision seen = 0;
  const auto job = server.submit(VirtualServer::fax_of({chart(2)}));
  server.time().run_until(
      [&] {
        const auto news = server.service().changes(seen);
        for (const auto& port : news.ports) {
          auto json = to_json(*port);
          story += to_text(json) + "\n";
        }
        seen = news.revision;
        return is_final(server.service().fax(job.id)->state) && server.server().is_idle();
      },
      10min);
  return story;
}

TEST(WholeServer, does_the_same_at_the_same_instants_each_run) {
  const auto first = life_of_a_fax();
  EXPECT_GT(std::ranges::count(first, '\n'), 100);
  EXPECT_EQ(first, life_of_a_fax());
}

// Otherwise an ETag or a FaxStatus kept over a restart could look up to date.
TEST(WholeServer, a_server_that_starts_again_uses_no_revision_twice) {
  VirtualServer server;
  server.submit(VirtualServer::fax_of({chart(2)}));
  server.time().run_for(10s);
  const auto last = server.service().ports()->revision;
  server.kill();
  server.start();
  const auto again = server.service().ports();
  for (const auto& port : again->ports) EXPECT_GT(port->revision, last);
}

TEST(WholeServer, a_killed_server_finishes_every_fax_it_accepted) {
  std::mt19937 random(2026);
  for (int round = 0; round < 10; ++round) {
    VirtualServer server([&](Settings& settings) {
      if (round % 2 == 1) use_t38(settings);
    });
    server.without_header();
    const Job job = server.submit(VirtualServer::fax_of({chart(1), chart(2), chart(1), chart(2)}));
    server.time().run_for(std::chrono::milliseconds{std::uniform_int_distribution{500, 110'000}(random)});
    server.kill();
    server.start();
    const auto done = server.run_to_end(job.id);
    ASSERT_EQ(done.state, JobState::sent);
    EXPECT_TRUE(server.server().is_idle());
    int received = 0;
    for (const auto& fax : server.received()) received += fax.document.pages;
    if (done.uncertain) {
      EXPECT_GE(received, 4);
      EXPECT_LE(received, 5);
    } else {
      EXPECT_EQ(received, 4);
    }
  }
}

}  // namespace
}  // namespace caselli
