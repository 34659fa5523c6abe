#pragma once
// T.30 frames as words: names, and the parameters inside DIS and DCS (T.30 table 2).
// Frames are whole: address, control, FCF, FIF; without the FCS.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/job.h"

namespace caselli::fax {

using Frame = std::span<const std::uint8_t>;

// Facsimile control field without the X bit (T.30 5.3.6.1), 0 for a frame without one.
int fcf_of(Frame frame);
// FCF2 of PPS and EOR: what follows the page; 0 (NULL) inside it.
int fcf2_of(Frame frame);

// Bit `n` of DIS, DCS, counted from 1 as in T.30 table 2; false behind the frame's end.
bool fif_bit(Frame frame, int n);

bool is_image_data(Frame frame);   // FCD: coded data of an ECM page
bool is_page_return(Frame frame);  // RCP: the end of such data

// What a DCS (or CTC, as far as it goes) sets for the pages that follow.
struct PageTerms {
  int bit_rate = 0;
  std::string_view modem;  // V.17 V.29 V.27ter
  bool ecm = false;
  int frame_octets = 256;  // of an ECM frame
  Compression coding = Compression::mh;
  int width = 1728;
  std::string_view resolution = "204x98";
};
PageTerms terms_of(Frame dcs);

// The characters of CSI, TSI, SUB ..., turned round again and without the padding.
std::string identity_of(Frame frame);

// Who made the far machine, as far as NSF or NSS (T.35 codes) says so.
struct Maker {
  std::string country, vendor, model;
};
Maker maker_of(Frame nsf);

std::string name_of_frame(Frame frame);    // DIS, PPS-EOP ...
std::string detail_of_frame(Frame frame);  // parameters in words, then the frame in hex

}  // namespace caselli::fax
