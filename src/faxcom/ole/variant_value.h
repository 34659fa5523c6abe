#pragma once
// The steps of VariantChangeType: what a text says, and how numbers and dates are written.
// All as in the United States, whatever the language of the process.

#include <faxcom/oleauto.h>

#include <optional>
#include <string>
#include <string_view>

namespace caselli::ole {

using Text = std::basic_string_view<OLECHAR>;

// Holds every number a VARIANT can hold: 64 bits of a whole number and the four places of a
// currency exactly, as long as the platform's long double has 64 bits for them.
using Number = long double;

// `12`, ` -1,234.5 `, `(12)`, `1.5E-3`, `$3`, `&HFF`, `&O17`. Nothing: it is no number.
std::optional<Number> number_in(Text text);
// `1/31/2026`, `2026-01-31`, `1/31/2026 3:04:05 PM`, `15:04`. Nothing: it is no date.
std::optional<DATE> date_in(Text text);

std::string text_of_real(double value, int digits);  // `0.5`, `1E+20`
std::string text_of_currency(LONGLONG ten_thousandths);
std::string text_of_decimal(const DECIMAL& value);
std::string text_of_date(DATE date);  // date, time or both; empty: it is no date

Number number_of(const DECIMAL& value);

}  // namespace caselli::ole
