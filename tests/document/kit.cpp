#include "kit.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <tiffio.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace caselli::test {

std::filesystem::path chart(int number) {
  return std::filesystem::path{CASELLI_TEST_DATA} / "charts" / fmt::format("itu{}.tif", number);
}
std::filesystem::path sample(const std::string& name) {
  return std::filesystem::path{CASELLI_TEST_DATA} / "documents" / name;
}

double Pixels::black() const {
  double count = 0;
  for (const auto& row : rows) count += static_cast<double>(std::count(row.begin(), row.end(), '1'));
  return count / width / length;
}
int Pixels::top() const {
  for (int y = 0; y < length; ++y)
    if (rows[static_cast<std::size_t>(y)].find('1') != std::string::npos) return y;
  return -1;
}
int Pixels::bottom() const {
  for (int y = length - 1; y >= 0; --y)
    if (rows[static_cast<std::size_t>(y)].find('1') != std::string::npos) return y;
  return -1;
}
int Pixels::left() const {
  std::size_t least = std::string::npos;
  for (const auto& row : rows) least = std::min(least, row.find('1'));
  return least == std::string::npos ? -1 : static_cast<int>(least);
}
int Pixels::right() const {
  int most = -1;
  for (const auto& row : rows)
    if (const auto at = row.rfind('1'); at != std::string::npos) most = std::max(most, static_cast<int>(at));
  return most;
}

std::vector<Pixels> pixels_of(const std::filesystem::path& file) {
  std::vector<Pixels> pages;
  TIFF* tiff = TIFFOpen(file.c_str(), "rm");
  if (!tiff) {
    ADD_FAILURE() << "libtiff cannot open " << file;
    return pages;
  }
  do {
    Pixels page;
    std::uint32_t width = 0, length = 0;
    std::uint16_t photometric = 0, bits = 1, samples = 1, unit = 2;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &length);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
    TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &page.x_dpi);
    TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &page.y_dpi);
    EXPECT_EQ(bits, 1);
    EXPECT_EQ(samples, 1);
    page.width = static_cast<int>(width);
    page.length = static_cast<int>(length);
    std::vector<std::uint8_t> line(static_cast<std::size_t>(TIFFScanlineSize(tiff)));
    for (std::uint32_t y = 0; y < length; ++y) {
      EXPECT_EQ(TIFFReadScanline(tiff, line.data(), y, 0), 1) << file << " row " << y;
      std::string row(width, '0');
      for (std::uint32_t x = 0; x < width; ++x)
        if ((line[x / 8] >> (7 - x % 8) & 1) != photometric) row[x] = '1';
      page.rows.push_back(std::move(row));
    }
    pages.push_back(std::move(page));
  } while (TIFFReadDirectory(tiff) == 1);
  TIFFClose(tiff);
  return pages;
}

std::string output_of(const std::string& command, int* status) {
  std::string text;
  std::FILE* pipe = popen(command.c_str(), "re");
  if (!pipe) return text;
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, n);
  const int ended = pclose(pipe);
  if (status) *status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
  return text;
}

Result<ConvertedDocument> convert_one(const std::filesystem::path& file, const TempFolder& work,
                                      const std::string& media_type, Resolution resolution,
                                      const ConversionLimits& limits) {
  return convert_documents({{file, file.filename().string(), media_type}}, resolution, work.path(), limits);
}

InSmallDisk in_small_disk(const std::filesystem::path& folder, std::size_t bytes,
                          bool (*body)(const std::filesystem::path&)) {
  const pid_t pid = fork();
  if (pid == 0) {
    const auto uid = getuid();
    const auto gid = getgid();
    if (unshare(CLONE_NEWNS | (uid == 0 ? 0 : CLONE_NEWUSER)) != 0) _exit(2);
    if (uid != 0) {  // in a user namespace of its own it may mount, and is who it was
      write_file("/proc/self/setgroups", "deny");
      write_file("/proc/self/uid_map", fmt::format("{0} {0} 1", uid));
      write_file("/proc/self/gid_map", fmt::format("{0} {0} 1", gid));
    }
    if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) _exit(2);
    if (mount("small", folder.c_str(), "tmpfs", 0, fmt::format("size={}", bytes).c_str()) != 0) _exit(2);
    _exit(body(folder) ? 0 : 1);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  if (!WIFEXITED(status)) return InSmallDisk::bad;
  return WEXITSTATUS(status) == 0   ? InSmallDisk::good
         : WEXITSTATUS(status) == 2 ? InSmallDisk::cannot
                                    : InSmallDisk::bad;
}

std::string child_processes() {
  std::string all;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task"))
    all += read_file(task.path() / "children");
  return all;
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream{file, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace caselli::test
