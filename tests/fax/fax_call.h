#pragma once
// A whole fax in one line of a test: a document, two sessions, a wire between them.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "fax/fax_session.h"
#include "pages.h"
#include "support/fax_pair.h"
#include "support/temp_folder.h"

namespace caselli::test {

inline fax::FaxOrder send_order(Transport transport) {
  fax::FaxOrder order;
  order.transport = transport;
  order.local_id = "+49 30 1234567";
  return order;
}

inline fax::FaxOrder receive_order(Transport transport) {
  fax::FaxOrder order;
  order.transport = transport;
  order.direction = Direction::receive;
  order.calling = false;
  order.local_id = "RECEIVER 7";
  return order;
}

inline std::unique_ptr<fax::FaxSession> session_of(const fax::FaxOrder& order) {
  auto made = fax::make_fax_session(order);
  if (!made) {
    ADD_FAILURE() << made.error().text;
    return nullptr;
  }
  return std::move(made).value();
}

// Names of parameterised tests.
inline std::string transport_name(const testing::TestParamInfo<Transport>& about) {
  return std::string{name_of(about.param)};
}

// Sends `pages` (all, or what the order says) and keeps both ends.
struct FaxCall {
  FaxCall(Transport transport, std::vector<Bits> document, Wire wire = {})
      : FaxCall(send_order(transport), receive_order(transport), std::move(document), wire) {}

  FaxCall(fax::FaxOrder send, const fax::FaxOrder& receive, std::vector<Bits> document, Wire wire = {})
      : pages(std::move(document)) {
    write_document(folder / "document.tif", pages);
    send.document = folder / "document.tif";
    send.page_count = static_cast<int>(pages.size());
    sender = session_of(send);
    receiver = session_of(receive);
    pair = std::make_unique<FaxPair>(*sender, *receiver, wire);
  }

  const FaxResult& sent() const { return *sender->result(); }
  const FaxResult& received() const { return *receiver->result(); }

  // Both ends say all went well, and the pages from `first` on arrived pixel by pixel.
  void expect_good(std::size_t first = 1) const {
    ASSERT_TRUE(sender->result() && receiver->result());
    EXPECT_EQ(code_of(sent().outcome), "sent") << sent().t30_text;
    EXPECT_EQ(code_of(received().outcome), "received") << received().t30_text;
    ASSERT_EQ(pair->pages.size(), pages.size() - first + 1);
    for (std::size_t i = 0; i < pair->pages.size(); ++i)
      EXPECT_EQ(bits_of(pair->pages[i]), pages[first - 1 + i]) << "page " << i + first;
  }

  TempFolder folder;
  std::vector<Bits> pages;
  std::unique_ptr<fax::FaxSession> sender, receiver;
  std::unique_ptr<FaxPair> pair;
};

}  // namespace caselli::test
