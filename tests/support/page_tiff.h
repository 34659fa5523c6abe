#pragma once
// Tags of a fax page for test files, set in one place.

#include <tiffio.h>

namespace caselli::test {

// One bilevel page in one T.6 strip, 204 dots an inch across and `y_dpi` down.
inline void describe_page(TIFF* file, int width, int rows, double y_dpi = 196.0) {
  TIFFSetField(file, TIFFTAG_SUBFILETYPE, FILETYPE_PAGE);
  TIFFSetField(file, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(file, TIFFTAG_IMAGELENGTH, rows);
  TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, rows);
  TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(file, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
  TIFFSetField(file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField(file, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
  TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(file, TIFFTAG_XRESOLUTION, 204.0);
  TIFFSetField(file, TIFFTAG_YRESOLUTION, y_dpi);
  TIFFSetField(file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
}

}  // namespace caselli::test
