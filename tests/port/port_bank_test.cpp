#include "port/port_bank.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caselli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FakePort final : public Port {
 public:
  explicit FakePort(PortSettings settings) : settings_(std::move(settings)) {}
  bool free = true;
  int sent = 0;
  bool send(SendOrder) override {
    if (!free || !settings_.send) return false;
    free = false;
    ++sent;
    return true;
  }
  std::optional<IncomingCalls::Taken> take(const IncomingCall&, std::shared_ptr<Call>) override {
    if (!free || !settings_.receive) return {};
    free = false;
    return IncomingCalls::Taken{};
  }
  void stop(Outcome, std::optional<JobId>) override {}
  void set(const PortSettings& settings) override { settings_ = settings; }
  PortSettings settings() const override { return settings_; }
  bool is_free() const override { return free; }
  bool is_busy() const override { return !free; }
  void line_changed() override {}

 private:
  PortSettings settings_;
};

class Bank : public testing::Test {
 protected:
  Bank() {
    add(1, "a", 1);
    add(2, "a", 2);
    add(3, "b", 3);
    add(4, "b", 4);
  }
  void add(int id, const std::string& line, int priority) {
    PortSettings settings;
    settings.port = PortId{id};
    settings.line = line;
    settings.priority = priority;
    ports[id] = std::make_shared<FakePort>(settings);
    bank.add(ports[id]);
  }
  std::vector<int> priorities() const {
    std::vector<int> found;
    for (const auto& [id, port] : ports) found.push_back(port->settings().priority);
    return found;
  }
  std::vector<std::int64_t> set_priority(int id, int priority) {
    PortSettingsPatch patch;
    patch.priority = priority;
    std::vector<std::int64_t> changed;
    for (const auto& settings : change(id, patch)) changed.push_back(settings.port.value);
    return changed;
  }
  // The settings that were written down.
  std::vector<PortSettings> change(int id, const PortSettingsPatch& patch) {
    std::vector<PortSettings> kept;
    const auto done = bank.set(PortId{id}, patch, [&](const auto& changed) {
      kept = changed;
      return Done{};
    });
    EXPECT_TRUE(done.ok());
    return kept;
  }
  std::map<int, std::shared_ptr<FakePort>> ports;
  PortBank bank;
};

TEST_F(Bank, gives_orders_to_the_free_port_with_the_best_priority) {
  set_priority(3, 1);
  EXPECT_EQ(bank.send(SendOrder{}, {}, ""), PortId{3});
  EXPECT_EQ(bank.send(SendOrder{}, {}, ""), PortId{1});
  EXPECT_EQ(bank.send(SendOrder{}, {}, ""), PortId{2});
  EXPECT_EQ(bank.send(SendOrder{}, {}, ""), PortId{4});
  EXPECT_EQ(bank.send(SendOrder{}, {}, ""), PortId{});
}

TEST_F(Bank, keeps_to_the_line_or_the_port_asked_for) {
  EXPECT_EQ(bank.send(SendOrder{}, {}, "b"), PortId{3});
  EXPECT_EQ(bank.send(SendOrder{}, PortId{2}, ""), PortId{2});
  EXPECT_EQ(bank.send(SendOrder{}, PortId{2}, ""), PortId{});
  EXPECT_EQ(bank.send(SendOrder{}, PortId{9}, ""), PortId{});
  EXPECT_EQ(bank.send(SendOrder{}, {}, "c"), PortId{});
}

TEST_F(Bank, makes_the_order_for_the_port_that_takes_it) {
  ports[1]->free = false;
  std::vector<int> asked;
  const auto order_for = [&](const PortSettings& by) {
    asked.push_back(static_cast<int>(by.port.value));
    return SendOrder{};
  };
  EXPECT_EQ(bank.send(order_for, {}, ""), PortId{2});
  EXPECT_EQ(asked, std::vector{2});
}

