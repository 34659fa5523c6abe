#include "cli/fax_diagnosis.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/ladder.h"

namespace caselli::cli {
namespace {

using enum Outcome;

constexpr Transport kAny = Transport::none;
constexpr Transport kAudio = Transport::audio;
constexpr Transport kT38 = Transport::t38;

// From the particular to the general.
constexpr DiagnosisRow kTable[] = {
    // Before the answer: what the network said.
    {none, 401, kAny, Sign::none, "the trunk asked for a password and refused ours",
     "correct `username` and `password` of the line; `caselli doctor` shows whether it is registered"},
    {none, 407, kAny, Sign::none, "the proxy asked for a password and refused ours",
     "correct `username` and `password` of the line"},
    {none, 402, kAny, Sign::none, "the carrier wants to be paid", "see to the account at the carrier"},
    {none, 403, kAny, Sign::none, "the trunk knows us and forbids this call",
     "ask whether the account may call such numbers, and show a number that is its own (`from`)"},
    {none, 404, kAny, Sign::none, "the far end does not know the number",
     "compare the number in the INVITE below with what the trunk wants: digits, +, prefix ([[route]] strip and "
     "prefix)"},
    {none, 410, kAny, Sign::none, "the number was given up", "ask the recipient for the new one"},
    {none, 408, kAny, Sign::nothing_came, "not one answer came to our INVITE",
     "see that `peer` is right and runs, and that no firewall stops SIP in either direction"},
    {none, 408, kAny, Sign::none, "somebody on the way waited in vain for the next one",
     "nothing on this side: try again later, or tell the trunk's operator the time of the call"},
    {none, 415, kAny, Sign::none, "the far end takes none of the media we offered",
     "try `t38 = \"reinvite\"` (audio first), and PCMU and PCMA in `codecs`"},
    {none, 420, kAny, Sign::none, "the far end does not know an extension that we asked for",
     "see the header Unsupported below, and tell the trunk's operator"},
    {none, 422, kAny, Sign::none, "the far end wants longer session timers than we accept",
     "see the header Min-SE below"},
    {none, 480, kAny, Sign::none, "the number is known, but nobody is there to take the call",
     "is the device on and registered? Several faxes at once may also fill its lines"},
    {none, 482, kAny, Sign::none, "the call came back to where it had been",
     "the PBX sends the number to us again: correct its routes"},
    {none, 483, kAny, Sign::none, "the call went in circles until it was stopped",
     "two systems send the number to each other: correct their routes"},
    {none, 484, kAny, Sign::none, "the number is too short for the trunk",
     "give it with area or country code, or add it by [[route]] prefix"},
    {none, 486, kAny, Sign::none, "the far end is in another call, or all lines of it are",
     "nothing: it is called again. If it lasts, fewer calls at a time ([retry] calls_per_number)"},
    {none, 600, kAny, Sign::none, "the far end is busy at all its places", "nothing: it is called again"},
    {none, 488, kAny, Sign::none, "the far end takes none of the media we offered",
     "compare the m= lines below: try `t38 = \"reinvite\"` (audio first), another of `codecs`, or `srtp` as it wants"},
    {none, 606, kAny, Sign::none, "the far end takes none of the media we offered",
     "try `t38 = \"reinvite\"` (audio first), and PCMU and PCMA in `codecs`"},
    {none, 500, kAny, Sign::none, "the trunk made a mistake of its own", "tell its operator; see the header Warning"},
    {none, 501, kAny, Sign::none, "the trunk cannot do what was asked",
     "see that `peer` names a proxy, not a web server"},
    {none, 502, kAny, Sign::none, "the trunk got nonsense from the next one", "tell the trunk's operator"},
    {none, 503, kAny, Sign::nothing_came, "the trunk's address was not found or let no connection in",
     "see `peer`, its port and transport; `caselli doctor` looks its name up"},
    {none, 503, kAny, Sign::none, "the trunk is overloaded, or all its channels are taken",
     "fewer `ports` than the trunk has channels; a second line in `lines` of the [[route]] takes over"},
    {none, 504, kAny, Sign::none, "the trunk did not reach the next one", "try again later; tell the trunk's operator"},
    {none, 603, kAny, Sign::none, "the far end declined the call",
     "it may want another caller number (`from`), or bar faxes: ask the recipient"},
    {none, 607, kAny, Sign::none, "the far end blocks our number", "ask the recipient to let it in"},
    {none, 608, kAny, Sign::none, "the carrier's filter took us for unwanted calls",
     "ask the carrier of the far end to clear the number (`from`)"},

    // After the answer: what the fax came to.
    {cut_off, 0, kAny, Sign::dropped_at_32, "the call dropped half a minute after the answer: an ACK got lost",
     "behind NAT, set `advertise` to the public address; let the firewall's SIP helper (ALG) be off"},
    {no_carrier, 0, kT38, Sign::no_frame_came, "T.38 was agreed on, but no T.30 frame came from the far end",
     "UDP does not reach us: see `advertise`, and that the firewall lets media_ports in"},
    {no_carrier, 0, kAudio, Sign::no_frame_came, "the call was answered, but no fax was heard",
     "no sound reaches us (see `advertise`, media_ports and the firewall), or a person answered"},
    {not_a_fax, 0, kAny, Sign::no_frame_came, "the call was answered, but no fax was heard",
     "call the number with a phone. When a fax answers there, its sound does not reach us: see `advertise`"},
    {training_failed, 0, kAudio, Sign::t38_refused,
     "the far end refused T.38, and in audio its modem did not understand ours",
     "let the trunk or gateway allow T.38; else PCMA or PCMU end to end, no echo cancelling, and `max_rate = 9600`"},
    {training_failed, 0, kAudio, Sign::none, "the modems did not understand each other over audio",
     "allow T.38 (`t38 = \"reinvite\"`); else G.711 end to end without silence suppression, and `max_rate = 9600`"},
    {training_failed, 0, kT38, Sign::none, "the gateway's modem and the far machine's did not understand each other",
     "try `max_rate = 9600`: the telephone line behind the gateway is poor"},
    {page_failed, 0, kAudio, Sign::none, "pages were damaged on the way, in audio",
     "audio loses packets or slips: allow T.38, or give the trunk's packets priority (QoS)"},
    {page_failed, 0, kT38, Sign::none, "pages were damaged on the way, in T.38",
     "when packets were lost, try `redundancy = 5` or `error_correction = \"fec\"`; else the line behind the gateway "
     "is poor"},
    {no_carrier, 0, kT38, Sign::none, "packets stopped in the middle of the fax",
     "the network or the gateway stopped: see the time of the last `<` below, and the gateway's log"},
    {no_carrier, 0, kAudio, Sign::none, "the far end fell silent in the middle of the fax",
     "one-way audio after a re-INVITE is usual: compare the c= and m= lines of the messages"},
    {cut_off, 0, kAny, Sign::none, "the far end or the network hung up before the fax was over",
     "see who sent BYE below and its Reason; always after the same time: session timers or a carrier's limit"},
    {negotiation_failed, 0, kT38, Sign::none, "the machines found no common mode in T.38",
     "try `ecm = false`, or `t38 = \"off\"` on a line for this number"},
    {negotiation_failed, 0, kAudio, Sign::none, "the machines found no common mode",
     "try `ecm = false` or `compression = \"MH\"`"},
    {protocol_error, 0, kT38, Sign::none, "a frame came that does not belong there; gateways of poor T.38 do so",
     "try `t38 = \"off\"` for this number: a line of its own and a [[route]] to it"},
    {protocol_error, 0, kAudio, Sign::none, "a frame came that does not belong there",
     "see the last frames below; once only is noise, each time is the far machine"},
    {remote_cancelled, 0, kAny, Sign::none, "the far machine sent DCN or hung up on purpose",
     "its paper, memory or password: ask there"},
    {no_answer, 0, kAny, Sign::none, "it rang, and nobody answered",
     "see that the number is a fax that is switched on"},
};

bool is_frame(const TraceEntry& entry) { return entry.way == '<' && !is_sip(entry); }

const TraceEntry* find_remark(std::span<const TraceEntry> trace, std::string_view what) {
  const auto found =
      std::ranges::find_if(trace, [&](const TraceEntry& entry) { return entry.way == '.' && entry.what == what; });
  return found == trace.end() ? nullptr : &*found;
}

// From the 200 to our INVITE, or ours to theirs, to the end.
bool dropped_at_32(std::span<const TraceEntry> trace) {
  using namespace std::chrono_literals;
  const auto answer = std::ranges::find_if(
      trace, [](const TraceEntry& entry) { return is_sip(entry) && entry.what.starts_with("200"); });
  const auto bye =
      std::ranges::find_if(trace, [](const TraceEntry& entry) { return is_sip(entry) && entry.what == "BYE"; });
  if (answer == trace.end() || bye == trace.end()) return false;
  const auto lasted = bye->at - answer->at;
  return lasted >= 31s && lasted <= 34s;
}

}  // namespace

std::span<const DiagnosisRow> diagnosis_table() { return kTable; }

bool shows(Sign sign, const Attempt& attempt, std::span<const TraceEntry> trace) {
  switch (sign) {
    case Sign::none:
      return true;
    case Sign::nothing_came:
      return !trace.empty() &&
             std::ranges::none_of(trace, [](const TraceEntry& entry) { return entry.way == '<' && is_sip(entry); });
    case Sign::no_frame_came:
      return attempt.answered && !trace.empty() && std::ranges::none_of(trace, is_frame);
    case Sign::t38_refused:
      return find_remark(trace, "t38_refused") != nullptr || find_remark(trace, "t38_unanswered") != nullptr;
    case Sign::dropped_at_32:
      return dropped_at_32(trace);
  }
  return false;
}

const DiagnosisRow* diagnose(const Attempt& attempt, std::span<const TraceEntry> trace) {
  if (row_of(attempt.outcome).good) return nullptr;
  const auto found = std::ranges::find_if(kTable, [&](const DiagnosisRow& row) {
    // A status of an answered call is of its end, not of its beginning.
    return (row.outcome == none || row.outcome == attempt.outcome) &&
           (row.sip_code == 0 || (row.sip_code == attempt.sip_code && !attempt.answered)) &&
           (row.transport == kAny || row.transport == attempt.transport) && shows(row.sign, attempt, trace);
  });
  return found == std::end(kTable) ? nullptr : found;
}

std::string method_text(const Attempt& attempt, std::span<const TraceEntry> trace) {
  if (attempt.transport == Transport::none) return {};
  std::string text = attempt.transport == Transport::t38 ? "T.38" : "audio";
  if (attempt.bit_rate > 0) text += fmt::format(", {} bit/s", attempt.bit_rate);
  if (attempt.answered && attempt.ecm) text += ", ECM";
  struct Note {
    std::string_view what, words;
  };
  constexpr Note kNotes[] = {{"t38_refused", "T.38 was refused"},
                             {"t38_unanswered", "T.38 was asked for and not answered"},
                             {"t38_not_asked", "nobody asked for T.38"}};
  if (attempt.transport == Transport::audio)
    for (const auto& note : kNotes)
      if (const auto* entry = find_remark(trace, note.what))
        return fmt::format("{} ({}{}{})", text, note.words, entry->detail.empty() ? "" : ": ", entry->detail);
  return text;
}

}  // namespace caselli::cli
