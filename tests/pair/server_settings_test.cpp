// What clients set on server and ports acts on whole faxes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "document/fax_image.h"
#include "pair/virtual_server.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::SizeIs;

FaxTags tags_of_file(const std::string& bytes) {
  const TempFolder folder;
  std::ofstream(folder / "fax.tif", std::ios::binary) << bytes;
  const auto tags = read_tags(folder / "fax.tif");
  EXPECT_TRUE(tags);
  return tags ? *tags : FaxTags{};
}

class ServerSettingsTest : public testing::Test {
 protected:
  ServerSettingsTest() {
    // A page with a black bar, white on top: cheap to send.
    PageBits bits;
    bits.width = 1728;
    bits.length = 400;
    bits.rows.assign(bits.row_bytes() * 400, 0);
    std::fill_n(bits.rows.begin() + static_cast<std::ptrdiff_t>(bits.row_bytes()) * 300, bits.row_bytes() * 8, 0xFF);
    auto writer = FaxImageWriter::create(page_, {});
    EXPECT_TRUE(writer->add(*encode_page(bits)));
  }
  Result<ServerInfo> set(const std::function<void(ServerSettingsPatch&)>& change) {
    ServerSettingsPatch patch;
    change(patch);
    return server_.service().set_server(patch);
  }
  Job send(NewFax fax) { return server_.run_to_end(server_.submit(std::move(fax)).id); }
  Job send() { return send(VirtualServer::fax_of({page_})); }
  std::vector<fs::path> archived() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{archive_.path()}) files.push_back(entry.path());
    return files;
  }
  void use_archive() {
    ASSERT_TRUE(set([&](auto& patch) {
      patch.archive_outbound_faxes = true;
      patch.archive_directory = archive_.path().string();
    }));
  }
  PortSettings set_port(int port, const std::function<void(PortSettingsPatch&)>& change) {
    PortSettingsPatch patch;
    change(patch);
    const auto settings = server_.service().set_port(PortId{port}, patch);
    EXPECT_TRUE(settings) << settings.error().text;
    return settings ? *settings : PortSettings{};
  }

  VirtualServer server_{[](Settings& settings) { settings.lines[0].transport = "t38"; }};
  TempFolder archive_, folder_;
  const std::string page_ = folder_ / "page.tif";
};

TEST_F(ServerSettingsTest, a_sent_fax_is_archived_with_what_is_known_of_it) {
  server_.without_header();
  use_archive();
  auto fax = VirtualServer::fax_of({page_, page_});
  fax.document_name = "Invoice 7";
  const auto sent = send(fax);
  ASSERT_EQ(sent.state, JobState::sent);
  server_.time().run_ready();
  ASSERT_THAT(archived(), SizeIs(1));
  const auto tags = *read_tags(archived()[0]);
  EXPECT_EQ(tags.document_name, "Invoice 7");
  EXPECT_EQ(tags.sender_name, "Sender");
  EXPECT_EQ(tags.recipient_name, "Recipient");
  EXPECT_EQ(tags.recipient_number, "1002");
  EXPECT_EQ(tags.tsid, "1001");
  EXPECT_EQ(tags.csid, "1002");  // as the far end answered
  EXPECT_EQ(tags.time, std::chrono::floor<std::chrono::seconds>(sent.attempts[0].start));
  EXPECT_GT(tags.seconds, 0);
  EXPECT_TRUE(*same_pixels(archived()[0], page_, 1));
  EXPECT_EQ(inspect_document(archived()[0], true)->pages, 2);
}

TEST_F(ServerSettingsTest, nothing_is_archived_while_archiving_is_off_or_the_fax_failed) {
  ASSERT_TRUE(set([&](auto& patch) { patch.archive_directory = archive_.path().string(); }));
  EXPECT_EQ(send().state, JobState::sent);
  server_.time().run_ready();
  EXPECT_THAT(archived(), SizeIs(0));

  use_archive();
  EXPECT_EQ(send(VirtualServer::fax_of({page_}, "999")).state, JobState::failed);
  server_.time().run_ready();
  EXPECT_THAT(archived(), SizeIs(0));
}

