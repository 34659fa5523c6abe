#pragma once
// Opens TIFF files for reading without leaking their descriptor to child processes.

#include <fcntl.h>
#include <tiffio.h>

#include <string>

#include "base/handle.h"

namespace caselli::fax {

using Tiff = Handle<TIFF, &TIFFClose>;

// libtiff tells its complaints to the process' standard error unless told otherwise. Here
// each use checks what it gets, and SpanDSP's own use cannot be given a handler.
void silence_libtiff();

// Null when the file cannot be opened or is no TIFF.
inline Tiff open_tiff(const std::string& path) {
  FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file) return nullptr;
  Tiff tiff{TIFFFdOpen(file.get(), path.c_str(), "r")};
  if (tiff) file.release();
  return tiff;
}

}  // namespace caselli::fax
