// DATE and the calendar. The whole part of a DATE counts days from 30 December 1899, the
// fraction is the time of day, and is added away from zero before that day.

#include <faxcom/oleauto.h>

#include <chrono>
#include <cmath>

namespace {

using std::chrono::sys_days;
constexpr sys_days kDayZero{std::chrono::year{1899} / 12 / 30};
constexpr double kMillisecondsOfDay = 86'400'000.0;
constexpr double kFirst = -657434.0, kEnd = 2958466.0;  // years 100 to 9999

}  // namespace

INT SystemTimeToVariantTime(const SYSTEMTIME* time, DATE* date) {
  if (!time || !date) return 0;
  const std::chrono::year_month_day day{std::chrono::year{time->wYear}, std::chrono::month{time->wMonth},
                                        std::chrono::day{time->wDay}};
  if (time->wYear < 100 || time->wYear > 9999 || !day.ok()) return 0;
  if (time->wHour > 23 || time->wMinute > 59 || time->wSecond > 59 || time->wMilliseconds > 999) return 0;
  const double days = static_cast<double>((sys_days{day} - kDayZero).count());
  const double of_day =
      (((time->wHour * 60.0 + time->wMinute) * 60 + time->wSecond) * 1000 + time->wMilliseconds) / kMillisecondsOfDay;
  *date = days < 0 ? days - of_day : days + of_day;
  return 1;
}

INT VariantTimeToSystemTime(DATE date, SYSTEMTIME* time) {
  if (!time || !(date > kFirst - 1 && date < kEnd)) return 0;
  double days = std::trunc(date);
  double milliseconds = std::round(std::fabs(date - days) * kMillisecondsOfDay);
  if (milliseconds == kMillisecondsOfDay) {  // rounded up to midnight
    milliseconds = 0;
    days += 1;
  }
  const sys_days day = kDayZero + std::chrono::days{static_cast<int>(days)};
  const std::chrono::year_month_day calendar{day};
  const auto of_day = static_cast<unsigned>(milliseconds);
  *time = SYSTEMTIME{static_cast<WORD>(static_cast<int>(calendar.year())),
                     static_cast<WORD>(static_cast<unsigned>(calendar.month())),
                     static_cast<WORD>(std::chrono::weekday{day}.c_encoding()),
                     static_cast<WORD>(static_cast<unsigned>(calendar.day())),
                     static_cast<WORD>(of_day / 3'600'000),
                     static_cast<WORD>(of_day / 60'000 % 60),
                     static_cast<WORD>(of_day / 1000 % 60),
                     static_cast<WORD>(of_day % 1000)};
  return 1;
}
