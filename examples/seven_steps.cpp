// The seven steps that Microsoft's page for IFaxStatus asks of a client, over the public
// header alone: create a FaxServer, Connect, GetPorts, Count and Item, GetStatus for each
// port, read its properties and Refresh in a loop, Disconnect, release everything.
//
//   seven_steps [SERVER [SECONDS [REFRESHES PER SECOND]]]
//
// SERVER as Connect takes it ("" is this machine). Prints a line for each property that
// changed. Exit 0: all went well and no reference is left; 1: a call failed; 2: usage.

#include <faxcom/faxcom.h>

#include <chrono>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cuchar>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

// UTF-16 in the encoding of the terminal.
std::string text_of(BSTR string) {
  std::string text;
  std::mbstate_t state{};
  for (UINT i = 0; i < SysStringLen(string); ++i) {
    char bytes[16];
    const std::size_t count = std::c16rtomb(bytes, string[i], &state);
    if (count == static_cast<std::size_t>(-1)) {
      text += '?';
      state = {};
    } else {
      text.append(bytes, count);
    }
  }
  return text;
}

// Says what failed and why, in the library's own words, and ends the program.
void check(HRESULT result, const char* what) {
  if (SUCCEEDED(result)) return;
  IErrorInfo* error = nullptr;
  BSTR description = nullptr;
  if (GetErrorInfo(0, &error) == S_OK) {
    error->GetDescription(&description);
    error->Release();
  }
  std::fprintf(stderr, "seven_steps: %s: 0x%08X %s\n", what, static_cast<unsigned>(result),
               text_of(description).c_str());
  SysFreeString(description);
  std::exit(1);
}

// The object a method gave in a VARIANT, as the interface wanted; the VARIANT's own
// reference is released.
template <class Interface>
Interface* object_in(VARIANT& value, REFIID iid) {
  void* object = nullptr;
  check(value.vt == VT_DISPATCH ? value.pdispVal->QueryInterface(iid, &object) : E_UNEXPECTED, "QueryInterface");
  VariantClear(&value);
  return static_cast<Interface*>(object);
}

std::string shown_date(DATE date) {
  SYSTEMTIME time{};
  if (date == 0 || !VariantTimeToSystemTime(date, &time)) return "";
  char text[48];
  std::snprintf(text, sizeof text, "%04u-%02u-%02u %02u:%02u:%02u", time.wYear, time.wMonth, time.wDay, time.wHour,
                time.wMinute, time.wSecond);
  return text;
}

std::string shown_duration(DATE date) {  // a fraction of a day
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", date * 86400);
  return text;
}

std::string read_text(IFaxStatus* status, HRESULT (STDMETHODCALLTYPE IFaxStatus::*get)(BSTR*), const char* name) {
  BSTR value = nullptr;
  check((status->*get)(&value), name);
  std::string text = text_of(value);
  SysFreeString(value);
  return text;
}
std::string read_number(IFaxStatus* status, HRESULT (STDMETHODCALLTYPE IFaxStatus::*get)(LONG*), const char* name) {
  LONG value = 0;
  check((status->*get)(&value), name);
  return std::to_string(value);
}
std::string read_truth(IFaxStatus* status, HRESULT (STDMETHODCALLTYPE IFaxStatus::*get)(BOOL*), const char* name) {
  BOOL value = FALSE;
  check((status->*get)(&value), name);
  return value ? "yes" : "no";
}
DATE read_date(IFaxStatus* status, HRESULT (STDMETHODCALLTYPE IFaxStatus::*get)(DATE*), const char* name) {
  DATE value = 0;
  check((status->*get)(&value), name);
  return value;
}

struct Property {
  const char* name;
  std::string value;
};

