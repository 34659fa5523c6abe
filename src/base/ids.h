#pragma once
// Numbers that must not be mixed up, each as its own type.

#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace caselli {

template <class Tag>
struct Id {
  std::int64_t value = 0;  // 0 is none
  constexpr auto operator<=>(const Id&) const = default;
  constexpr explicit operator bool() const { return value != 0; }
  std::string text() const { return std::to_string(value); }
  // Decimal digits only, within 1..2^31-1 (a FaxCom client sees ids as 32-bit LONG).
  static std::optional<Id> parse(std::string_view digits) {
    std::int64_t number = 0;
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (bad != std::errc{} || end != digits.data() + digits.size() || number < 1 || number > 0x7FFFFFFF) return {};
    return Id{number};
  }
};

using PortId = Id<struct PortTag>;  // permanent number of a port (FaxCom: DeviceId)
using JobId = Id<struct JobTag>;    // a fax, sent or received (FaxCom: JobId)

}  // namespace caselli

template <class Tag>
struct std::hash<caselli::Id<Tag>> {
  std::size_t operator()(caselli::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
