#pragma once
// Grey made black and white for a fax line. Letters and lines stay sharp; pictures get a
// clustered-dot screen of about 64 lines per inch: long runs, which the T.4 and T.6 codings
// need. (Fine ordered dither would triple a picture's time on the line.)

#include "document/gray_image.h"

namespace caselli {

// The picture as pixels at `y_dpi` (98, 196, 391), same size.
PageBits halftoned(const GrayImage& image, int y_dpi);

// The picture cut at one level: below it is black. For glyphs drawn with smooth edges.
PageBits cut_at(const GrayImage& image, std::uint8_t level, int y_dpi);

// `bits` centred on white paper of another width; wider ones lose both edges.
PageBits on_paper(const PageBits& bits, int width);

}  // namespace caselli