TEST_F(Bank, renumbers_the_others_to_fit_a_new_priority) {
  EXPECT_THAT(set_priority(3, 1), testing::UnorderedElementsAre(1, 2, 3));
  EXPECT_THAT(priorities(), ElementsAre(2, 3, 1, 4));
  EXPECT_THAT(set_priority(3, 4), testing::UnorderedElementsAre(1, 2, 3, 4));
  EXPECT_THAT(priorities(), ElementsAre(1, 2, 4, 3));
  EXPECT_THAT(set_priority(3, 99), IsEmpty());  // the last already
  EXPECT_THAT(set_priority(4, -5), testing::UnorderedElementsAre(1, 2, 4));
  EXPECT_THAT(priorities(), ElementsAre(2, 3, 4, 1));
}

TEST_F(Bank, writes_only_what_the_patch_gives) {
  PortSettingsPatch patch;
  patch.name = "Front desk";
  patch.rings = 500;
  const auto changed = change(2, patch);
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].name, "Front desk");
  EXPECT_EQ(changed[0].rings, 99);
  EXPECT_EQ(changed[0].priority, 2);
  EXPECT_THAT(change(2, patch), IsEmpty());
}

TEST_F(Bank, changes_nothing_that_could_not_be_written_down) {
  PortSettingsPatch patch;
  patch.name = "Front desk";
  patch.priority = 4;
  const Error full{Errc::storage_full, "the disk is full"};
  const auto done = bank.set(PortId{2}, patch, [&](const auto&) -> Status {
    EXPECT_EQ(ports[2]->settings().priority, 2);  // asked before anything changes
    return full;
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::storage_full);
  EXPECT_EQ(ports[2]->settings().name, "");
  EXPECT_THAT(priorities(), ElementsAre(1, 2, 3, 4));
}

TEST_F(Bank, knows_no_port_nine) {
  const auto done = bank.set(PortId{9}, {}, [](const auto&) { return Done{}; });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::not_found);
}

TEST_F(Bank, switches_routing_methods_by_their_guid) {
  auto settings = ports[1]->settings();
  settings.routing_methods = {{"{A}", "store", "", "", "", "", false}, {"{B}", "mail", "", "", "", "", true}};
  ports[1]->set(settings);
  PortSettingsPatch patch;
  patch.routing_methods = {{"{A}", true}, {"{C}", true}};
  change(1, patch);
  EXPECT_TRUE(ports[1]->settings().routing_methods[0].enabled);
  EXPECT_TRUE(ports[1]->settings().routing_methods[1].enabled);
}

TEST_F(Bank, incoming_calls_go_to_the_port_of_the_number) {
  IncomingCall about;
  about.port = PortId{2};
  about.routing = "1002";
  EXPECT_TRUE(bank.on_incoming(about, nullptr));
  EXPECT_FALSE(ports[2]->free);
  const auto busy = bank.on_incoming(about, nullptr);
  ASSERT_FALSE(busy);
  EXPECT_EQ(busy.error().code, Errc::unavailable);
  about.port = PortId{9};
  const auto unknown = bank.on_incoming(about, nullptr);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Errc::not_found);
}

TEST_F(Bank, incoming_calls_of_a_line_go_to_its_first_free_port) {
  IncomingCall about;
  about.line = "b";
  PortSettingsPatch patch;
  patch.receive = false;
  change(3, patch);
  EXPECT_TRUE(bank.on_incoming(about, nullptr));
  EXPECT_TRUE(ports[3]->free);
  EXPECT_FALSE(ports[4]->free);
  const auto none = bank.on_incoming(about, nullptr);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Errc::unavailable);
}

TEST_F(Bank, finds_ports_by_number) {
  EXPECT_EQ(bank.find(PortId{3}), ports[3]);
  EXPECT_EQ(bank.find(PortId{9}), nullptr);
  EXPECT_EQ(bank.all().size(), 4U);
  EXPECT_EQ(bank.all().front(), ports[1]);
}

}  // namespace
}  // namespace caselli
