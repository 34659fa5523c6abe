// Faxes that are refused before anything is done for them.

#include <gtest/gtest.h>

#include "app/running_server.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

TEST(SubmitRefused, a_forbidden_number_is_told_before_the_document_is_converted) {
  const TempFolder folder;
  auto settings = default_settings();
  DialRow premium, all;
  premium.pattern = "_0900.";
  premium.forbidden = "premium rate";
  all.pattern = ".";
  all.lines = {"loop"};
  settings.routes = {premium, all};
  const auto running = RunningServer::open(settings, folder.path());
  ASSERT_TRUE(running) << running.error().text;
  auto& service = *(*running)->server().service();

  NewFax fax;
  fax.to = {{"1002", ""}, {"0900123456", ""}};
  fax.documents = {{"", "%PDF-1.7\nno more of it", "broken.pdf", "application/pdf"}};  // would be an error of its own
  const auto refused = service.submit(fax);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::bad_number);
  EXPECT_NE(refused.error().text.find("0900123456"), std::string::npos) << refused.error().text;
  EXPECT_NE(refused.error().text.find("premium rate"), std::string::npos) << refused.error().text;
  EXPECT_TRUE(service.faxes({})->items.empty());
}

}  // namespace
}  // namespace caselli
