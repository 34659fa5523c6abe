#include "base/server_url.h"

#include <gtest/gtest.h>

namespace caselli {
namespace {

TEST(ServerUrl, is_kept_in_one_form) {
  EXPECT_EQ(*parse_server_url("http://127.0.0.1:8329"), "http://127.0.0.1:8329");
  EXPECT_EQ(*parse_server_url(" HTTPS://Fax.Example/ "), "https://fax.example");
  EXPECT_EQ(*parse_server_url("http://[::1]:8329/"), "http://[::1]:8329");
}

TEST(ServerUrl, refuses_what_is_not_host_and_port) {
  for (const std::string_view url :
       {"", "fax.example", "ftp://fax.example", "http://", "http:///", "http://user:pw@fax.example", "http://fax/v1",
        "http://fax?x=1", "http://fax#x", "http://fax:0", "http://fax:65536", "http://fax:", "http://fax:80x",
        "http://a b", "http://[::1", "http://[]:80", "http://fax\r\nHost: x", "file:///etc/passwd"}) {
    const auto parsed = parse_server_url(url);
    ASSERT_FALSE(parsed) << url;
    EXPECT_EQ(parsed.error().code, Errc::invalid_argument);
  }
}

TEST(ServerUrl, knows_this_machine_by_addresses_that_can_be_no_other) {
  for (const std::string_view url :
       {"http://localhost:1", "http://127.0.0.1:8329", "http://127.1.2.3", "https://[::1]:1"})
    EXPECT_TRUE(is_this_machine(url)) << url;
  for (const std::string_view url : {"http://fax.example", "http://127.0.0.1.example.com:1", "http://127.example:1",
                                     "http://localhost.example", "http://128.0.0.1", "http://[::2]", "http://127.0.0"})
    EXPECT_FALSE(is_this_machine(url)) << url;
}

}  // namespace
}  // namespace caselli
