#pragma once
// Certificates for tests of TLS, made by the openssl program.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "sip/sip_settings.h"
#include "support/temp_folder.h"

namespace caselli {

// An authority and certificates it signed, in a folder of their own.
class TestCertificates {
 public:
  TestCertificates() { authority("ca"); }

  void authority(const std::string& name) {
    run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout " + name + ".key -out " + name +
        ".pem -days 2 -subj /CN=" + name);
  }
  // Signed by `authority`; negative days: it has expired.
  SipTlsSettings certificate(const std::string& name, const std::string& authority, const std::string& validity,
                             const std::string& host = "127.0.0.1") {
    run("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout " + name + ".key -out " + name +
        ".csr -subj /CN=" + host);
    run("x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority + ".key -CAcreateserial -out " +
        name + ".pem " + validity);
    SipTlsSettings out;
    out.certificate_file = folder_ / (name + ".pem");
    out.key_file = folder_ / (name + ".key");
    out.authorities_file = folder_ / "ca.pem";
    return out;
  }

 private:
  void run(const std::string& arguments) const {
    const std::string command = "cd " + folder_.path().string() + " && openssl " + arguments + " >log 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }
  TempFolder folder_;
};

}  // namespace caselli