TEST_F(ServerSettingsTest, an_archive_that_cannot_be_written_is_refused_when_it_is_set) {
  const auto set_directory = [&](const std::string& directory) {
    return set([&](auto& patch) {
      patch.archive_outbound_faxes = true;
      patch.archive_directory = directory;
    });
  };
  EXPECT_EQ(set_directory("/nowhere/at/all").error().code, Errc::invalid_argument);
  EXPECT_THAT(set_directory("/nowhere/at/all").error().text,
              HasSubstr("sent faxes cannot be archived: there is no folder /nowhere/at/all"));
  EXPECT_THAT(set_directory("C:\\Faxes").error().text, HasSubstr("expected a full path on the server"));
  EXPECT_FALSE(server_.service().server()->settings.archive_outbound_faxes);
  // Neither alone acts: each can be set first.
  EXPECT_TRUE(set([](auto& patch) { patch.archive_directory = "/nowhere/at/all"; }));
  EXPECT_FALSE(set([](auto& patch) { patch.archive_outbound_faxes = true; }));
  EXPECT_TRUE(set([](auto& patch) { patch.archive_directory = ""; }));
  EXPECT_TRUE(set([](auto& patch) { patch.archive_outbound_faxes = true; }));
}

TEST_F(ServerSettingsTest, an_archive_that_went_away_holds_no_fax_up_and_is_filled_later) {
  use_archive();
  fs::remove_all(archive_.path());
  EXPECT_EQ(send().state, JobState::sent);
  EXPECT_EQ(send().state, JobState::sent);
  const auto found = [&] {
    const auto findings = server_.service().checks();
    for (const auto& finding : *findings)
      if (finding.name == "copies") return finding;
    return Finding{};
  };
  EXPECT_EQ(found().health, Health::warning);
  EXPECT_THAT(found().text, HasSubstr("2 copies of faxes wait: there is no folder " + archive_.path().string()));

  server_.kill();
  fs::create_directories(archive_.path());
  server_.start();
  server_.time().run_ready();
  EXPECT_THAT(archived(), SizeIs(2));
  EXPECT_EQ(found().health, Health::good);
  EXPECT_THAT(found().text, HasSubstr("sent faxes are archived in " + archive_.path().string()));
}

TEST_F(ServerSettingsTest, each_fax_of_a_broadcast_is_given_out_with_its_own_recipient) {
  auto fax = VirtualServer::fax_of({page_});
  fax.to = {{"1002", "One"}, {"5551234", "Two"}};
  const auto jobs = server_.service().submit(fax);
  ASSERT_TRUE(jobs);
  EXPECT_EQ(jobs->at(0).document.id, jobs->at(1).document.id);
  for (const auto& job : *jobs) {
    const auto tags = tags_of_file(*server_.service().document(job.id, DocumentFormat::tiff));
    EXPECT_EQ(tags.recipient_name, job.recipient_name);
    EXPECT_EQ(tags.recipient_number, job.to);
  }
}

TEST_F(ServerSettingsTest, a_received_fax_is_given_out_with_the_identities_of_both_ends) {
  ASSERT_EQ(send().state, JobState::sent);
  const auto got = server_.received().at(0);
  const auto tags = tags_of_file(*server_.service().document(got.id, DocumentFormat::tiff));
  EXPECT_EQ(tags.tsid, "1001");
  EXPECT_EQ(tags.csid, "1002");
  EXPECT_EQ(tags.caller_id, got.caller_id);
  EXPECT_EQ(tags.routing, got.routing);
  EXPECT_FALSE(tags.routing.empty());
  EXPECT_EQ(tags.time, std::chrono::floor<std::chrono::seconds>(got.attempts[0].start));
}

