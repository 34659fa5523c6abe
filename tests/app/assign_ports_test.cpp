#include <gtest/gtest.h>

#include "app/server.h"

namespace caselli {
namespace {

LineSettings line(std::string name, int ports) {
  LineSettings settings;
  settings.name = std::move(name);
  settings.ports = ports;
  settings.tsid = "+49 30 1234\x01";
  return settings;
}

std::string numbers(const std::vector<PortSettings>& ports) {
  std::string text;
  for (const auto& port : ports) text += port.line + std::to_string(port.port.value) + " ";
  return text;
}

TEST(AssignPorts, numbers_from_one_in_the_order_of_the_lines) {
  const auto ports = assign_ports({line("a", 2), line("b", 1)}, {});
  EXPECT_EQ(numbers(ports), "a1 a2 b3 ");
  EXPECT_EQ(ports[1].name, "a-2");
  EXPECT_EQ(ports[1].priority, 2);
  EXPECT_EQ(ports[2].tsid, "+49 30 1234");
  EXPECT_EQ(ports[1].csid, "1002");  // the number it answers at
}

TEST(AssignPorts, known_ports_keep_number_and_settings) {
  auto known = assign_ports({line("a", 2), line("b", 1)}, {});
  known[0].tsid = "changed";
  const auto ports = assign_ports({line("b", 2), line("a", 2)}, known);
  EXPECT_EQ(numbers(ports), "b3 b4 a1 a2 ");
  EXPECT_EQ(ports[2].tsid, "changed");
}

TEST(AssignPorts, ranks_are_one_to_the_number_of_ports_when_some_went) {
  const auto known = assign_ports({line("a", 2), line("b", 2)}, {});
  const auto ports = assign_ports({line("b", 2), line("c", 1)}, known);
  EXPECT_EQ(numbers(ports), "b3 b4 c5 ");
  EXPECT_EQ(ports[0].priority, 1);
  EXPECT_EQ(ports[1].priority, 2);
  EXPECT_EQ(ports[2].priority, 3);
}

TEST(AssignPorts, numbers_of_ports_that_went_are_not_used_again) {
  const auto known = assign_ports({line("a", 3)}, {});
  EXPECT_EQ(numbers(assign_ports({line("a", 1), line("b", 1)}, known)), "a1 b4 ");
}

}  // namespace
}  // namespace caselli
