#pragma once
// The rows behind settings.h.

#include <limits>
#include <string_view>
#include <tuple>

#include "app/settings.h"

namespace caselli {

template <class Owner, class T>
struct Row {
  std::string_view name;
  T Owner::*member;
  std::string_view help;
  std::string_view choices = {};  // texts: those allowed, separated by a space
  double least = 0;               // numbers
  double most = std::numeric_limits<int>::max();
};
template <class Owner, class T>
Row(std::string_view, T Owner::*, std::string_view) -> Row<Owner, T>;
template <class Owner, class T>
Row(std::string_view, T Owner::*, std::string_view, std::string_view) -> Row<Owner, T>;
template <class Owner, class T>
Row(std::string_view, T Owner::*, std::string_view, std::string_view, double, double) -> Row<Owner, T>;

template <class Owner, class Rows>
struct Table {
  std::string_view name;
  Owner Settings::*member;
  Rows rows;
};
template <class Owner, class Rows>
Table(std::string_view, Owner Settings::*, Rows) -> Table<Owner, Rows>;

inline constexpr std::tuple kLineRows{
    Row{"name", &LineSettings::name, "Name of the line; numbers may end in @NAME to ask for it"},
    Row{"kind", &LineSettings::kind, "What the line is", "loopback sip"},
    Row{"ports", &LineSettings::ports, "Calls at a time: so many ports", "", 1, 2000},
    Row{"tsid", &LineSettings::tsid, "Identity shown when sending, at most 20 printable ASCII characters"},
    Row{"csid", &LineSettings::csid, "Identity shown when called, likewise"},
    Row{"send", &LineSettings::send, "Whether its ports send"},
    Row{"receive", &LineSettings::receive, "Whether its ports take calls"},
    Row{"received_folder", &LineSettings::received_folder,
        "Full path of a folder that gets a copy of each fax received, while the port's routing method is on; empty: "
        "DATA/received, and the method is off until someone switches it on"},
    Row{"ecm", &LineSettings::ecm, "Whether error correction mode is offered and taken"},
    Row{"max_rate", &LineSettings::max_rate, "Highest rate in bit/s", "", 2400, 14400},
    Row{"compression", &LineSettings::compression, "Highest coding of pages; MMR needs ecm", "MH MR MMR"},
    Row{"transport", &LineSettings::transport, "Loopback: how the media travels", "audio t38"},
    Row{"speed", &LineSettings::speed, "Loopback: 1 real time, N times faster, 0 as fast as the machine goes", "", 0,
        1000},
    Row{"delay_ms", &LineSettings::delay_ms, "Loopback: time on the way, each direction", "", 0, 2000},
    Row{"loss_percent", &LineSettings::loss_percent, "Loopback: share of media that is lost", "", 0, 100},
    Row{"peer", &LineSettings::peer,
        "SIP: where to call, and accepted as a source: \"sip:pbx.example:5060;transport=udp\""},
    Row{"listen", &LineSettings::listen, "SIP: addresses, as \"udp:0.0.0.0:5060\" or \"tls:[::]:5061\""},
    Row{"accept_from", &LineSettings::accept_from, "SIP: addresses and networks that may call besides the peer"},
    Row{"username", &LineSettings::username, "SIP: account"},
    Row{"password", &LineSettings::password, "SIP: its password; file:PATH and env:NAME keep it elsewhere"},
    Row{"register", &LineSettings::registers, "SIP: whether the peer is told where we are"},
    Row{"expires", &LineSettings::expires, "SIP: seconds a registration is asked for", "", 30, 86'400},
    Row{"from", &LineSettings::from, "SIP: number or URI shown to who is called; empty: username"},
    Row{"called_from", &LineSettings::called_from, "SIP: where the called number stands", "request-uri to"},
    Row{"t38", &LineSettings::t38, "SIP: asked for in a re-INVITE, in the first INVITE, or never",
        "reinvite first off"},
    Row{"error_correction", &LineSettings::error_correction, "SIP: of T.38 packets", "redundancy fec none"},
    Row{"redundancy", &LineSettings::redundancy, "SIP: packets repeated in each T.38 packet", "", 0, 8},
    Row{"codecs", &LineSettings::codecs, "SIP: audio, in order of liking"},
    Row{"media_ports", &LineSettings::media_ports, "SIP: UDP ports of audio and T.38"},
    Row{"advertise", &LineSettings::advertise, "SIP: address in SDP and Contact, behind NAT"},
    Row{"tls_ca", &LineSettings::tls_ca, "SIP: who may have signed the peer's certificate (PEM); empty: the system's"},
    Row{"tls_cert", &LineSettings::tls_cert, "SIP: own certificate (PEM)"},
    Row{"tls_key", &LineSettings::tls_key, "SIP: its private key (PEM)"},
    Row{"srtp", &LineSettings::srtp, "SIP: audio encrypted with keys from SDP, and never in clear"},
    Row{"pcap_of_failed_calls", &LineSettings::pcap_of_failed_calls,
        "SIP: what crossed the network in a call whose fax failed is kept in DATA/pcap, without passwords and keys"},
};

inline constexpr std::tuple kRouteRows{
    Row{"pattern", &DialRow::pattern,
        "Numbers it takes: digits + * #, X (0-9), Z (1-9), N (2-9), ? (any), [2-47], and . for the rest"},
    Row{"lines", &DialRow::lines, "Names of lines, the first is tried first"},
    Row{"strip", &DialRow::strip, "Characters of the number left out in front", "", 0, 64},
    Row{"prefix", &DialRow::prefix, "Put in front of what is left"},
    Row{"dial", &DialRow::dial, "Instead of strip and prefix: what is dialled; {rest} is what the . took"},
    Row{"forbidden", &DialRow::forbidden, "Why such numbers may not be called; without lines then"},
};

inline constexpr std::tuple kTables{
    Table{
        "server", &Settings::server,
        std::tuple{
            Row{"listen", &ListenSettings::listen, "Address and port of the REST API"},
            Row{"data", &ListenSettings::data,
                "Folder of everything that is kept; empty: /var/lib/caselli for root, else ~/.local/share/caselli"},
            Row{"tls_cert", &ListenSettings::tls_cert, "Certificate chain (PEM); with tls_key the API speaks TLS only"},
            Row{"tls_key", &ListenSettings::tls_key, "Private key of it (PEM)"},
        }},
    Table{"store", &Settings::store,
          std::tuple{
              Row{"url", &StoreSettings::url, "Where jobs are kept: \"sqlite:\" is a database in the data folder"},
          }},
    Table{"retry", &Settings::retry,
          std::tuple{
              Row{"tries", &RetrySettings::tries, "Answered calls that may fail, before a fax is given up", "", 1, 100},
              Row{"dials", &RetrySettings::dials, "Calls in all, answered or not, before it is given up", "", 1, 1000},
              Row{"calls_per_number", &RetrySettings::calls_per_number, "Calls at a time to one number", "", 1, 1000},
              Row{"method_days", &RetrySettings::method_days,
                  "How long a far end that needs audio, or faxes without ECM or V.17, is remembered; 0: not", "", 0,
                  3650},
          }},
    Table{"limits", &Settings::limits,
          std::tuple{
              Row{"upload_mb", &LimitSettings::upload_mb, "Largest request", "", 1, 100'000},
              Row{"pages", &LimitSettings::pages, "Pages of one fax", "", 1, 100'000},
              Row{"conversion_seconds", &LimitSettings::conversion_seconds, "Time to convert one fax's documents", "",
                  1, 36'000},
              Row{"conversion_memory_mb", &LimitSettings::conversion_memory_mb, "Memory of a conversion", "", 64,
                  1'000'000},
              Row{"conversions", &LimitSettings::conversions, "Requests worked on at a time", "", 1, 256},
              Row{"connections", &LimitSettings::connections, "Connections to the API at a time", "", 8, 100'000},
          }},
    Table{"log", &Settings::log,
          std::tuple{
              Row{"level", &LogSettings::level, "Least level written to standard error", "debug info warn error"},
          }},
};

}  // namespace caselli
