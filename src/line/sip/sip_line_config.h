#pragma once
// What a SIP line is set to. Plain values.

#include <string>
#include <vector>

#include "core/media.h"
#include "line/sip/call_capture.h"
#include "media/media_network.h"
#include "media/udptl.h"
#include "sip/call_leg.h"
#include "sip/media_answer.h"
#include "sip/sip_settings.h"

namespace caselli {

struct SipLineConfig {
  SipTrunkSettings trunk;          // its name is the line's
  std::string from;                // number or URI shown to who is called; empty: the trunk's user
  std::string media_address;       // numeric; where media is received
  std::string advertised_address;  // what SDP says instead, behind NAT; empty: media_address
  PortRange media_ports{30'000, 39'999};
  std::vector<AudioCodec> codecs{AudioCodec::pcma, AudioCodec::pcmu};
  bool srtp = false;  // audio only with SDES keys (RTP/SAVP)
  UdptlParameters udptl;
  T38Terms t38{.max_datagram = 1400, .error_correction = {T38ErrorCorrection::redundancy, T38ErrorCorrection::fec}};
  sip::LegRules rules;
  sip_line::CaptureFolder captures;  // of failed calls
};

}  // namespace caselli