// All nineteen. ElapsedTime is the last, since it moves all the time.
std::vector<Property> read_all(IFaxStatus* status) {
  return {
      {"DeviceId", read_number(status, &IFaxStatus::get_DeviceId, "DeviceId")},
      {"DeviceName", read_text(status, &IFaxStatus::get_DeviceName, "DeviceName")},
      {"Description", read_text(status, &IFaxStatus::get_Description, "Description")},
      {"Send", read_truth(status, &IFaxStatus::get_Send, "Send")},
      {"Receive", read_truth(status, &IFaxStatus::get_Receive, "Receive")},
      {"Address", read_text(status, &IFaxStatus::get_Address, "Address")},
      {"CallerId", read_text(status, &IFaxStatus::get_CallerId, "CallerId")},
      {"RoutingString", read_text(status, &IFaxStatus::get_RoutingString, "RoutingString")},
      {"Tsid", read_text(status, &IFaxStatus::get_Tsid, "Tsid")},
      {"Csid", read_text(status, &IFaxStatus::get_Csid, "Csid")},
      {"CurrentPage", read_number(status, &IFaxStatus::get_CurrentPage, "CurrentPage")},
      {"PageCount", read_number(status, &IFaxStatus::get_PageCount, "PageCount")},
      {"DocumentName", read_text(status, &IFaxStatus::get_DocumentName, "DocumentName")},
      {"DocumentSize", read_number(status, &IFaxStatus::get_DocumentSize, "DocumentSize")},
      {"SenderName", read_text(status, &IFaxStatus::get_SenderName, "SenderName")},
      {"RecipientName", read_text(status, &IFaxStatus::get_RecipientName, "RecipientName")},
      {"StartTime", shown_date(read_date(status, &IFaxStatus::get_StartTime, "StartTime"))},
      {"SubmittedTime", shown_date(read_date(status, &IFaxStatus::get_SubmittedTime, "SubmittedTime"))},
      {"ElapsedTime", shown_duration(read_date(status, &IFaxStatus::get_ElapsedTime, "ElapsedTime"))},
  };
}

struct WatchedPort {
  IFaxPort* port = nullptr;
  IFaxStatus* status = nullptr;
  std::vector<Property> last;
};

// Prints what is not as it was; the elapsed time only beside something else.
void print_changes(WatchedPort& watched, double seconds) {
  const std::vector<Property> now = read_all(watched.status);
  bool changed = false;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const bool is_last = i + 1 == now.size();
    if (!watched.last.empty() && (is_last ? !changed : now[i].value == watched.last[i].value)) continue;
    changed = true;
    std::printf("%7.1f s  port %-3s  %-14s %s\n", seconds, now[0].value.c_str(), now[i].name, now[i].value.c_str());
  }
  if (changed) {
    std::fflush(stdout);
    watched.last = now;
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::setlocale(LC_CTYPE, "");
  const double seconds = argc > 2 ? std::atof(argv[2]) : 10;
  const double rate = argc > 3 ? std::atof(argv[3]) : 5;
  if (argc > 4 || seconds < 0 || rate <= 0) {
    std::fprintf(stderr, "usage: seven_steps [SERVER [SECONDS [REFRESHES PER SECOND]]]\n");
    return 2;
  }
  check(CoInitialize(nullptr), "CoInitialize");

  // 1. Create a FaxServer.
  void* object = nullptr;
  check(CoCreateInstance(CLSID_FaxServer, nullptr, CLSCTX_INPROC_SERVER, IID_IFaxServer, &object), "CoCreateInstance");
  auto* server = static_cast<IFaxServer*>(object);

  // 2. Connect.
  const std::string given = argc > 1 ? argv[1] : "";
  const std::u16string name(given.begin(), given.end());  // names of servers are ASCII
  const BSTR server_name = SysAllocString(name.c_str());
  const HRESULT connected = server->Connect(server_name);
  SysFreeString(server_name);
  check(connected, "Connect");

  // 3. GetPorts.
  VARIANT value;
  VariantInit(&value);
  check(server->GetPorts(&value), "GetPorts");
  auto* ports = object_in<IFaxPorts>(value, IID_IFaxPorts);

  // 4. Count and Item, from 1; 5. GetStatus for each port.
  LONG count = 0;
  check(ports->get_Count(&count), "Count");
  std::vector<WatchedPort> watched;
  for (LONG i = 1; i <= count; ++i) {
    check(ports->get_Item(i, &value), "Item");
    WatchedPort next;
    next.port = object_in<IFaxPort>(value, IID_IFaxPort);
    check(next.port->GetStatus(&value), "GetStatus");
    next.status = object_in<IFaxStatus>(value, IID_IFaxStatus);
    watched.push_back(next);
  }
  std::printf("%ld ports\n", static_cast<long>(count));

  // 6. Read every property, Refresh, read again.
  const auto begin = Clock::now();
  const auto pause = std::chrono::duration<double>(1 / rate);
  for (;;) {
    const double passed = std::chrono::duration<double>(Clock::now() - begin).count();
    for (WatchedPort& port : watched) print_changes(port, passed);
    if (passed >= seconds) break;
    std::this_thread::sleep_for(pause);
    for (WatchedPort& port : watched) check(port.status->Refresh(), "Refresh");
  }

  // 7. Disconnect, and release every object.
  check(server->Disconnect(), "Disconnect");
  for (WatchedPort& port : watched) {
    port.status->Release();
    port.port->Release();
  }
  ports->Release();
  server->Release();
  const bool clean = DllCanUnloadNow() == S_OK;
  CoUninitialize();
  std::printf(clean ? "no reference is left\n" : "references are left\n");
  return clean ? 0 : 1;
}
