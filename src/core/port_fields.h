#pragma once
// Everything visible of a port, once. REST, events, /v1/port-fields, CLI and dashboard
// columns, metrics and the manual are made from this list; a new property is its member in
// PortStatus, its row here and the line that fills it.

#include <string_view>
#include <tuple>

#include "core/port_status.h"

namespace caselli {

template <class T>
struct Field {
  std::string_view name;  // JSON
  T PortStatus::*member;
  std::string_view type;  // int, string, enum, instant, number, bool; `|null` when it may be
  std::string_view unit;
  std::string_view help;
};
template <class T>
Field(std::string_view, T PortStatus::*, std::string_view, std::string_view, std::string_view) -> Field<T>;

inline constexpr std::tuple kPortFields{
    Field{"port", &PortStatus::port, "int", "", "Permanent number of the port"},
    Field{"name", &PortStatus::name, "string", "", "Display name of the port"},
    Field{"line", &PortStatus::line, "string", "", "Line the port belongs to"},
    Field{"state", &PortStatus::state, "enum", "", "What the port is doing"},
    Field{"description", &PortStatus::description, "string", "", "The state in words"},
    Field{"since", &PortStatus::since, "instant", "", "When the state began"},
    Field{"direction", &PortStatus::direction, "enum", "", "none, send or receive"},
    Field{"job", &PortStatus::job, "string|null", "", "The fax being moved"},
    Field{"attempt", &PortStatus::attempt, "int", "", "1 for the first attempt to send it"},
    Field{"address", &PortStatus::address, "string", "", "Number dialled (sending)"},
    Field{"callerId", &PortStatus::caller_id, "string", "", "Who calls (receiving)"},
    Field{"routing", &PortStatus::routing, "string", "", "Number called, and what follows it (receiving)"},
    Field{"tsid", &PortStatus::tsid, "string", "", "Identity of the sending station (T.30 TSI)"},
    Field{"csid", &PortStatus::csid, "string", "", "Identity of the called station (T.30 CSI)"},
    Field{"senderName", &PortStatus::sender_name, "string", "", "Sender's name, from the job"},
    Field{"recipientName", &PortStatus::recipient_name, "string", "", "Recipient's name, from the job"},
    Field{"documentName", &PortStatus::document_name, "string", "", "Document's name, from the job"},
    Field{"documentBytes", &PortStatus::document_bytes, "int", "bytes", "Size of the outgoing document"},
    Field{"submittedAt", &PortStatus::submitted_at, "instant|null", "", "When the fax was queued"},
    Field{"startedAt", &PortStatus::started_at, "instant|null", "", "When call set-up began"},
    Field{"page", &PortStatus::page, "int", "", "Page in progress, counted from 1; 0 outside a page"},
    Field{"pages", &PortStatus::pages, "int", "", "Pages in all when known, else 0"},
    Field{"pagesDone", &PortStatus::pages_done, "int", "", "Pages confirmed by the receiving end"},
    Field{"pageBytes", &PortStatus::page_bytes, "int", "bytes", "Bytes of the page in progress that have crossed"},
    Field{"pageBytesTotal", &PortStatus::page_bytes_total, "int", "bytes", "Size of that page; 0 when unknown"},
    Field{"percent", &PortStatus::percent, "number|null", "%", "Of the whole document, when its size is known"},
    Field{"etaSeconds", &PortStatus::eta_seconds, "number|null", "s", "Time to the end of the call"},
    Field{"transport", &PortStatus::transport, "enum", "", "none, audio or t38"},
    Field{"modem", &PortStatus::modem, "string", "", "V.17, V.29 or V.27ter"},
    Field{"bitRate", &PortStatus::bit_rate, "int", "bit/s", "Rate in use; 0 before training is confirmed"},
    Field{"ecm", &PortStatus::ecm, "bool", "", "Error correction mode was agreed"},
    Field{"compression", &PortStatus::compression, "string", "", "MH, MR or MMR"},
    Field{"resolution", &PortStatus::resolution, "string", "dots/inch", "Across x down, as 204x196"},
    Field{"pageWidth", &PortStatus::page_width, "int", "px", "Width of the page"},
    Field{"badRows", &PortStatus::bad_rows, "int", "rows", "Rows received damaged in this call"},
    Field{"ppr", &PortStatus::ppr, "int", "", "Partial page requests (T.30 PPR) in this call"},
    Field{"rtn", &PortStatus::rtn, "int", "", "Pages refused for quality (T.30 RTN) in this call"},
    Field{"ftt", &PortStatus::ftt, "int", "", "Failures to train (T.30 FTT) in this call"},
    Field{"dcsAttempts", &PortStatus::dcs_attempts, "int", "", "Times parameters were offered (T.30 DCS) in this call"},
    Field{"packetsLost", &PortStatus::packets_lost, "int", "", "Media packets that never came"},
    Field{"packetsRecovered", &PortStatus::packets_recovered, "int", "", "Lost packets restored by redundancy"},
    Field{"jitterMs", &PortStatus::jitter_ms, "number", "ms", "Variation of the arrival of media"},
    Field{"remoteCountry", &PortStatus::remote_country, "string", "", "Country of the far machine (T.30 NSF)"},
    Field{"remoteVendor", &PortStatus::remote_vendor, "string", "", "Maker of the far machine (T.30 NSF)"},
    Field{"remoteModel", &PortStatus::remote_model, "string", "", "Model of the far machine (T.30 NSF)"},
    Field{"lastFrame", &PortStatus::last_frame, "string", "", "Last T.30 frame: > sent, < heard"},
    Field{"revision", &PortStatus::revision, "int", "", "Grows with every published change of the server"},
};

}  // namespace caselli