TEST_F(ServerSettingsTest, the_routing_method_of_a_port_copies_what_it_receives) {
  const auto folder = server_.data() / "received";
  const auto method = server_.service().port_settings(PortId{2})->routing_methods.at(0);
  EXPECT_FALSE(method.enabled);
  EXPECT_EQ(method.data, folder.string());
  ASSERT_EQ(send().state, JobState::sent);
  server_.time().run_ready();
  EXPECT_FALSE(fs::exists(folder));

  EXPECT_TRUE(set_port(2, [&](auto& patch) { patch.routing_methods[method.guid] = true; }).routing_methods[0].enabled);
  server_.kill();
  server_.start();
  EXPECT_TRUE(server_.service().port_settings(PortId{2})->routing_methods.at(0).enabled);
  ASSERT_EQ(send().state, JobState::sent);
  server_.time().run_ready();
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator{folder}) files.push_back(entry.path());
  ASSERT_THAT(files, SizeIs(1));
  EXPECT_EQ(read_tags(files[0])->tsid, "1001");
}

TEST_F(ServerSettingsTest, a_routing_method_that_is_not_there_is_refused) {
  PortSettingsPatch patch;
  patch.routing_methods["{0}"] = true;
  const auto refused = server_.service().set_port(PortId{1}, patch);
  EXPECT_EQ(refused.error().code, Errc::invalid_argument);
  EXPECT_EQ(refused.error().text, "port 1 has no routing method {0}");
}

TEST_F(ServerSettingsTest, settings_of_all_ports_outlive_the_server) {
  set_port(1, [](auto& patch) { patch.csid = "first"; });
  set_port(2, [](auto& patch) { patch.rings = 7; });
  server_.kill();
  server_.start();
  EXPECT_EQ(server_.service().port_settings(PortId{1})->csid, "first");
  EXPECT_EQ(server_.service().port_settings(PortId{2})->rings, 7);
  EXPECT_EQ(server_.service().port_settings(PortId{2})->name, "loop-2");
}

TEST_F(ServerSettingsTest, the_header_line_is_printed_while_branding_is_on) {
  ASSERT_EQ(send().state, JobState::sent);
  server_.without_header();
  ASSERT_EQ(send().state, JobState::sent);
  const auto got = server_.received();
  ASSERT_THAT(got, SizeIs(2));
  const auto first_rows_are_white = [&](const Job& job) {
    const TempFolder folder;
    std::ofstream(folder / "got.tif", std::ios::binary) << *server_.service().document(job.id, DocumentFormat::tiff);
    const auto bits = *decode_page(*read_page(folder / "got.tif", 1));
    return std::all_of(bits.rows.begin(), bits.rows.begin() + static_cast<std::ptrdiff_t>(bits.row_bytes()) * 30,
                       [](auto byte) { return byte == 0; });
  };
  EXPECT_FALSE(first_rows_are_white(got[0]));
  EXPECT_TRUE(first_rows_are_white(got[1]));  // as they were sent
}

TEST_F(ServerSettingsTest, the_identity_is_the_documents_where_that_is_allowed) {
  auto fax = VirtualServer::fax_of({page_});
  fax.tsid = "+49 40 7";
  EXPECT_FALSE(server_.service().server()->settings.use_device_tsid);
  ASSERT_EQ(send(fax).state, JobState::sent);
  ASSERT_TRUE(set([](auto& patch) { patch.use_device_tsid = true; }));
  ASSERT_EQ(send(fax).state, JobState::sent);
  const auto got = server_.received();
  ASSERT_THAT(got, SizeIs(2));
  EXPECT_EQ(got[0].remote_id, "+49 40 7");
  EXPECT_EQ(got[1].remote_id, "1001");
}

TEST_F(ServerSettingsTest, what_the_port_announces_is_cleaned_and_shown_to_the_caller) {
  EXPECT_EQ(set_port(2, [](auto& patch) { patch.csid = "Ä+49\n30 123456789012345678901"; }).csid,
            "+4930 12345678901234");
  EXPECT_EQ(send().attempts.at(0).remote_id, "+4930 12345678901234");
}

}  // namespace
}  // namespace caselli
